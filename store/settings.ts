import type pg from 'pg';
import { RecordError } from '../schema/errors.js';
import type { Population } from '../schema/facts.js';
import { inTransaction, type Queryable } from './database.js';

/** What the store knows about itself. */
export interface Settings {
  readonly population: Population;
  /** Hash of the sensitive sets the entries are labelled by; undefined before the first labelling. */
  readonly sensitiveHash: string | undefined;
}

/**
 * Reads the settings. Inside a transaction that first takes {@link holdSettings} they stay as read until it ends.
 * A store that nobody declared holds real people: the careful assumption.
 */
export function settingsFrom(rows: readonly { name: string; value: string }[]): Settings {
  const values = new Map(rows.map((row) => [row.name, row.value]));
  return {
    population: values.get('population') === 'synthetic' ? 'synthetic' : 'real',
    sensitiveHash: values.get('sensitive-hash'),
  };
}

export async function readSettings(database: Queryable): Promise<Settings> {
  const found = await database.query<{ name: string; value: string }>('select name, value from store_settings');
  return settingsFrom(found.rows);
}

/** Begins a transaction in which nobody else changes the settings, and reads them: one round trip. */
export async function beginWithSettings(client: pg.PoolClient): Promise<Settings> {
  const results = (await client.query(
    'begin; lock table store_settings in row share mode; select name, value from store_settings',
  )) as unknown as pg.QueryResult<{ name: string; value: string }>[];
  return settingsFrom(results[2]?.rows ?? []);
}

/** Waits for running writers and keeps others out until the transaction ends. */
export async function holdSettings(client: pg.PoolClient): Promise<void> {
  await client.query('lock table store_settings in exclusive mode');
}

export async function writeSetting(client: Queryable, name: string, value: string): Promise<void> {
  await client.query(
    'insert into store_settings (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value',
    [name, value],
  );
}

/** A remark kept with `note NAME`. */
export async function noteOf(database: Queryable, name: string): Promise<string | undefined> {
  const found = await database.query<{ value: string }>('select value from store_settings where name = $1', [`note ${name}`]);
  return found.rows[0]?.value;
}

/** @throws RecordError BAD_REQUEST when the store already holds something of the other kind */
export async function changePopulation(pool: pg.Pool, population: Population): Promise<void> {
  await inTransaction(pool, async (client) => {
    await holdSettings(client);
    const { population: now } = await readSettings(client);
    if (now !== population && (await holdsAnything(client))) {
      throw new RecordError('BAD_REQUEST', {
        detail: `the store already holds ${now} people; use another store for ${population} ones`,
      });
    }
    await writeSetting(client, 'population', population);
  });
}

export async function holdsAnything(database: Queryable): Promise<boolean> {
  const found = await database.query<{ any: boolean }>(
    'select exists (select from message) or exists (select from quarantine) or exists (select from objection) or exists (select from governance_act) or exists (select from opt_out_list) as any',
  );
  return found.rows[0]?.any === true;
}
