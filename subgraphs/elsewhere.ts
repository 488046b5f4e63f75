/** Partners of whom no copy is held: whether they are asked in a request, and what their answer adds to what is held. */
import { analysisPurpose, type Decision } from '../policy/decide.js';
import type { Section } from '../schema/entry.js';
import type { PersonFacts } from '../schema/facts.js';
import type { NhsNumber } from '../schema/nhs-number.js';
import type { Viewer } from '../schema/viewer.js';
import type { StoredEntry } from '../store/store.js';
import type { PersonElsewhere, Surroundings } from './context.js';

/**
 * Asks the view-only partners, unless the viewer may see nothing whatever they answer. A relationship may be known
 * to them alone, so the want of one does not keep from asking.
 */
export async function askViewOnly(
  { viewOnly }: Surroundings,
  { viewer, requestId }: { readonly viewer: Viewer; readonly requestId: string },
  soFar: Decision,
  nhsNumber: NhsNumber,
): Promise<PersonElsewhere | undefined> {
  if (viewOnly === undefined) return undefined;
  if (!soFar.permitted && soFar.reason !== 'NO_RELATIONSHIP') return undefined;
  // A partner answers for the care of a person, never for analysis.
  if (viewer.purpose === analysisPurpose) return undefined;
  const { userId, roleCode, organisation, purpose } = viewer;
  return viewOnly.read(nhsNumber, { userId, roleCode, organisation, purpose, requestId });
}

interface Held {
  readonly facts: PersonFacts;
  readonly entries: readonly StoredEntry[];
}

/** What is held, and what was answered, as one person. */
export function withElsewhere({ facts, entries }: Held, elsewhere: PersonElsewhere, sections: readonly Section[]): Held {
  const asked = new Set<Section>(sections);
  return {
    facts: {
      ...facts,
      known: facts.known || elsewhere.facts.known,
      involvements: [...facts.involvements, ...elsewhere.facts.involvements],
      objections: [...facts.objections, ...elsewhere.facts.objections],
      sensitiveAddress: facts.sensitiveAddress || elsewhere.facts.sensitiveAddress,
    },
    entries: [...entries, ...elsewhere.entries.filter(({ section }) => asked.has(section))],
  };
}
