import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { ErrorCode } from '../../schema/errors.js';
import type { PartialDateTime } from '../../schema/partial-date.js';
import { inTransaction, type Queryable } from '../database.js';
import type { Cipher } from './cipher.js';
import type { ArrivalState, ArrivalStatus, Channel, RefusedPart } from './inbox-store.js';

interface StatusRow {
  readonly lane: string;
  readonly channel: Channel;
  readonly received_at: PartialDateTime;
  readonly state: ArrivalState | null;
  readonly code: ErrorCode | null;
  readonly location: string | null;
  readonly units: number;
  readonly stored: number;
  readonly duplicates: number;
  readonly entries: number;
  readonly settled_ms: string | null;
}

export async function statusOf(database: Queryable, id: number): Promise<ArrivalStatus | undefined> {
  const found = await database.query<StatusRow>({
    name: 'arrival-status',
    text: `select a.lane, a.channel, a.received_at, o.state, o.code, o.location, o.units, o.stored, o.duplicates, o.entries, o.settled_ms
       from arrival a left join arrival_outcome o using (id) where a.id = $1`,
    values: [id],
  });
  const row = found.rows[0];
  if (row === undefined) return undefined;
  const about = { id, feed: row.lane, channel: row.channel, receivedAt: row.received_at };
  if (row.state === null) return about;
  const { state, code, location, units, stored, duplicates, entries } = row;
  const reason = code === null ? {} : { code, ...(location === null ? {} : { location }) };
  return { ...about, settledMs: Number(row.settled_ms), outcome: { state, ...reason, units, stored, duplicates, entries } };
}

export async function refusedOf(database: Queryable, id: number): Promise<readonly RefusedPart[]> {
  const found = await database.query<{ code: ErrorCode; location: string; whole: boolean }>(
    'select code, location, message_id is null as whole from quarantine where arrival_id = $1 order by id limit 1000',
    [id],
  );
  return found.rows;
}

/** Puts an arrival that was quarantined, whole or in part, back into the queue, with its bytes. */
export async function tryAnew(
  pool: pg.Pool,
  cipher: Cipher,
  id: number,
  bytes: Uint8Array,
  refusedBeforeMs: number | undefined,
): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const found = await client.query<{ lane: string; hash: Buffer }>(
      `select a.lane, a.hash from arrival a join arrival_outcome o using (id) where a.id = $1 and o.code is not null
         and ($2::bigint is null or o.settled_ms < $2) for update of a`,
      [id, refusedBeforeMs ?? null],
    );
    const arrival = found.rows[0];
    if (arrival === undefined || !createHash('sha256').update(bytes).digest().equals(arrival.hash)) return false;
    const sealed = cipher.seal(bytes, arrival.hash);
    await client.query('update arrival set key_id = $2, bytes = $3 where id = $1', [id, sealed.keyId, sealed.bytes]);
    await client.query('delete from arrival_outcome where id = $1', [id]);
    await client.query('delete from quarantine where arrival_id = $1', [id]);
    await client.query('insert into arrival_waiting (lane, id) values ($1, $2) on conflict do nothing', [arrival.lane, id]);
    return true;
  });
}
