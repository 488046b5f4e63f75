import type pg from 'pg';
import type { ArrivalOutcome } from './inbox-store.js';

/** An arrival with what became of it. */
export interface Settling {
  readonly id: number;
  readonly lane: string;
  /** Name of the feed as it is counted, and when it came (ms). */
  readonly feed: string;
  readonly receivedMs: number;
  readonly outcome: ArrivalOutcome;
  /** Its bytes have served: each part keeps its own, or they must not be kept. */
  readonly dropsBytes: boolean;
}

const hourMs = 3_600_000;

/** Writes what became of arrivals, takes them out of the queue, and counts them by feed and hour. */
export async function settle(client: pg.PoolClient, settled: readonly Settling[]): Promise<void> {
  if (settled.length === 0) return;
  const nowMs = Date.now();
  await client.query({
    name: 'settle-arrivals',
    text: `with gone as (
         delete from arrival_waiting w using unnest($1::text[], $2::bigint[]) as s (lane, id) where w.lane = s.lane and w.id = s.id)
       insert into arrival_outcome (id, state, code, location, units, stored, duplicates, entries, settled_ms)
       select * , $10::bigint from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::int[], $7::int[], $8::int[], $9::int[])
       on conflict (id) do update set state = excluded.state, code = excluded.code, location = excluded.location, units = excluded.units,
         stored = excluded.stored, duplicates = excluded.duplicates, entries = excluded.entries, settled_ms = excluded.settled_ms`,
    values: [
      settled.map((one) => one.lane),
      settled.map((one) => one.id),
      settled.map((one) => one.outcome.state),
      settled.map((one) => one.outcome.code ?? null),
      settled.map((one) => one.outcome.location?.replaceAll('\0', '\u{fffd}').slice(0, 500) ?? null),
      settled.map((one) => one.outcome.units),
      settled.map((one) => one.outcome.stored),
      settled.map((one) => one.outcome.duplicates),
      settled.map((one) => one.outcome.entries),
      nowMs,
    ],
  });
  const dropped = settled.filter((one) => one.dropsBytes).map((one) => one.id);
  if (dropped.length > 0) {
    await client.query('update arrival set bytes = null, key_id = null where id = any ($1::bigint[])', [dropped]);
  }
  await countByHour(client, settled, nowMs);
}

interface HourCount {
  readonly feed: string;
  applied: number;
  superseded: number;
  quarantined: number;
  ignored: number;
  lastReceivedMs: number;
  lastCode: string | undefined;
}

/** Counts what was settled by feed and hour. */
export async function countByHour(
  client: pg.PoolClient,
  settled: readonly (Pick<Settling, 'feed' | 'receivedMs'> & { readonly outcome: Pick<ArrivalOutcome, 'state' | 'code'> })[],
  nowMs: number,
): Promise<void> {
  const counts = new Map<string, HourCount>();
  for (const { feed, receivedMs, outcome } of settled) {
    let count = counts.get(feed);
    if (count === undefined) {
      count = { feed, applied: 0, superseded: 0, quarantined: 0, ignored: 0, lastReceivedMs: 0, lastCode: undefined };
      counts.set(feed, count);
    }
    count[outcome.state]++;
    count.lastReceivedMs = Math.max(count.lastReceivedMs, receivedMs);
    if (outcome.state === 'quarantined') count.lastCode = outcome.code;
  }
  // In a fixed order: two workers then wait for each other, and do not block each other.
  const rows = [...counts.values()].toSorted((a, b) => (a.feed < b.feed ? -1 : 1));
  await client.query({
    name: 'count-by-hour',
    text: `insert into feed_hour as h (feed, hour_ms, applied, superseded, quarantined, ignored, last_received_ms, last_failed_ms, last_code)
       select feed, $1, applied, superseded, quarantined, ignored, last_received_ms, case when quarantined > 0 then $2::bigint end, last_code
       from unnest($3::text[], $4::int[], $5::int[], $6::int[], $7::int[], $8::bigint[], $9::text[])
         as c (feed, applied, superseded, quarantined, ignored, last_received_ms, last_code)
       on conflict (feed, hour_ms) do update set applied = h.applied + excluded.applied, superseded = h.superseded + excluded.superseded,
         quarantined = h.quarantined + excluded.quarantined, ignored = h.ignored + excluded.ignored,
         last_received_ms = greatest(h.last_received_ms, excluded.last_received_ms),
         last_failed_ms = coalesce(excluded.last_failed_ms, h.last_failed_ms), last_code = coalesce(excluded.last_code, h.last_code)`,
    values: [
      nowMs - (nowMs % hourMs),
      nowMs,
      rows.map((row) => row.feed),
      rows.map((row) => row.applied),
      rows.map((row) => row.superseded),
      rows.map((row) => row.quarantined),
      rows.map((row) => row.ignored),
      rows.map((row) => row.lastReceivedMs),
      rows.map((row) => row.lastCode ?? null),
    ],
  });
}
