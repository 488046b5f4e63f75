/** A file whose application ends the process, each time: it is set aside after as many times as a message is, and the others go on. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RecordError } from '../../schema/errors.js';
import { loadProfile } from '../../schema/profile.js';
import { projectPath } from '../../schema/project-path.js';
import { mostAttempts } from '../../store/attempts.js';
import { openPool } from '../../store/database.js';
import { freshStore, testDataKey, type FreshStore } from '../../store/test-database.js';
import { openInbox } from '../inbox/inbox.js';
import { openFileInbox, type FileInbox } from './file-inbox.js';
import { others, service, submissionOf, type Cells } from './test-submissions.js';

const adults = 'cambridgeshire-adults';
const quiet = { info: () => undefined, warn: () => undefined };
const profile = loadProfile('cambridgeshire-peterborough');
const deadly = 'Deadly meals';
const deadlyRow: Cells = { ...service, Service_Component: deadly };

let store: FreshStore;
beforeEach(async () => {
  store = await freshStore();
});
afterEach(() => store.close());

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

/** Keeps files where nothing is applied, or waits for what becomes of one. */
async function withFiles<T>(work: (files: FileInbox) => Promise<T>, applies: boolean): Promise<T> {
  const lanesWaiting = applies ? store.files.lanesWaiting : () => Promise.resolve([]);
  const its = { ...store, files: { ...store.files, lanesWaiting } };
  const inbox = openInbox({ store, profile, logger: quiet, pollMs: 30 });
  const files = openFileInbox({ store: its, profile, inbox, logger: quiet, pollMs: 20 });
  try {
    return await work(files);
  } finally {
    await files.close();
    await inbox.close();
  }
}
const kept = (bytes: Uint8Array, feed: string | undefined = adults): Promise<string> =>
  withFiles(async (files) => {
    const named = feed === undefined ? {} : { feed };
    return (await files.keep({ content: whole(bytes), channel: 'https', ...named })).name;
  }, false);

