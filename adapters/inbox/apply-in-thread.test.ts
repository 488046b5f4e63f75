/** The thread that applies: its end loses nothing, and the inbox's end waits for it. */
import type { Worker } from 'node:worker_threads';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { loadProfile } from '../../schema/profile.js';
import { openPool } from '../../store/database.js';
import { freshStore, type FreshStore } from '../../store/test-database.js';
import { openInbox, type Inbox } from './inbox.js';

const profile = loadProfile('cambridgeshire-peterborough');
// From source, each thread reads the whole of translation first.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });
let store: FreshStore;
let warnings: object[] = [];
const threads: Worker[] = [];
process.on('worker', (thread) => threads.push(thread));
let open: Inbox[] = [];
beforeAll(async () => {
  store = await freshStore();
});
afterEach(async () => {
  await Promise.all(open.map((inbox) => inbox.close()));
  open = [];
  warnings = [];
});
afterAll(() => store.close());

function opened(its = profile): Inbox {
  const logger = { warn: (about: object) => void warnings.push(about) };
  const inbox = openInbox({ store, profile: its, logger, pollMs: 50, appliesIn: 'own thread' });
  open.push(inbox);
  return inbox;
}

const message = (control: string, nhsNumber = '9990000018') => ({
  channel: 'mllp' as const,
  bytes: Buffer.from(
    [
      `MSH|^~\\&|PAS|RGT|SCR|SCR|20260302112900||ADT^A31^ADT_A05|${control}|P|2.4`,
      'EVN||20260302112900',
      `PID|1||${nhsNumber}^^^NHS^NH||Testperson^${control}||19410217|2`,
    ].join('\r'),
  ),
});

async function rowsOf(sql: string): Promise<Record<string, unknown>[]> {
  const pool = openPool(store.databaseUrl, 1);
  try {
    return (await pool.query(sql)).rows as Record<string, unknown>[];
  } finally {
    await pool.end();
  }
}

test('what is received is applied by the thread, and whoever asks is told', async () => {
  const inbox = opened();
  const { id } = await inbox.receive(message('threaded'));
  expect(await inbox.settled(id, 120_000)).toEqual({ state: 'applied', entries: 1 });
  expect(await inbox.settled(id, 0)).toMatchObject({ state: 'applied' });
});

test('a thread that ends in the middle of its work is replaced, and everything is applied once, in order', async () => {
  const inbox = opened();
  const before = threads.length;
  await inbox.settled((await inbox.receive(message('before'))).id, 120_000);
  // A table that cannot be written to holds the thread in the middle of a batch …
  const pool = openPool(store.databaseUrl, 1);
  const holder = await pool.connect();
  await holder.query('begin; lock table fact in exclusive mode');
  const names = Array.from({ length: 40 }, (_, index) => `killed-${index}`);
  const receipts = await Promise.all(names.map((name) => inbox.receive(message(name, '9990000026'))));
  const busy = `from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  await expect.poll(() => holder.query(`select 1 ${busy}`).then(({ rows }) => rows.length), { timeout: 120_000 }).toBe(1);
  // … where it loses its life.
  await threads.at(-1)!.terminate();
  await holder.query('rollback');
  holder.release();
  await pool.end();
  for (const { id } of receipts) expect(await inbox.settled(id, 120_000)).toMatchObject({ state: expect.any(String) });
  const stored = await rowsOf(
    `select message_identifier as name from message where message_identifier like 'killed-%' order by id`,
  );
  expect(stored.map(({ name }) => name)).toEqual(names);
  expect(threads.length).toBeGreaterThan(before);
});

test('a thread that cannot even begin is tried again, which is said, and nothing received is lost', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'scr-thread-'));
  try {
    const file = join(folder, 'words.yaml');
    const inbox = opened({ ...profile, sensitiveSets: [file] });
    const { id } = await inbox.receive(message('patient'));
    await expect.poll(() => warnings, { timeout: 120_000 }).toContainEqual({ code: 'CONFIG_INVALID' });
    expect(await inbox.settled(id, 0)).toBeUndefined();
    writeFileSync(file, `- category: none\n  words: [nobodysaysthis]\n`);
    expect(await inbox.settled(id, 120_000)).toMatchObject({ state: expect.any(String) });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the end of the inbox is the end of what is being applied, and what is left is applied by the next', async () => {
  const inbox = opened();
  const receipts = await Promise.all(
    Array.from({ length: 300 }, (_, index) => inbox.receive(message(`left-${index}`, '9990000034'))),
  );
  await inbox.close();
  expect(await rowsOf('select begun from inbox_lane where begun > 0')).toEqual([]);
  const next = opened();
  for (const { id } of receipts) expect(await next.settled(id, 120_000)).toMatchObject({ state: expect.any(String) });
  expect(await rowsOf(`select count(*)::int as n from message where message_identifier like 'left-%'`)).toEqual([{ n: 300 }]);
});
