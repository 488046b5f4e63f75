import type pg from 'pg';
import { inTransaction, orOutage } from '../database.js';
import type { Cipher } from '../inbox/cipher.js';
import { countByHour } from '../inbox/settle.js';
import { bytesOf } from '../sealed-parts.js';
import { dropParts, fileParts } from './parts.js';
import type { FileOutcome, KeptFile } from './file-store.js';
import { keptFileOf, type FileRow } from './rows.js';

/** Tells the locks of lanes of files that are worked on from others. */
const laneLock = 7316;

/** The claim is the connection's: it ends with the process that holds it. */
export async function applyNextFile(
  pool: pg.Pool,
  cipher: Cipher,
  lane: string,
  work: (file: KeptFile) => Promise<FileOutcome>,
): Promise<boolean> {
  const client = await orOutage('STORE_UNAVAILABLE', () => pool.connect());
  let isOurs = false;
  let broken: Error | undefined;
  try {
    isOurs = await orOutage('STORE_UNAVAILABLE', () => claim(client, lane));
    if (!isOurs) return false;
    const row = await orOutage('STORE_UNAVAILABLE', () => nextOf(client, lane));
    if (row === undefined) return false;
    const id = Number(row.id);
    const outcome = await work({ ...keptFileOf(row), open: () => bytesOf(pool, cipher, fileParts, id) });
    await orOutage('STORE_UNAVAILABLE', () => settle(pool, row, outcome));
    return true;
  } finally {
    if (isOurs) await client.query('select pg_advisory_unlock_all()').catch((fault: Error) => (broken = fault));
    client.release(broken);
  }
}

async function claim(client: pg.PoolClient, lane: string): Promise<boolean> {
  const got = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as got', [laneLock, lane]);
  return got.rows[0]!.got;
}

async function nextOf(client: pg.PoolClient, lane: string): Promise<FileRow | undefined> {
  const found = await client.query<FileRow>(
    `select * from feed_file where lane = $1 and state = 'waiting' order by arrived limit 1`,
    [lane],
  );
  return found.rows[0];
}

async function settle(pool: pg.Pool, row: FileRow, outcome: FileOutcome): Promise<void> {
  await inTransaction(pool, async (client) => {
    const nowMs = Date.now();
    await client.query('update feed_file set state = $2, report = $3, settled_ms = $4 where id = $1', [
      row.id,
      outcome.state,
      JSON.stringify(outcome),
      nowMs,
    ]);
    if (outcome.keepsBytes !== true) await dropParts(client, Number(row.id));
    if (outcome.viaInbox === true) return;
    const code = outcome.quarantined[0]?.code;
    const state = outcome.state === 'held' ? 'quarantined' : outcome.state;
    const counted = { state, ...(code === undefined ? {} : { code }) };
    await countByHour(client, [{ feed: row.lane, receivedMs: Number(row.received_ms), outcome: counted }], nowMs);
  });
}
