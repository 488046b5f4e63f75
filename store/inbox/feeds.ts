import type { ErrorCode } from '../../schema/errors.js';
import type { Queryable } from '../database.js';

/** How a feed is doing. Times in ms since 1970, UTC. */
export interface FeedStatus {
  readonly feed: string;
  readonly lastReceivedMs: number | undefined;
  /** Messages and files that wait, and for how long the oldest has (ms). */
  readonly waiting: number;
  readonly lagMs: number;
  /** Arrivals settled in the last full hour and in the last 24 hours, and those of them that were quarantined. */
  readonly lastHour: number;
  readonly lastDay: number;
  readonly failedLastDay: number;
  readonly lastFailedMs: number | undefined;
  readonly lastCode: ErrorCode | undefined;
  /** Files that wait for the other of their pair for longer than they should. */
  readonly unpaired: number;
}

interface Row {
  readonly feed: string;
  readonly last_received_ms: string | null;
  readonly waiting: string;
  readonly oldest_ms: string | null;
  readonly last_hour: string;
  readonly last_day: string;
  readonly failed: string;
  readonly last_failed_ms: string | null;
  readonly last_code: ErrorCode | null;
  readonly unpaired: string;
}

const hourMs = 3_600_000;

/** Every feed that ever brought something. Counts by the hour are read, never the arrivals themselves, but for those that wait. */
export async function feedStatuses(database: Queryable, nowMs: number): Promise<readonly FeedStatus[]> {
  const hour = nowMs - (nowMs % hourMs);
  const found = await database.query<Row>(
    `with counted as (
       select feed, max(last_received_ms) as last_received_ms, max(last_failed_ms) as last_failed_ms,
         coalesce(sum(applied + superseded + ignored + quarantined) filter (where hour_ms = $1::bigint - ${hourMs}), 0) as last_hour,
         coalesce(sum(applied + superseded + ignored + quarantined) filter (where hour_ms > $1::bigint - 24 * ${hourMs}), 0) as last_day,
         coalesce(sum(quarantined) filter (where hour_ms > $1::bigint - 24 * ${hourMs}), 0) as failed,
         (array_agg(last_code order by hour_ms desc) filter (where last_code is not null))[1] as last_code
       from feed_hour group by feed),
     messages as (select lane as feed, count(*) as waiting, min(id) as oldest from arrival_waiting group by lane),
     files as (select lane as feed, count(*) as waiting, min(received_ms) as oldest_ms from feed_file where state = 'waiting' group by lane),
     waiting as (
       select coalesce(m.feed, f.feed) as feed, coalesce(m.waiting, 0) + coalesce(f.waiting, 0) as waiting, least(a.received_ms, f.oldest_ms) as oldest_ms
       from messages m full join files f using (feed) left join arrival a on a.id = m.oldest),
     unpaired as (select feed, count(*) as unpaired from feed_file_unpaired group by feed)
     select coalesce(c.feed, w.feed, r.feed, u.feed) as feed, greatest(c.last_received_ms, r.last_received_ms) as last_received_ms,
       coalesce(w.waiting, 0) as waiting, w.oldest_ms, coalesce(c.last_hour, 0) as last_hour,
       coalesce(c.last_day, 0) as last_day, coalesce(c.failed, 0) as failed, c.last_failed_ms, c.last_code,
       coalesce(u.unpaired, 0) as unpaired
     from counted c full join waiting w using (feed) full join feed_receipt r using (feed) full join unpaired u using (feed)
     order by 1`,
    [hour],
  );
  const number = (text: string | null) => (text === null ? undefined : Number(text));
  return found.rows.map((row) => ({
    feed: row.feed,
    lastReceivedMs: number(row.last_received_ms),
    waiting: Number(row.waiting),
    lagMs: row.oldest_ms === null ? 0 : Math.max(0, nowMs - Number(row.oldest_ms)),
    lastHour: Number(row.last_hour),
    lastDay: Number(row.last_day),
    failedLastDay: Number(row.failed),
    lastFailedMs: number(row.last_failed_ms),
    lastCode: row.last_code ?? undefined,
    unpaired: Number(row.unpaired),
  }));
}
