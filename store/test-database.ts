import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type pg from 'pg';
import type { Population } from '../schema/facts.js';
import { projectPath } from '../schema/project-path.js';
import type { SensitiveLabeller } from '../schema/sensitive-labeller.js';
import { openPool } from './database.js';
import { startEmbedded } from './embedded/server.js';
import { migrate } from './migrate.js';
import { openStore } from './open.js';
import type { Store } from './store.js';

export interface FreshStoreOptions {
  /** Default synthetic. */
  readonly population?: Population;
  readonly sensitive?: SensitiveLabeller;
}

/** The key that tests keep bytes under. */
export const testDataKey = Buffer.alloc(32, 7).toString('base64');

/** A store on a database of its own, with its URL for tests that look into it or open it twice. */
export type FreshStore = Store & { readonly databaseUrl: string };

/**
 * A new, empty store: on the server of DATABASE_URL when set, else on one embedded server per test run.
 * Closing it drops its database.
 */
export async function freshStore(options: FreshStoreOptions = {}): Promise<FreshStore> {
  const databaseUrl = await freshDatabase();
  const { sensitive } = options;
  const store = await openStore({ databaseUrl, dataKey: testDataKey, ...(sensitive === undefined ? {} : { sensitive }) });
  await store.setPopulation(options.population ?? 'synthetic');
  const close = async () => {
    await store.close();
    await dropDatabase(databaseUrl);
  };
  return { ...store, databaseUrl, close };
}

/** URL of a new, empty, migrated database. */
export async function freshDatabase(): Promise<string> {
  const url = await serverUrl();
  const template = templateName();
  const name = `scr_test_${randomBytes(6).toString('hex')}`;
  await withAdmin(url, async (admin) => {
    await admin.query('select pg_advisory_lock(730188)');
    try {
      const made = await admin.query('select from pg_database where datname = $1', [template]);
      if (made.rows.length === 0) await makeTemplate(admin, url, template);
      await admin.query(`create database ${name} template ${template}`);
    } finally {
      await admin.query('select pg_advisory_unlock(730188)');
    }
  });
  return databaseOn(url, name);
}

/** Drops a database of {@link freshDatabase}, closing what is connected to it. */
export async function dropDatabase(databaseUrl: string): Promise<void> {
  const name = new URL(databaseUrl).pathname.slice(1);
  await withAdmin(await serverUrl(), async (admin) => {
    await admin.query(`drop database if exists ${name} with (force)`);
  });
}

let server: Promise<string> | undefined;

/** The server the tests run on, started once per test run. */
function serverUrl(): Promise<string> {
  const given = process.env['DATABASE_URL'];
  if (given !== undefined && given !== '') return Promise.resolve(given);
  const folder = process.env['SCR_TEST_DATA_DIR'];
  if (folder === undefined) throw new Error('run the tests with vitest, whose global setup names SCR_TEST_DATA_DIR');
  return (server ??= startEmbedded(folder).then((embedded) => embedded.url('postgres')));
}

async function withAdmin(url: string, work: (admin: pg.PoolClient) => Promise<void>): Promise<void> {
  const pool = openPool(url, 1);
  try {
    const admin = await pool.connect();
    try {
      await work(admin);
    } finally {
      admin.release();
    }
  } finally {
    await pool.end();
  }
}

async function makeTemplate(admin: pg.PoolClient, url: string, template: string): Promise<void> {
  const unfinished = `${template}_unfinished`;
  await admin.query(`drop database if exists ${unfinished}`);
  await admin.query(`create database ${unfinished} encoding 'UTF8' template template0`);
  await withAdmin(databaseOn(url, unfinished), migrate);
  await admin.query(`alter database ${unfinished} rename to ${template}`);
}

/** Named after the migrations, so that a changed migration gets a new one. */
function templateName(): string {
  const folder = projectPath('store/migrations');
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).toSorted()) hash.update(readFileSync(`${folder}/${file}`));
  return `scr_template_${hash.digest('hex').slice(0, 12)}`;
}

function databaseOn(url: string, name: string): string {
  return url.replace(/^([a-z]+:\/\/[^/]*\/)[^?]*/, `$1${name}`);
}
