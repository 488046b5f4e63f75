/** A whole record for one test file: the real server in process, on a real socket, over a database of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll } from 'vitest';
import { openIngest, type IngestReport } from '../adapters/ingest.js';
import { startWhole, type Parts } from '../cli/processes.js';
import { readSettings } from '../cli/settings.js';
import type { PartialDateTime } from '../schema/partial-date.js';
import { loadProfile, type Profile } from '../schema/profile.js';
import { loadSensitive } from '../schema/sensitive.js';
import type { Role } from '../schema/viewer.js';
import { freshStore, type FreshStore } from '../store/test-database.js';

/** What was asked for, in the shape of the question. */
// oxlint-disable-next-line typescript/no-explicit-any -- every test asks for another shape, and expects it literally
export type Asked = any;

/** What came back over HTTP. */
export interface Answer {
  readonly status: number;
  readonly data: Asked;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Asked;
  }[];
  /** Codes of the errors, in their order. */
  readonly codes: readonly string[];
  /** The body as sent. */
  readonly text: string;
  readonly headers: Headers;
}

export interface TestRecord {
  readonly url: string;
  readonly dropDir: string;
  /** Where MLLP is listened for, if it is. */
  readonly mllpPort: number | undefined;
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly mllpTlsPort: number | undefined;
  readonly profile: Profile;
  readonly store: FreshStore;
  /** What the process logged so far. */
  log(): string;
  /** Takes feed files in, as `scr ingest` does; fails the test when anything of them is quarantined. */
  take(...files: readonly string[]): Promise<IngestReport>;
  /** A token of the development provider's own token route. */
  token(persona: Role): Promise<string>;
  ask(persona: Role, query: string, variables?: Readonly<Record<string, unknown>>): Promise<Answer>;
  /** Statements past the record, straight to its database. */
  sql(text: string, values?: readonly unknown[]): Promise<readonly Asked[]>;
  close(): Promise<void>;
}

export interface RecordOptions {
  /** Files taken in before the server starts. */
  readonly feeds?: readonly string[];
  /** When they are said to have arrived. Default: now. */
  readonly receivedAt?: string;
  /** Default: the default profile. */
  readonly profile?: Profile;
  /** Settings beside those that every record has. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** The profile of the tests, where they name no other: the default one. */
const defaultProfile = loadProfile('cambridgeshire-peterborough');

const records: (() => Promise<void>)[] = [];
// Here, not where they are started: a hook that a running test adds is not heard.
afterAll(async () => {
  for (const close of records) await close();
});

/** Starts a record for the tests of the calling file or suite; it is stopped after the last of them. */
export async function startRecord(options: RecordOptions = {}): Promise<TestRecord> {
  const profile = options.profile ?? defaultProfile;
  const sensitive = loadSensitive(profile);
  const store = await freshStore({ sensitive });
  const dataDir = await mkdtemp(join(tmpdir(), 'scr-record-'));
  const take = async (files: readonly string[], receivedAt?: string): Promise<IngestReport> => {
    const ingest = openIngest(store, profile);
    for (const file of files) {
      await ingest.add({
        bytes: Buffer.from(file),
        ...(receivedAt === undefined ? {} : { receivedAt: receivedAt as PartialDateTime }),
      });
    }
    const report = await ingest.finish();
    if (report.quarantined.length > 0) throw new Error(`quarantined: ${JSON.stringify(report.quarantined)}`);
    return report;
  };
  await take(options.feeds ?? [], options.receivedAt);

  const lines: string[] = [];
  const settings = readSettings(
    { PORT: '0', DATA_DIR: dataDir, DATABASE_URL: store.databaseUrl, LOG_LEVEL: 'debug', ...options.settings },
    {},
  );
  const logger = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
  const parts: Parts = { settings, profile, logger, json: true };
  const running = await quietly(() => startWhole(parts, { sample: false, people: 0 }));
  const tokens = new Map<Role, Promise<string>>();
  const token = (persona: Role): Promise<string> => {
    let known = tokens.get(persona);
    if (known === undefined) tokens.set(persona, (known = tokenOf(running.url, persona)));
    return known;
  };
  const admin = new pg.Pool({ connectionString: store.databaseUrl, max: 1 });
  admin.on('error', () => undefined);

  let closed: Promise<void> | undefined;
  const close = (): Promise<void> =>
    (closed ??= (async () => {
      await running.close();
      await admin.end();
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    })());
  records.push(close);
  return {
    url: running.url,
    dropDir: join(dataDir, 'drop'),
    mllpPort: running.feeds?.mllpPort,
    mllpTlsPort: running.feeds?.mllpTlsPort,
    dataDir,
    databaseUrl: store.databaseUrl,
    profile,
    store,
    log: () => lines.join(''),
    take: (...files) => take(files),
    token,
    ask: async (persona, query, variables) => post(running.url, query, variables, await token(persona)),
    sql: async (text, values) => (await admin.query(text, values as unknown[])).rows,
    close,
  };
}

/** Sends an operation; without a token, or with further headers, where a test wants it so. */
export async function post(
  url: string,
  query: string,
  variables?: Readonly<Record<string, unknown>>,
  token?: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
  });
  return answerIn(response);
}

/** What a response of the server says. */
export async function answerIn(response: Response): Promise<Answer> {
  const text = await response.text();
  const body = JSON.parse(text) as { data?: unknown; errors?: Answer['errors'] };
  const errors = body.errors ?? [];
  return {
    status: response.status,
    data: body.data,
    errors,
    codes: errors.map((error) => error.extensions?.code as string),
    text,
    headers: response.headers,
  };
}

/** A persona's token, from the token route of a server in development. */
export async function tokenOf(url: string, persona: Role): Promise<string> {
  const response = await fetch(`${url}/development/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ persona }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

/** Asks again until `done` says so; fails after `withinMs` with the last answer. */
export async function eventually<T>(ask: () => Promise<T>, done: (answer: T) => boolean, withinMs = 15_000): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (done(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms; last: ${JSON.stringify(answer)?.slice(0, 2000)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Keeps the welcome of a server out of the report of the tests. */
export async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { write } = process.stdout;
  process.stdout.write = () => true;
  try {
    return await work();
  } finally {
    process.stdout.write = write;
  }
}
