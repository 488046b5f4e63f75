import type pg from 'pg';
import type { Refused } from '../../schema/entry.js';
import type { PartialDateTime } from '../../schema/partial-date.js';
import type { PreparedUnit } from '../apply/units.js';
import { mostBatchesBroken } from '../attempts.js';
import type { Cipher } from './cipher.js';
import type { Channel, WaitingArrival } from './inbox-store.js';

const lockClass = 7302;
/** Bytes read in one turn, but for the last arrival of it. */
const mostBytesAtOnce = 8_000_000;

/** A lane that this connection works on, and how many times work on it began without an end. */
export interface ClaimedLane {
  readonly lane: string;
  readonly begun: number;
}

/** Whether more than `most` wait, in whatever lane. */
export async function manyWait(pool: pg.Pool, most: number): Promise<boolean> {
  const found = await pool.query<{ many: boolean }>({
    name: 'many-wait',
    text: 'select count(*) > $1 as many from (select from arrival_waiting limit $1 + 1) waiting',
    values: [most],
  });
  return found.rows[0]!.many;
}

export async function lanesWaiting(pool: pg.Pool): Promise<string[]> {
  const found = await pool.query<{ lane: string }>({
    name: 'lanes-waiting',
    // Walks from lane to lane along the index, however many wait in each.
    text: `with recursive walk (lane) as (
         (select lane from arrival_waiting order by lane limit 1)
         union all
         select (select w.lane from arrival_waiting w where w.lane > walk.lane order by w.lane limit 1) from walk where walk.lane is not null
       ) select lane from walk where lane is not null`,
  });
  return found.rows.map((row) => row.lane);
}

/**
 * Claims those lanes that nobody works on, passing over the others, and notes that work begins: whoever finds the note later
 * knows that it never ended. The claim is the session's: it ends with `pg_advisory_unlock_all`, or with the connection.
 */
export async function claim(client: pg.PoolClient, lanes: readonly string[]): Promise<ClaimedLane[]> {
  const claimed = await client.query<{ lane: string; begun: number }>({
    name: 'claim-lanes',
    text: `with free as materialized (
         select lane from unnest($2::text[]) as lane where pg_try_advisory_lock($1, hashtext(lane)))
       insert into inbox_lane as l (lane, begun) select lane, 1 from free
       on conflict (lane) do update set begun = l.begun + 1 returning lane, begun - 1 as begun`,
    values: [lockClass, lanes.toSorted()],
  });
  return claimed.rows;
}

/** Whether something waits that may have ended a process, or goes alone as it may end this one. */
export async function holdsSuspects(client: pg.PoolClient): Promise<boolean> {
  const found = await client.query<{ suspected: boolean }>(
    `select exists (select from arrival_waiting where attempts > 0) or exists (
       select from inbox_lane l where begun >= $1 and exists (select from arrival_waiting w where w.lane = l.lane)) as suspected`,
    [mostBatchesBroken],
  );
  return found.rows[0]!.suspected;
}

/** Notes that the work on lanes ended. */
export async function noteEnd(client: pg.PoolClient, lanes: readonly string[]): Promise<void> {
  await client.query({
    name: 'note-end',
    text: 'update inbox_lane set begun = 0 where lane = any ($1::text[])',
    values: [lanes],
  });
}

/** Takes back that work on lanes began. */
export async function noteUntouched(client: pg.PoolClient, lanes: readonly string[]): Promise<void> {
  if (lanes.length === 0) return;
  await client.query({
    name: 'note-untouched',
    text: 'update inbox_lane set begun = greatest(begun - 1, 0) where lane = any ($1::text[])',
    values: [lanes],
  });
}

interface WaitingRow {
  readonly id: string;
  readonly lane: string;
  readonly attempts: number;
  readonly is_resumed: boolean;
  readonly channel: Channel;
  readonly feed: string | null;
  readonly file_name: string | null;
  readonly received_at: PartialDateTime;
  readonly refusal: string | null;
  readonly hash: Buffer | null;
  readonly key_id: string | null;
  readonly bytes: Buffer | null;
}

