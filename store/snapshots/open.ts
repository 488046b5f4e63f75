import type pg from 'pg';
import { orOutage } from '../database.js';
import type { Cipher } from '../inbox/cipher.js';
import { changedEvents, endReceiving, noteApplied, noteWithdrawn, withdrawnEvents } from './diff.js';
import type { SnapshotStore } from './snapshot-store.js';
import { bytesOf, keepPart } from '../sealed-parts.js';
import {
  abandon,
  begin,
  confirm,
  discard,
  endApplying,
  holdAgain,
  keepRows,
  submissionParts,
  submissionsWhere,
} from './submissions.js';

/** Tells the advisory locks of feeds whose submissions are worked on from others. */
const lockClass = 7314;

export function openSnapshotStore(pool: pg.Pool, cipher: Cipher): SnapshotStore {
  const read = <T>(work: () => Promise<T>) => orOutage('STORE_UNAVAILABLE', work);
  const one = async (id: number) => (await submissionsWhere(pool, 'id = $1', [id]))[0];
  const must = async (id: number) => {
    const found = await one(id);
    if (found === undefined) throw new Error('a submission is gone while it is worked on');
    return found;
  };
  return {
    exclusively: (feed, work) => exclusively(pool, feed, work),
    newest: (feed) => read(async () => (await submissionsWhere(pool, `feed = $1 and state <> 'discarded'`, [feed]))[0]),
    submission: (id) => read(() => one(id)),
    held: (feed) => read(() => submissionsWhere(pool, `state = 'held' and ($1::text is null or feed = $1)`, [feed ?? null])),
    begin: (submission) => read(async () => must(await begin(pool, submission))),
    keepPart: (id, part, bytes) => read(() => keepPart(pool, cipher, submissionParts, id, part, bytes)),
    bytesOf: (id) => bytesOf(pool, cipher, submissionParts, id),
    keepRows: (id, rows) => read(() => keepRows(pool, id, rows)),
    received: (id, holdBelow) =>
      read(async () => {
        await endReceiving(pool, id, holdBelow);
        return must(id);
      }),
    changed: (id, lines) => read(() => changedEvents(pool, id, lines)),
    noteApplied: (id, keys) => read(() => noteApplied(pool, id, keys)),
    withdrawn: (id, first) => read(() => withdrawnEvents(pool, id, first)),
    noteWithdrawn: (id, keys) => read(() => noteWithdrawn(pool, id, keys)),
    endApplying: (id, outcome) => read(() => endApplying(pool, id, outcome)),
    discard: (id, by) => read(() => discard(pool, id, by)),
    holdAgain: (id) => read(() => holdAgain(pool, id)),
    abandon: (arrived) => read(() => abandon(pool, arrived)),
    confirm: (id, by) => read(() => confirm(pool, id, by)),
  };
}

/** How often to ask whether another process is done (ms). */
const askMs = 200;

/** The claim is the connection's: it ends with the process that holds it. */
async function exclusively<T>(pool: pg.Pool, feed: string, work: () => Promise<T>): Promise<T> {
  const client = await orOutage('STORE_UNAVAILABLE', async () => {
    const connection = await pool.connect();
    try {
      // Asked for, not waited for: another's work on a long file takes longer than a statement may.
      while (!(await isClaimed(connection, feed))) await new Promise((resolve) => setTimeout(resolve, askMs));
    } catch (error) {
      connection.release(true);
      throw error;
    }
    return connection;
  });
  let broken: Error | undefined;
  try {
    return await work();
  } finally {
    await client.query('select pg_advisory_unlock_all()').catch((fault: Error) => (broken = fault));
    client.release(broken);
  }
}

async function isClaimed(connection: pg.PoolClient, feed: string): Promise<boolean> {
  const got = await connection.query<{ got: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as got', [lockClass, feed]);
  return got.rows[0]!.got;
}
