import type pg from 'pg';
import { earliestMs } from '../../schema/partial-date.js';
import { sqlState } from '../database.js';
import type { Cipher } from './cipher.js';
import type { NewArrival, ReceivedArrival } from './inbox-store.js';

type Answer = ReceivedArrival | 'IDEMPOTENCY_CONFLICT';

/** Keeps arrivals in one statement, hence one commit; those that came before are looked up. */
export async function receiveArrivals(pool: pg.Pool, cipher: Cipher, arrivals: readonly NewArrival[]): Promise<Answer[]> {
  if (arrivals.length === 0) return [];
  const first = new Map<string, NewArrival>();
  for (const arrival of arrivals) if (!first.has(identityOf(arrival))) first.set(identityOf(arrival), arrival);
  const keyed = new Set<string>();
  // Of two in one batch under one idempotency key the second is answered from what the first became.
  const given = [...first.values()].filter(({ lane, idempotencyKey }) => {
    if (idempotencyKey === undefined) return true;
    const key = `${lane}\0${idempotencyKey}`;
    return !keyed.has(key) && keyed.add(key);
  });
  const ids = await insertUnlessBlocked(pool, cipher, given);
  const known = arrivals.filter((arrival) => !ids.has(identityOf(arrival)));
  const before = known.length === 0 ? new Map<string, Answer>() : await lookUp(pool, known);
  const answered = new Set<string>();
  return arrivals.map((arrival): Answer => {
    const identity = identityOf(arrival);
    const id = ids.get(identity);
    if (id === undefined) return before.get(identity)!;
    const repeated = answered.has(identity);
    answered.add(identity);
    return { id, repeated };
  });
}

/** The same bytes under the same number of the same sender. */
function identityOf(arrival: NewArrival): string {
  return [arrival.sender, arrival.controlId, arrival.hash.toString('latin1')].join('\0');
}

/** The same messages on two connections, in another order, may wait for each other: one of the two then goes again. */
async function insertUnlessBlocked(pool: pg.Pool, cipher: Cipher, given: readonly NewArrival[]): Promise<Map<string, number>> {
  for (let tries = 1; ; tries++) {
    try {
      return await insertFresh(pool, cipher, given);
    } catch (error) {
      if (tries === 10 || sqlState(error) !== '40P01') throw error;
    }
  }
}

async function insertFresh(pool: pg.Pool, cipher: Cipher, given: readonly NewArrival[]): Promise<Map<string, number>> {
  const sealed = given.map(({ bytes, hash }) => cipher.seal(bytes, hash));
  let size = 1;
  const starts = sealed.map(({ bytes }) => (size += bytes.length) - bytes.length);
  const stored = await pool.query<{ id: string; sender: string; control_id: string; hash: Buffer }>({
    name: 'receive-arrivals',
    text: `with fresh as (
         insert into arrival (lane, sender, control_id, hash, channel, feed, file_name, idempotency_key, received_at, received_ms, refusal, key_id, bytes)
         select lane, sender, control_id, substr($4::bytea, (32 * (place - 1))::int + 1, 32), channel, feed, file_name, idempotency_key,
                received_at, received_ms, refusal, key_id, substr($13::bytea, starts, size)
         from unnest($1::text[], $2::text[], $3::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::bigint[],
                     $11::text[], $12::text[], $14::int[], $15::int[]) with ordinality
           as given (lane, sender, control_id, channel, feed, file_name, idempotency_key, received_at, received_ms, refusal, key_id, starts, size, place)
         order by place
         on conflict do nothing
         returning id, lane, sender, control_id, hash),
       waiting as (insert into arrival_waiting (lane, id) select lane, id from fresh)
       select id, sender, control_id, hash from fresh`,
    values: [
      given.map((one) => one.lane),
      given.map((one) => one.sender),
      given.map((one) => one.controlId),
      // All of them in one value: an array of bytes is written and read in hexadecimal digits, within quotes.
      Buffer.concat(given.map((one) => one.hash)),
      given.map((one) => one.channel),
      given.map((one) => one.feed ?? null),
      given.map((one) => one.fileName ?? null),
      given.map((one) => one.idempotencyKey ?? null),
      given.map((one) => one.receivedAt),
      given.map((one) => earliestMs(one.receivedAt)),
      given.map((one) => (one.refusal === undefined ? null : JSON.stringify(one.refusal))),
      sealed.map((one) => one.keyId),
      Buffer.concat(sealed.map((one) => one.bytes)),
      starts,
      sealed.map((one) => one.bytes.length),
    ],
  });
  return new Map(
    stored.rows.map((row) => [[row.sender, row.control_id, row.hash.toString('latin1')].join('\0'), Number(row.id)]),
  );
}

async function lookUp(pool: pg.Pool, known: readonly NewArrival[]): Promise<Map<string, Answer>> {
  const found = await pool.query<{ place: string; same: string | null; keyed: string | null }>({
    name: 'look-up-arrivals',
    text: `select given.place, same.id as same, keyed.id as keyed
       from unnest($1::text[], $2::text[], $3::bytea[], $4::text[], $5::text[]) with ordinality
         as given (sender, control_id, hash, lane, idempotency_key, place)
       left join arrival same on same.sender = given.sender and same.control_id = given.control_id and same.hash = given.hash
       left join arrival keyed on keyed.lane = given.lane and keyed.idempotency_key = given.idempotency_key`,
    values: [
      known.map((one) => one.sender),
      known.map((one) => one.controlId),
      known.map((one) => one.hash),
      known.map((one) => one.lane),
      known.map((one) => one.idempotencyKey ?? null),
    ],
  });
  return new Map(
    found.rows.map((row): [string, Answer] => {
      const conflict = row.same === null || (row.keyed !== null && row.keyed !== row.same);
      return [
        identityOf(known[Number(row.place) - 1]!),
        conflict ? 'IDEMPOTENCY_CONFLICT' : { id: Number(row.same), repeated: true },
      ];
    }),
  );
}
