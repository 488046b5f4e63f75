import type { Disclosure } from '../schema/disclosure.js';
import { RecordError } from '../schema/errors.js';
import type { NhsNumber } from '../schema/nhs-number.js';
import { earliestMs, latestMs, parsePartialDateTime, type PartialDateTime } from '../schema/partial-date.js';
import type { Store } from '../store/store.js';

/** What to look for in the trail of one person. */
export interface TrailQuery {
  readonly nhsNumber: NhsNumber;
  /** Partial dates; `to` means its whole period. */
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
  readonly userId?: string | null | undefined;
  readonly first?: number | null | undefined;
  readonly offset?: number | null | undefined;
}

/** Disclosures of one person, newest first, and how many there are in all. */
export interface Trail {
  readonly totalCount: number;
  readonly disclosures: readonly Disclosure[];
}

/** Most disclosures in one answer: one of a whole record takes some 100 kB when it is read. */
export const trailPageLimit = 100;

/**
 * Reads the audit trail of a person. Who may is decided before, and reading is itself a disclosure.
 * @throws RecordError BAD_REQUEST for a date that is none, or a page that is too large;
 * AUDIT_UNAVAILABLE when the trail cannot be read.
 */
export async function searchTrail(store: Pick<Store, 'readDisclosures'>, query: TrailQuery): Promise<Trail> {
  const first = query.first ?? trailPageLimit;
  const offset = query.offset ?? 0;
  if (first < 0 || offset < 0 || first > trailPageLimit) {
    throw new RecordError('BAD_REQUEST', {
      location: 'first, offset',
      detail: `first is 0 to ${trailPageLimit}, offset 0 or more`,
    });
  }
  const from = dateOf(query.from, 'from');
  const to = dateOf(query.to, 'to');
  return store.readDisclosures({
    nhsNumber: query.nhsNumber,
    ...(from === undefined ? {} : { fromMs: earliestMs(from) }),
    ...(to === undefined ? {} : { toMs: latestMs(to) }),
    ...(query.userId == null ? {} : { userId: query.userId }),
    first,
    offset,
  });
}

/** The partial date an argument names; undefined where it is left out. @throws RecordError BAD_REQUEST */
export function dateOf(text: string | null | undefined, location: string): PartialDateTime | undefined {
  if (text == null) return undefined;
  const date = parsePartialDateTime(text);
  if (date === undefined) {
    throw new RecordError('BAD_REQUEST', {
      location,
      detail: 'a date is written YYYY, YYYY-MM, YYYY-MM-DD or as a full time with offset',
    });
  }
  return date;
}
