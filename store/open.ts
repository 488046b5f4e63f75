import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Population } from '../schema/facts.js';
import type { PartialDateTime } from '../schema/partial-date.js';
import type { SensitiveLabeller } from '../schema/sensitive-labeller.js';
import { accessOn } from './access/open-access.js';
import { applyUnits } from './apply/apply.js';
import { storeQuarantined } from './apply/receipts.js';
import { readFile } from './contents/files.js';
import { issueLinks, linkOf, useLink } from './contents/links.js';
import { byIndex, openPool, orOutage, type Queryable } from './database.js';
import { DisclosureLog } from './disclosures.js';
import { startEmbedded, type EmbeddedServer } from './embedded/server.js';
import { governanceOn } from './governance/open.js';
import { openCipher } from './inbox/cipher.js';
import { openFileStore } from './files/open.js';
import { openRetentionStore } from './retention/open.js';
import { openSnapshotStore } from './snapshots/open.js';
import { openInboxPool, openInboxStore, openReceivingPool } from './inbox/open.js';
import { labelAnew } from './label.js';
import { migrate } from './migrate.js';
import { readPerson, subjectsOf } from './people.js';
import { Presence } from './presence.js';
import { changePopulation, holdsAnything, noteOf, readSettings, writeSetting } from './settings.js';
import type { NhsNumber } from '../schema/nhs-number.js';
import type { Store } from './store.js';

export interface StoreOptions {
  /** A PostgreSQL server to use; without it an embedded one is started in `dataDir`. */
  readonly databaseUrl?: string;
  /** Folder of the embedded server. Default `./data`. */
  readonly dataDir?: string;
  /** Recognises sensitive entries. A store once labelled takes nothing in without it. */
  readonly sensitive?: SensitiveLabeller;
  readonly logger?: { info(message: string): void; warn(message: string): void };
  /** Keys that bytes are kept under; see {@link openCipher}. Without it the key file of `dataDir` counts. */
  readonly dataKey?: string;
  /** Connections kept at most. Default 10. */
  readonly connections?: number;
}

const database = 'shared_care_record';