/** Starts processes, one after the other, until one outlives the files that wait; answers how many ended. */
async function ends(most: number, until: string): Promise<number> {
  for (let count = 0; ; count++) {
    const script = projectPath('adapters/files/applying-process.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', script, store.databaseUrl, testDataKey, adults, deadly], {
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    child.stdin.on('error', () => undefined);
    const ended = once(child, 'close').then(() => 'ended');
    const settled = async (): Promise<string> => {
      while (child.exitCode === null && child.signalCode === null) {
        if ((await store.files.status(until))?.state !== 'waiting') return 'settled';
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return ended;
    };
    const what = await Promise.race([ended, settled()]);
    child.kill('SIGKILL');
    await ended;
    if (what === 'settled') return count;
    expect(count).toBeLessThan(most);
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const isBegun = async (name: string): Promise<boolean> =>
  (await ask<{ attempts: number }>(`select attempts from feed_file where name = '${name}'`))[0]!.attempts > mostAttempts;

async function ask<Row extends object>(sql: string): Promise<Row[]> {
  const pool = openPool(store.databaseUrl, 1);
  try {
    return (await pool.query<Row>(sql)).rows;
  } finally {
    await pool.end();
  }
}

test('it is set aside with its reason and bytes, the next file of the feed is applied, and it can be taken in again', async () => {
  const bytes = submissionOf([deadlyRow, ...others(3)]);
  const bad = await kept(bytes);
  const good = await kept(submissionOf([service, ...others(3)]));
  expect(await ends(12, good)).toBe(mostAttempts);
  expect(await store.files.status(bad)).toMatchObject({
    state: 'quarantined',
    outcome: { quarantined: [{ code: 'MESSAGE_UNMAPPABLE', location: 'file', whole: true }], keepsBytes: true },
  });
  expect(await store.files.status(good)).toMatchObject({ state: 'applied', outcome: { stored: 4 } });
  // Nothing of it is lost; after a fix it is taken in, from its first attempt on, behind what came since.
  expect(await store.files.tryAnew(bad)).toBe(true);
  expect(await ask(`select attempts from feed_file where name = '${bad}'`)).toEqual([{ attempts: 0 }]);
  expect(await withFiles((files) => files.settled(bad), true)).toMatchObject({ superseded: true });
}, 240_000);

/** A file that named too little, and was confirmed, of which nothing is applied yet. */
async function confirmed(smaller: Uint8Array): Promise<{ readonly held: string; readonly submission: number }> {
  const applied = await kept(submissionOf([service, ...others(9)]));
  await withFiles((files) => files.settled(applied), true);
  const held = await kept(smaller);
  const report = await withFiles((files) => files.settled(held), true);
  const { submission } = report.held![0]!;
  expect(await store.snapshots.confirm(submission, 'erin')).toBe(true);
  return { held, submission };
}

test('what is left of a file that was confirmed by hand ends no later file: it waits for somebody again, with its bytes', async () => {
  const smaller = submissionOf([deadlyRow, ...others(2)]);
  // Whoever confirmed it was ended by it.
  const { held, submission } = await confirmed(smaller);
  const good = await kept(submissionOf([service, ...others(10)]));
  expect(await ends(12, good)).toBe(mostAttempts);
  expect(await store.files.status(good)).toMatchObject({ state: 'applied', outcome: { stored: 1 } });
  expect(await store.files.status(held)).toMatchObject({ state: 'held', decided: 'held' });
  const chunks: Uint8Array[] = [];
  for await (const chunk of store.snapshots.bytesOf(submission)) chunks.push(chunk);
  expect(Buffer.concat(chunks).equals(smaller)).toBe(true);
}, 240_000);

test('nothing is held again that whoever confirmed it is still applying', async () => {
  const { submission } = await confirmed(submissionOf([service, ...others(2)]));
  const good = await kept(submissionOf([service, ...others(10)]));
  await ask(`update feed_file set attempts = ${mostAttempts} where name = '${good}'`);
  const stateOf = async () => (await store.snapshots.submission(submission))!.state;
  const applying = store.snapshots.exclusively(adults, async () => {
    while (!(await isBegun(good))) await pause(20);
    await pause(500);
    return stateOf();
  });
  const report = await withFiles((files) => files.settled(good), true);
  expect(await applying).toBe('applying');
  expect(report).toMatchObject({ stored: 1 });
  expect(await stateOf()).toBe('held');
  expect(await store.snapshots.submission(submission)).toMatchObject({ settledBy: 'erin' });
}, 60_000);

test('what was stored before it is no attempt at what follows, and counts from there', async () => {
  const bad = await kept(submissionOf([...others(1_200), deadlyRow]));
  // Ends of others: a process that is killed in the middle of the file, more often than anything is tried.
  await ask(`update feed_file set attempts = ${mostAttempts - 1}`);
  expect(await ends(12, bad)).toBe(mostAttempts);
  expect(await ask(`select count(*)::int > 0 as some from message`)).toEqual([{ some: true }]);
}, 240_000);

test('a message in a long file that ends the process is set aside by itself, and the rest of the file is applied', async () => {
  const message = (n: number, name = `Name ${n}`) =>
    [
      `MSH|^~\\&|PAS|RGT|SCR|SCR|2026030211${String(n).padStart(2, '0')}00||ADT^A31^ADT_A05|M${n}|P|2.4`,
      'EVN||20260302112900',
      `PID|1||9991000003^^^NHS^NH||Fairweather^${name}||19480312|2`,
      `ZZZ|${'x'.repeat(4_200_000)}`,
    ].join('\r');
  const batch = [message(1), message(2, deadly), message(3)].join('\r');
  const name = await kept(Buffer.from(batch), 'rgt-pas');
  // Two times in a batch with others, then alone.
  expect(await ends(12, name)).toBe(2 + mostAttempts);
  expect(await store.files.status(name)).toMatchObject({ state: 'quarantined', outcome: { read: 3, refused: 1 } });
  expect(await ask('select state from arrival_outcome order by id')).toEqual(
    ['applied', 'quarantined', 'applied'].map((state) => ({ state })),
  );
}, 240_000);

test("an outage is nobody's attempt, however often it comes", async () => {
  const name = await kept(submissionOf([service, ...others(3)]));
  let outages = 0;
  const apply: FreshStore['apply'] = (units) => {
    if (outages++ < mostAttempts + 1) throw new RecordError('STORE_UNAVAILABLE');
    return store.apply(units);
  };
  const inbox = openInbox({ store, profile, logger: quiet });
  const files = openFileInbox({ store: { ...store, apply }, profile, inbox, logger: quiet, pollMs: 20 });
  try {
    expect(await files.settled(name)).toMatchObject({ stored: 4, quarantined: [] });
    expect(outages).toBeGreaterThan(mostAttempts);
  } finally {
    await files.close();
    await inbox.close();
  }
}, 60_000);
