import { createHash, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { RecordError } from '../../schema/errors.js';
import { earliestMs } from '../../schema/partial-date.js';
import { inTransaction, orOutage } from '../database.js';
import type { Cipher } from '../inbox/cipher.js';
import { keepPart } from '../sealed-parts.js';
import { dropParts, fileParts, partsOf } from './parts.js';
import type { FileOutcome, NewFile } from './file-store.js';

/** Tells the locks of those who end the keeping of a file from others: what comes first is seen first. */
const arrivalLock = 7315;

/** Keeps a file as it comes. What a killed process left of one goes with what is no longer kept. */
export async function keepFile(
  pool: pg.Pool,
  cipher: Cipher,
  file: NewFile,
  content: AsyncIterable<Uint8Array>,
  outcome: FileOutcome | undefined,
): Promise<{ readonly name: string; readonly repeated: boolean }> {
  const id = await orOutage('STORE_UNAVAILABLE', () => begin(pool, file));
  try {
    const hash = createHash('sha256');
    let part = 0;
    let size = 0;
    for await (const bytes of partsOf(content)) {
      hash.update(bytes);
      size += bytes.length;
      await orOutage('STORE_UNAVAILABLE', () => keepPart(pool, cipher, fileParts, id, part++, bytes));
    }
    const whole = { hash: hash.digest(), size };
    return await orOutage('STORE_UNAVAILABLE', () => arrive(pool, id, file, whole, outcome));
  } catch (error) {
    // Best effort: what stays is found by its state.
    await drop(pool, id).catch(() => undefined);
    throw error;
  }
}

async function begin(pool: pg.Pool, { lane, feed, channel, fileName, receivedAt }: NewFile): Promise<number> {
  const made = await pool.query<{ id: string }>(
    `insert into feed_file (lane, feed, channel, file_name, received_at, received_ms, state)
     values ($1, $2, $3, $4, $5, $6, 'receiving') returning id`,
    [lane, feed ?? null, channel, fileName?.replaceAll('\0', '\u{fffd}') ?? null, receivedAt, earliestMs(receivedAt)],
  );
  return Number(made.rows[0]!.id);
}

/** Gives the file its place. Of one lane no place is given before an earlier one can be seen. */
async function arrive(
  pool: pg.Pool,
  id: number,
  { lane, key }: NewFile,
  whole: { readonly hash: Buffer; readonly size: number },
  outcome: FileOutcome | undefined,
): Promise<{ readonly name: string; readonly repeated: boolean }> {
  const name = `file-${key === undefined ? randomUUID().replaceAll('-', '') : hexOf(`${lane}\0${key}`).slice(0, 32)}`;
  return inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1, hashtext($2))', [arrivalLock, lane]);
    const known = await client.query<{ hash: Buffer }>('select hash from feed_file where name = $1', [name]);
    const [before] = known.rows;
    if (before !== undefined) {
      if (!before.hash.equals(whole.hash)) throw new RecordError('IDEMPOTENCY_CONFLICT', { feed: lane });
      await dropParts(client, id);
      await client.query('delete from feed_file where id = $1', [id]);
      return { name, repeated: true };
    }
    const done = await client.query(
      `update feed_file set name = $2, arrived = nextval('feed_file_arrival'), hash = $3, size = $4, state = $5, report = $6, settled_ms = $7
       where id = $1`,
      [
        id,
        name,
        whole.hash,
        whole.size,
        outcome?.state ?? 'waiting',
        outcome === undefined ? null : JSON.stringify(outcome),
        outcome === undefined ? null : Date.now(),
      ],
    );
    if (done.rowCount !== 1) throw new Error('a file is gone while it is kept');
    if (outcome !== undefined && outcome.keepsBytes !== true) await dropParts(client, id);
    return { name, repeated: false };
  });
}

async function drop(pool: pg.Pool, id: number): Promise<void> {
  await inTransaction(pool, async (client) => {
    const gone = await client.query(`delete from feed_file where id = $1 and state = 'receiving'`, [id]);
    if (gone.rowCount !== 0) await dropParts(client, id);
  });
}

const hexOf = (text: string): string => createHash('sha256').update(text).digest('hex');