/**
 * Opens the record store: starts or attaches to the embedded server where no URL is given, and brings schema
 * and labels up to date.
 * @throws RecordError STORE_UNAVAILABLE, STORE_IN_USE, CONFIG_INVALID
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const server = options.databaseUrl === undefined ? await startEmbedded(options.dataDir ?? './data') : undefined;
  try {
    if (server !== undefined) await orOutage('STORE_UNAVAILABLE', () => createDatabase(server));
    return await storeAt(options.databaseUrl ?? server!.url(database), options, server);
  } catch (error) {
    await server?.close();
    throw error;
  }
}

async function createDatabase(server: EmbeddedServer): Promise<void> {
  const pool = openPool(server.url('postgres'), 1);
  try {
    const found = await pool.query('select from pg_database where datname = $1', [database]);
    if (found.rows.length > 0) return;
    // Of two processes that start at once, one finds it made by the other.
    await pool.query(`create database ${database}`).catch((error: { code?: string }) => {
      if (error.code !== '42P04' && error.code !== '23505') throw error;
    });
  } finally {
    await pool.end();
  }
}

async function storeAt(url: string, options: StoreOptions, server: EmbeddedServer | undefined): Promise<Store> {
  const pool = openPool(url, options.connections ?? 10, byIndex);
  const receivingPool = openReceivingPool(url);
  const inboxPool = openInboxPool(url);
  const presence = server && new Presence(pool, server, options.logger);
  const close = async () => {
    await presence?.close();
    await inboxPool.end();
    await receivingPool.end();
    await pool.end();
    await server?.close();
  };
  try {
    await orOutage('STORE_UNAVAILABLE', async () => {
      const client = await pool.connect();
      try {
        await migrate(client);
      } catch (error) {
        client.release(true);
        throw error;
      }
      if (presence) presence.hold(client);
      else client.release();
      if (options.sensitive !== undefined) {
        const changed = await labelAnew(pool, options.sensitive);
        if (changed > 0) options.logger?.info(`sensitive sets changed: ${changed} entries labelled anew`);
      }
    });
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
  return storeOn({ pool, receivingPool, inboxPool }, options, url, close);
}

function storeOn(
  { pool, receivingPool, inboxPool }: Readonly<Record<'pool' | 'receivingPool' | 'inboxPool', pg.Pool>>,
  options: StoreOptions,
  databaseUrl: string,
  closeAll: () => Promise<void>,
): Store {
  const { dataKey, dataDir = './data' } = options;
  const inboxPlace = { databaseUrl, dataDir, ...(dataKey === undefined ? {} : { dataKey }) };
  const writing = { labeller: options.sensitive, cipher: openCipher(inboxPlace) };
  const log = new DisclosureLog(pool);
  const people = populationOf(pool);
  let closing: Promise<void> | undefined;
  const read = <T>(work: () => Promise<T>) => orOutage('STORE_UNAVAILABLE', work);
  return {
    population: () => read(people),
    setPopulation: (population) => read(() => changePopulation(pool, population)),
    note: (name) => read(() => noteOf(pool, name)),
    keepNote: (name, value) => read(() => writeSetting(pool, `note ${name}`, value)),
    isEmpty: () => read(async () => !(await holdsAnything(pool))),
    readPerson: (nhsNumber, sections) => read(() => readPerson(pool, nhsNumber, sections)),
    lastReceivedByFeed: () => read(() => lastReceivedByFeed(pool)),
    apply: (units) => read(() => applyUnits(pool, writing, units)),
    quarantine: (message, reason) =>
      read(async () => {
        const hash = createHash('sha256').update(message.bytes).digest();
        await storeQuarantined(pool, [{ message, hash, reason }], writing.cipher);
        return { outcome: 'quarantined', code: reason.code };
      }),
    ...governanceOn(pool),
    inbox: openInboxStore(pool, receivingPool, inboxPool, writing),
    inboxPlace,
    snapshots: openSnapshotStore(pool, writing.cipher),
    retention: openRetentionStore(pool),
    files: openFileStore(pool, writing.cipher),
    readDocument: (nhsNumber, partner, sha256) => read(() => readFile(pool, nhsNumber, partner, sha256)),
    issueDocumentLinks: (links) => read(() => (links.length === 0 ? Promise.resolve([]) : issueLinks(pool, links))),
    documentLink: (token) => read(() => linkOf(pool, token)),
    useDocumentLink: (token) => read(() => useLink(pool, token)),
    appendDisclosures: (disclosures) => orOutage('AUDIT_UNAVAILABLE', () => log.append(disclosures)),
    readDisclosures: (query) =>
      orOutage('AUDIT_UNAVAILABLE', async () =>
        log.read((await subjectsOf(pool, query.nhsNumber)) as readonly NhsNumber[], query),
      ),
    access: accessOn(pool),
    close: () => (closing ??= closeAll()),
  };
}

/** The population cannot change once the store holds anything: from then on it is not asked for again. */
function populationOf(pool: Queryable): () => Promise<Population> {
  let settled: Population | undefined;
  return async () => {
    if (settled !== undefined) return settled;
    // Asked in this order: what was true before anything was held is not taken for settled.
    const holds = await holdsAnything(pool);
    const { population } = await readSettings(pool);
    if (holds) settled = population;
    return population;
  };
}

async function lastReceivedByFeed(pool: Queryable): Promise<ReadonlyMap<string, PartialDateTime>> {
  const found = await pool.query<{ feed: string; last_received_at: PartialDateTime }>(
    'select feed, last_received_at from feed_receipt',
  );
  return new Map(found.rows.map((row) => [row.feed, row.last_received_at]));
}