/** One to be applied. */
export interface Waiting {
  readonly id: number;
  readonly lane: string;
  readonly attempts: number;
  /** Whether parts of it were stored by an attempt that did not end. */
  readonly isResumed: boolean;
  readonly arrival: WaitingArrival;
}

/** What waits longest in `lanes`, oldest first. */
export async function readWaiting(
  client: pg.PoolClient,
  cipher: Cipher,
  lanes: readonly string[],
  limit: number,
): Promise<Waiting[]> {
  const found = await client.query<WaitingRow>({
    name: 'read-waiting',
    text: `select * from (select w.id, w.lane, w.attempts, w.is_resumed, a.channel, a.feed, a.file_name, a.received_at, a.refusal, a.hash, a.key_id, a.bytes,
           sum(octet_length(a.bytes)) over (order by w.id) - octet_length(a.bytes) as bytes_before
       from (select next.* from unnest($1::text[]) as claimed (lane)
             cross join lateral (select lane, id, attempts, is_resumed from arrival_waiting q where q.lane = claimed.lane order by q.id limit $2) next
             order by next.id limit $2) w
       join arrival a on a.id = w.id
       ) waiting where bytes_before is null or bytes_before < $3 order by id`,
    values: [lanes, limit, mostBytesAtOnce],
  });
  return found.rows.map((row) => ({
    id: Number(row.id),
    lane: row.lane,
    attempts: row.attempts,
    isResumed: row.is_resumed,
    arrival: arrivalOf(row, cipher),
  }));
}

function arrivalOf(row: WaitingRow, cipher: Cipher): WaitingArrival {
  return {
    id: Number(row.id),
    lane: row.lane,
    channel: row.channel,
    ...(row.feed === null ? {} : { feed: row.feed }),
    ...(row.file_name === null ? {} : { fileName: row.file_name }),
    receivedAt: row.received_at,
    ...(row.refusal === null ? {} : { refusal: JSON.parse(row.refusal) as Refused }),
    bytes: row.bytes === null ? Buffer.alloc(0) : cipher.open({ keyId: row.key_id, bytes: row.bytes }, row.hash!),
  };
}

/** Notes that work on one arrival alone begins. */
export async function noteAttempt(
  client: pg.PoolClient,
  { lane, id }: Pick<Waiting, 'lane' | 'id'>,
  change: 1 | -1,
): Promise<void> {
  await client.query({
    name: 'note-attempt',
    text: 'update arrival_waiting set attempts = attempts + $3 where lane = $1 and id = $2',
    values: [lane, id, change],
  });
}

/** Notes that a part of an arrival is stored; when it stored anything new, what comes next is begun for the first time. */
export async function noteProgress(
  client: pg.PoolClient,
  { lane, id }: Pick<Waiting, 'lane' | 'id'>,
  isNew: boolean,
): Promise<void> {
  await client.query({
    name: 'note-progress',
    text: `update arrival_waiting set is_resumed = true, attempts = case when $3 then 1 else attempts end where lane = $1 and id = $2`,
    values: [lane, id, isNew],
  });
}

/** Tells which of units found stored were stored from the arrival `id`. */
export function storedByItself(client: pg.PoolClient, id: number) {
  return async (known: readonly PreparedUnit[]): Promise<(unit: PreparedUnit) => boolean> => {
    const found = await client.query<{ place: string }>({
      name: 'stored-by-itself',
      text: `select place from unnest($2::text[], $3::text[], $4::bytea[]) with ordinality as unit (feed, message_identifier, hash, place)
         join message using (feed, message_identifier, hash) where arrival_id = $1`,
      values: [id, known.map((unit) => unit.message.feed), known.map((unit) => unit.identifier), known.map((unit) => unit.hash)],
    });
    const own = new Set(found.rows.map(({ place }) => known[Number(place) - 1]));
    return (unit) => own.has(unit);
  };
}
