import type pg from 'pg';
import { inTransaction, type Queryable } from '../database.js';
import type { Channel } from '../inbox/inbox-store.js';
import type { UnpairedFile } from './file-store.js';

/** Makes `now` all that a door has; those known before keep since when they wait. */
export async function noteUnpaired(
  pool: pg.Pool,
  channel: Channel,
  now: readonly Omit<UnpairedFile, 'channel'>[],
): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query('delete from feed_file_unpaired where channel = $1 and name <> all ($2::text[])', [
      channel,
      now.map(({ name }) => name),
    ]);
    await client.query(
      `insert into feed_file_unpaired (channel, name, feed, missing, since_ms)
       select $1, name, feed, missing, since_ms from unnest($2::text[], $3::text[], $4::text[], $5::bigint[])
         as given (name, feed, missing, since_ms)
       on conflict (channel, name) do update set feed = excluded.feed, missing = excluded.missing`,
      [
        channel,
        now.map(({ name }) => name),
        now.map(({ feed }) => feed),
        now.map(({ missing }) => missing),
        now.map(({ sinceMs }) => sinceMs),
      ],
    );
  });
}

export async function unpairedFiles(database: Queryable): Promise<readonly UnpairedFile[]> {
  const found = await database.query<Omit<UnpairedFile, 'sinceMs'> & { since_ms: string }>(
    'select channel, name, feed, missing, since_ms from feed_file_unpaired order by since_ms, channel, name',
  );
  return found.rows.map(({ since_ms, ...one }) => ({ ...one, sinceMs: Number(since_ms) }));
}
