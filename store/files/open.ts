import type pg from 'pg';
import { utcNow } from '../../schema/partial-date.js';
import { inTransaction, orOutage } from '../database.js';
import type { Cipher } from '../inbox/cipher.js';
import { applyNextFile } from './apply-next.js';
import type { FileStore } from './file-store.js';
import { keepFile } from './keep.js';
import { bytesOf } from '../sealed-parts.js';
import { fileParts } from './parts.js';
import { filesWhere } from './rows.js';
import { noteUnpaired, unpairedFiles } from './unpaired.js';

export function openFileStore(pool: pg.Pool, cipher: Cipher): FileStore {
  const read = <T>(work: () => Promise<T>) => orOutage('STORE_UNAVAILABLE', work);
  return {
    keep: (file, content, outcome) => keepFile(pool, cipher, file, content, outcome),
    lanesWaiting: () =>
      read(async () => {
        const found = await pool.query<{ lane: string }>(`select distinct lane from feed_file where state = 'waiting'`);
        return found.rows.map(({ lane }) => lane);
      }),
    applyNext: (lane, applying) => applyNextFile(pool, cipher, lane, applying),
    noteAttempts: (name, change) =>
      read(async () => {
        await pool.query(`update feed_file set attempts = greatest(attempts + $2, 0) where name = $1 and state = 'waiting'`, [
          name,
          change,
        ]);
      }),
    status: (name) => read(async () => (await filesWhere(pool, 'f.name = $1', [name]))[0]),
    list: ({ feed, first }) =>
      read(() => filesWhere(pool, '($1::text is null or f.lane = $1) order by f.arrived desc limit $2', [feed ?? null, first])),
    lookInto: (name, access) =>
      read(async () => {
        const id = await withBytes(pool, name);
        if (id === undefined) return undefined;
        await pool.query('insert into raw_access (at, by_whom, reason, file) values ($1, $2, $3, $4)', [
          utcNow(),
          access.by,
          access.reason,
          name,
        ]);
        return bytesOf(pool, cipher, fileParts, id);
      }),
    noteUnpaired: (channel, now) => read(() => noteUnpaired(pool, channel, now)),
    unpaired: () => read(() => unpairedFiles(pool)),
    tryAnew: (name) =>
      read(() =>
        inTransaction(pool, async (client) => {
          const id = await withBytes(client, name);
          if (id === undefined) return false;
          // It keeps its place: what came since stands.
          const done = await client.query(
            `update feed_file set state = 'waiting', attempts = 0, begun_ms = null, report = null, settled_ms = null
             where id = $1 and state = 'quarantined'`,
            [id],
          );
          return done.rowCount === 1;
        }),
      ),
  };
}

async function withBytes(database: pg.Pool | pg.PoolClient, name: string): Promise<number | undefined> {
  const found = await database.query<{ id: string }>(
    'select id from feed_file f where name = $1 and exists (select from feed_file_part p where p.file_id = f.id)',
    [name],
  );
  return found.rows[0] === undefined ? undefined : Number(found.rows[0].id);
}
