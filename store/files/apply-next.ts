import type pg from 'pg';
import { inTransaction, orOutage } from '../database.js';
import type { Cipher } from '../inbox/cipher.js';
import { holdsSuspects } from '../inbox/claim.js';
import { countByHour } from '../inbox/settle.js';
import { bytesOf } from '../sealed-parts.js';
import { dropParts, fileParts } from './parts.js';
import type { FileApplying, FileOutcome, KeptFile } from './file-store.js';
import { keptFileOf, type FileRow } from './rows.js';

/** Tells the locks of lanes of files that are worked on from others. */
const laneLock = 7316;

/** The claim is the connection's: it ends with the process that holds it. */
export async function applyNextFile(
  pool: pg.Pool,
  cipher: Cipher,
  lane: string,
  { mayBegin, apply }: FileApplying,
): Promise<boolean> {
  const client = await orOutage('STORE_UNAVAILABLE', () => pool.connect());
  let isOurs = false;
  let broken: Error | undefined;
  try {
    isOurs = await orOutage('STORE_UNAVAILABLE', () => claim(client, lane));
    if (!isOurs) return false;
    const row = await orOutage('STORE_UNAVAILABLE', () => nextOf(client, lane));
    if (row === undefined) return false;
    // Until it is known whether a message ends the process, an end of it is not laid at the door of a file.
    if (row.attempts > 0 && (await orOutage('STORE_UNAVAILABLE', () => holdsSuspects(client)))) return false;
    if (!mayBegin(row.attempts)) return false;
    const id = Number(row.id);
    const attempt = await orOutage('STORE_UNAVAILABLE', () => noteAttempt(client, id));
    const outcome = await apply({
      ...keptFileOf(row),
      ...attempt,
      open: () => bytesOf(pool, cipher, fileParts, id),
    });
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

/** Whatever ends this process leaves it counted. */
async function noteAttempt(client: pg.PoolClient, id: number): Promise<Pick<KeptFile, 'attempts' | 'begunMs'>> {
  const noted = await client.query<{ attempts: number; begun_ms: string }>(
    'update feed_file set attempts = attempts + 1, begun_ms = coalesce(begun_ms, $2) where id = $1 returning attempts, begun_ms',
    [id, Date.now()],
  );
  const [row] = noted.rows;
  if (row === undefined) throw new Error('a file is gone while it is applied');
  return { attempts: row.attempts, begunMs: Number(row.begun_ms) };
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
