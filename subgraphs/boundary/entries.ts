/** Which entries an answer shows: filters and paging over what the viewer may see, newest first. */
import { GraphQLError } from 'graphql';
import { earliestMs, latestMs, parsePartialDateTime } from '../../schema/partial-date.js';
import type { StoredEntry } from '../../store/store.js';
import type { SeenDates } from './dates.js';
import type { ReconciledEntry } from './same-fact.js';

/** Arguments of `entries`, as GraphQL gives them. */
export interface EntryArguments {
  readonly filter?: {
    readonly from?: string | null;
    readonly to?: string | null;
    readonly ids?: readonly string[] | null;
    readonly partners?: readonly string[] | null;
    readonly period?: 'CURRENT' | 'PAST' | null;
  } | null;
  readonly first?: number | null;
  readonly offset?: number | null;
  readonly reconciled?: boolean | null;
}

/** Newest first; entries without a date come last; the identifier settles a tie. */
export function newestFirst(a: StoredEntry, b: StoredEntry): number {
  const byDate = (b.startsMs ?? Number.NEGATIVE_INFINITY) - (a.startsMs ?? Number.NEGATIVE_INFINITY);
  return byDate || (a.id < b.id ? -1 : 1);
}

/**
 * The entries that the arguments ask for.
 * @throws GraphQLError BAD_REQUEST when a date or a page is not one.
 */
export function askedFor(
  entries: readonly ReconciledEntry[],
  { filter, first, offset }: EntryArguments,
  now: Date,
  dates: Pick<SeenDates, 'spanOf'>,
): readonly ReconciledEntry[] {
  if ((first ?? 0) < 0 || (offset ?? 0) < 0) throw badRequest('first and offset cannot be negative');
  let shown = entries;
  if (filter) {
    const fromMs = bound(filter.from, earliestMs);
    const toMs = bound(filter.to, latestMs);
    const partners = filter.partners ? new Set(filter.partners) : undefined;
    const ids = filter.ids ? new Set(filter.ids) : undefined;
    const period = filter.period ?? undefined;
    shown = entries.filter(
      (entry) =>
        (ids === undefined || ids.has(entry.id)) &&
        ((fromMs === undefined && toMs === undefined) || overlaps(dates.spanOf(entry), fromMs, toMs)) &&
        (partners === undefined ||
          partners.has(entry.partner) ||
          entry.also?.some((other) => partners.has(other.partner)) === true) &&
        (period === undefined || (period === 'CURRENT') === isCurrent(entry, now)),
    );
  }
  const start = offset ?? 0;
  return start === 0 && (first ?? undefined) === undefined
    ? shown
    : shown.slice(start, first == null ? undefined : start + first);
}

/** Whether any part of an entry's time is asked for; a partial date is all of its period. */
function overlaps(span: ReturnType<SeenDates['spanOf']>, fromMs: number | undefined, toMs: number | undefined): boolean {
  if (span === undefined) return false;
  return (fromMs === undefined || span.untilMs >= fromMs) && (toMs === undefined || span.fromMs <= toMs);
}

/** Current: no end known, or the end still ahead. */
function isCurrent(entry: StoredEntry, now: Date): boolean {
  return entry.endsMs === undefined || entry.endsMs >= now.getTime();
}

function bound(text: string | null | undefined, edge: typeof earliestMs): number | undefined {
  if (text == null) return undefined;
  const date = parsePartialDateTime(text);
  if (!date) throw badRequest('a date filter is written YYYY, YYYY-MM, YYYY-MM-DD or a full time with offset');
  return edge(date);
}

function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } });
}
