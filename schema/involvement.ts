import type { Involvement, RelationshipKind } from './entry.js';
import { latestMs } from './partial-date.js';

/**
 * Kinds that happen on a day. Without an end they end the day they begin: a feed that never sends
 * the end of an attendance, or the answer to a referral, must not keep a record open for ever.
 */
const events: ReadonlySet<RelationshipKind> = new Set(['attendance', 'referral', 'appointment']);

export function isEvent(kind: RelationshipKind): boolean {
  return events.has(kind);
}

/** The last millisecond (UTC) of an involvement; undefined while it goes on, NaN where its date cannot be read. */
export function endOfInvolvementMs({ kind, from, until }: Pick<Involvement, 'kind' | 'from' | 'until'>): number | undefined {
  const end = until ?? (events.has(kind) ? from : undefined);
  return end === undefined ? undefined : latestMs(end);
}
