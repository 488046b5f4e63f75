/** What callers of governance write into arguments, checked. */
import { RecordError } from '../../schema/errors.js';
import { parseNhsNumber, type NhsNumber } from '../../schema/nhs-number.js';
import type { By } from '../../store/governance/records.js';
import type { RecordContext } from '../context.js';

const reasonLimit = 2000;
const keyLimit = 200;
const pageLimit = 200;

/** @throws RecordError BAD_NHS_NUMBER */
export function numberOf(text: unknown): NhsNumber {
  const nhsNumber = typeof text === 'string' ? parseNhsNumber(text) : undefined;
  if (nhsNumber === undefined) throw new RecordError('BAD_NHS_NUMBER');
  return nhsNumber;
}

/** The words as given, trimmed; undefined when there are none. @throws RecordError BAD_REQUEST when they are too long. */
export function wordsOf(text: string | null | undefined, location: string): string | undefined {
  const words = text?.trim();
  if (words === undefined || words === '') return undefined;
  if (words.length > reasonLimit) throw badRequest(location, `at most ${reasonLimit} characters`);
  return words;
}

/** As {@link wordsOf}, where something has to be said: a reviewer reads it. @throws RecordError BAD_REQUEST */
export function reasonOf(text: string, location: string): string {
  const reason = wordsOf(text, location);
  if (reason === undefined) throw badRequest(location, 'say why');
  return reason;
}

/** @throws RecordError BAD_REQUEST when the key is empty or too long. */
export function keyOf(idempotencyKey: string, location = 'input.idempotencyKey'): string {
  const key = idempotencyKey.trim();
  if (key === '' || key.length > keyLimit) throw badRequest(location, `1 to ${keyLimit} characters`);
  return key;
}

/** One thing of a kind that is kept in versions, as an argument names it. */
export interface Versioned {
  readonly id: string;
  readonly version: number;
  readonly reason: string;
  readonly idempotencyKey?: string | null;
}

/** A change of it by the viewer. @throws RecordError BAD_REQUEST */
export function changeOf({ id, version, reason, idempotencyKey }: Versioned, at: string, context: RecordContext) {
  return {
    id,
    version,
    by: byViewer(context),
    reason: reasonOf(reason, `${at}reason`),
    ...(idempotencyKey == null ? {} : { idempotencyKey: keyOf(idempotencyKey, `${at}idempotencyKey`) }),
  };
}

/** The viewer, as an act is kept with them. */
export function byViewer({ viewer }: RecordContext): By & { readonly organisation: string } {
  return { userId: viewer.userId, organisation: viewer.organisation, role: viewer.role };
}

/** @throws RecordError BAD_REQUEST */
export function pageOf({ first, offset }: { readonly first?: number | null; readonly offset?: number | null }) {
  const page = { first: first ?? 50, offset: offset ?? 0 };
  if (page.first < 0 || page.first > pageLimit || page.offset < 0)
    throw badRequest('first, offset', `first is 0 to ${pageLimit}, offset 0 or more`);
  return page;
}

export function badRequest(location: string, detail: string): RecordError {
  return new RecordError('BAD_REQUEST', { location, detail });
}
