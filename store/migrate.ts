import { readdirSync } from 'node:fs';
import type pg from 'pg';
import { projectPath } from '../schema/project-path.js';

const folder = projectPath('store/migrations');
const table = 'schema_migration';
// Any constant of our own: all processes that open one database wait for each other here.
const migrationLock = 7_301_885_221;

/** Brings the database up to the newest migration, one process at a time. */
export async function migrate(client: pg.ClientBase): Promise<void> {
  if (await isCurrent(client)) return;
  await client.query('select pg_advisory_lock($1)', [migrationLock]);
  try {
    if (await isCurrent(client)) return;
    // Loaded only when there is something to do: it costs more than the rest of the start.
    const { runner } = await import('node-pg-migrate');
    await runner({
      dbClient: client as pg.Client,
      dir: folder,
      migrationsTable: table,
      direction: 'up',
      noLock: true,
      verbose: false,
      log: () => undefined,
    });
  } finally {
    await client.query('select pg_advisory_unlock($1)', [migrationLock]);
  }
}

async function isCurrent(client: pg.ClientBase): Promise<boolean> {
  const found = await client.query<{ present: string | null }>('select to_regclass($1)::text as present', [table]);
  if (found.rows[0]?.present == null) return false;
  const done = await client.query<{ name: string }>(`select name from ${table}`);
  const names = new Set(done.rows.map((row) => row.name));
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .every((file) => names.has(file.slice(0, -'.sql'.length)));
}
