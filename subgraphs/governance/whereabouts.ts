/** What could point at the whereabouts of a person whose address is protected (R23). */
import { explanationOf } from '../../policy/decide.js';
import { Withheld } from '../boundary/withheld.js';
import type { PersonInRequest, RecordContext } from '../context.js';

/** How much of what is decided about a person may be told to this viewer. */
export interface Hiding {
  /** The value, null where there is none, or a refusal in its place. */
  hidden<T>(coordinate: string, value: T | undefined): T | Withheld | null;
  /** A name that is never null: it says that it is withheld. */
  name(value: string): string;
}

/** A reviewer needs the whole of it; anybody else reads what was decided, not where or between whom. */
export function hidingOf(person: Pick<PersonInRequest, 'facts'>, { viewer, surroundings }: RecordContext): Hiding {
  const hides = person.facts.sensitiveAddress && viewer.role !== 'privacy-officer';
  const { messages } = surroundings.policy;
  return {
    hidden: (coordinate, value) =>
      hides && value !== undefined
        ? new Withheld(
            coordinate,
            'SENSITIVE_ADDRESS',
            'R23 sensitive-address flag',
            explanationOf('SENSITIVE_ADDRESS', messages),
          )
        : (value ?? null),
    name: (value) => (hides ? 'withheld' : value),
  };
}
