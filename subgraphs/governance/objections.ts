/** Objections as asked for, and as shown. */
import { explanationOf } from '../../policy/decide.js';
import type { Section } from '../../schema/entry.js';
import { RecordError } from '../../schema/errors.js';
import { isSection } from '../../schema/sections.js';
import type { NewObjection, StoredObjection } from '../../store/governance/records.js';
import { Withheld } from '../boundary/withheld.js';
import type { PersonInRequest, RecordContext } from '../context.js';

/** `RecordObjectionInput`, as GraphQL gives it. */
export interface ObjectionInput {
  readonly nhsNumber: string;
  readonly sections?: readonly string[] | null;
  readonly sourcePartners?: readonly string[] | null;
  readonly recipientPartners?: readonly string[] | null;
  readonly reason?: string | null;
  readonly idempotencyKey: string;
}

type Scope = Pick<NewObjection, 'sections' | 'sourcePartners' | 'recipientPartners'>;

const reasonLimit = 2000;
const keyLimit = 200;

/**
 * What the input objects to. Whatever would be recorded and then hide nothing is refused: a section or
 * partner that does not exist, or an empty list, which some callers mean as all and others as none.
 * @throws RecordError BAD_REQUEST
 */
export function scopeOf(input: ObjectionInput, context: RecordContext): Scope {
  const { partners } = context.surroundings;
  const named = (field: 'sections' | 'sourcePartners' | 'recipientPartners', exists: (name: string) => boolean) => {
    const names = input[field];
    if (names == null) return undefined;
    if (names.length === 0) throw badRequest(`input.${field}`, 'leave it out to mean all; an empty list means nothing');
    if (!names.every(exists))
      throw badRequest(`input.${field}`, `names something that is not ${field === 'sections' ? 'a section' : 'a partner'}`);
    return [...new Set(names)].sort();
  };
  const sections = named('sections', isSection) as readonly Section[] | undefined;
  const sourcePartners = named('sourcePartners', (ods) => partners.has(ods));
  const recipientPartners = named('recipientPartners', (ods) => partners.has(ods));
  return {
    ...(sections === undefined ? {} : { sections }),
    ...(sourcePartners === undefined ? {} : { sourcePartners }),
    ...(recipientPartners === undefined ? {} : { recipientPartners }),
  };
}

/** The reason as given, trimmed; undefined when there is none. @throws RecordError BAD_REQUEST when it is too long. */
export function reasonOf(text: string | null | undefined, location: string): string | undefined {
  const reason = text?.trim();
  if (reason === undefined || reason === '') return undefined;
  if (reason.length > reasonLimit) throw badRequest(location, `at most ${reasonLimit} characters`);
  return reason;
}

/** @throws RecordError BAD_REQUEST when the key is empty or too long. */
export function keyOf(input: ObjectionInput): string {
  const key = input.idempotencyKey.trim();
  if (key === '' || key.length > keyLimit) throw badRequest('input.idempotencyKey', `1 to ${keyLimit} characters`);
  return key;
}

/** An objection as readers see it. Where the person's whereabouts are protected, what could point there is withheld (R23). */
export function shownObjection(objection: StoredObjection, person: PersonInRequest, context: RecordContext) {
  const hides = person.facts.sensitiveAddress && context.viewer.role !== 'privacy-officer';
  // A reviewer needs the whole of it; anybody else reads what was objected to, not between whom.
  const hidden = <T>(coordinate: string, value: T | undefined) =>
    hides && value !== undefined ? withheldAddress(coordinate, context) : (value ?? null);
  return {
    id: objection.id,
    version: objection.version,
    scope: {
      sections: objection.sections ?? null,
      sourcePartners: hidden('Objection.scope.sourcePartners', objection.sourcePartners),
      recipientPartners: hidden('Objection.scope.recipientPartners', objection.recipientPartners),
    },
    recordedAt: objection.recordedAt,
    recordedBy: hides ? 'withheld' : objection.recordedBy,
    reason: hidden('Objection.reason', objection.reason),
    withdrawnAt: objection.withdrawnAt ?? null,
  };
}

function withheldAddress(coordinate: string, context: RecordContext): Withheld {
  const { messages } = context.surroundings.policy;
  return new Withheld(
    coordinate,
    'SENSITIVE_ADDRESS',
    'R23 sensitive-address flag',
    explanationOf('SENSITIVE_ADDRESS', messages),
  );
}

function badRequest(location: string, detail: string): RecordError {
  return new RecordError('BAD_REQUEST', { location, detail });
}
