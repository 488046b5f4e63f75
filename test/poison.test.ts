/**
 * A message that ends whoever applies it, each time, is set aside after so many times, with its reason; the messages behind it and those
 * of other feeds are applied. Real processes, given less memory than the message takes once it is read.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openInbox } from '../adapters/inbox/inbox.js';
import { framed, openSender } from '../adapters/inbox/mllp/test-sender.js';
import { loadProfile } from '../schema/profile.js';
import { freshStore, testDataKey, type FreshStore } from '../store/test-database.js';
import { openPool } from '../store/database.js';
import { freePort, scr } from './scr-process.js';

/** Enough for all else that a process does from source. */
const heapMegabytes = 300;
/** Repetitions of a field: a few bytes in the message, some hundred in memory. They fill it bit by bit: as a rule the thread ends by itself. */
const threadEnding = '~A^B'.repeat(1_000_000);
/** What is wanted at once is more than a thread may be given at its end: the process ends. */
const processEnding = '~'.repeat(24_000_000);
/** Times in a batch with others, then alone. */
const deathsExpected = 2 + 5;

let store: FreshStore;
let folder: string;
let settings: Readonly<Record<string, string>>;
beforeEach(async () => {
  store = await freshStore();
  folder = mkdtempSync(join(tmpdir(), 'scr-poison-'));
  settings = {
    DATABASE_URL: store.databaseUrl,
    DATA_KEY: testDataKey,
    LOG_LEVEL: 'warn',
    NODE_OPTIONS: `--max-old-space-size=${heapMegabytes}`,
  };
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const message = (control: string, { sender = 'PAS|RGT', further = '' } = {}) =>
  [
    `MSH|^~\\&|${sender}|SCR|SCR|20260302112900||ADT^A31^ADT_A05|${control}|P|2.4`,
    'EVN||20260302112900',
    `PID|1||9990000018^^^NHS^NH||Testperson^${control}||19410217|2${further}`,
  ].join('\r');
const poisonOf = (field: string) => message('POISON', { further: `||${field}` });

interface Outcome {
  readonly control: string;
  readonly state: string;
  readonly code: string | null;
  readonly location: string | null;
  readonly settled_ms: string;
}

async function outcomes(): Promise<readonly Outcome[]> {
  const pool = openPool(store.databaseUrl, 1);
  try {
    const found = await pool.query<Outcome>(
      `select control_id as control, state, code, location, settled_ms from arrival join arrival_outcome using (id) order by arrival.id`,
    );
    return found.rows;
  } finally {
    await pool.end();
  }
}
const statesOf = async () => (await outcomes()).map(({ control, state }) => `${control} ${state}`);
const setAside = { state: 'quarantined', code: 'MESSAGE_UNMAPPABLE', location: 'message' };

async function expectQuarantined(poison: string): Promise<void> {
  expect((await outcomes()).find(({ control }) => control === 'POISON')).toMatchObject(setAside);
  const parts = await store.inbox.quarantined({ first: 10 });
  expect(parts).toMatchObject([{ feed: 'rgt-pas', code: 'MESSAGE_UNMAPPABLE', location: 'message', whole: true }]);
  // Nothing is lost: it can be looked into, and tried again after a fix.
  expect((await store.inbox.quarantinedBytes(parts[0]!.id))?.equals(Buffer.from(poison))).toBe(true);
}

test('where it ends the thread that applies, everything else is applied', { timeout: 300_000 }, async () => {
  const poison = poisonOf(threadEnding);
  const port = await freePort();
  const start = () =>
    scr(['start', '--only', 'feeds', '--json', '--port', '0', '--data-dir', folder], { ...settings, MLLP_PORT: String(port) });
  let feeds = start();
  let told = '';
  await feeds.ready();
  const [sender, another] = [await openSender(port), await openSender(port)];
  for (const one of [message('A'), poison, message('B'), message('C')]) await sender.write(framed(one));
  await another.write(framed(message('OTHER', { sender: 'PAS|RGN' })));
  expect(await sender.codes(4)).toEqual(['AA A', 'AA POISON', 'AA B', 'AA C']);
  expect(await another.codes(1)).toEqual(['AA OTHER']);
  sender.close();
  another.close();
  let processEnds = 0;
  while ((await statesOf()).length < 5) {
    const ended = await Promise.race([feeds.ended, new Promise<undefined>((resolve) => setTimeout(resolve, 200, undefined))]);
    if (ended === undefined) continue;
    // Now and then Node cannot end a thread that is out of memory without its process, which is then started again.
    expect(ended).toBe('SIGABRT');
    expect(++processEnds).toBeLessThan(deathsExpected);
    told += feeds.err();
    feeds = start();
    await feeds.ready();
  }
  told += feeds.err();
  expect((await statesOf()).toSorted()).toEqual(['A applied', 'B applied', 'C applied', 'OTHER applied', 'POISON quarantined']);
  await expectQuarantined(poison);
  // One behind it in its own feed waits for it, as order is kept; another feed does not.
  const settledMs = new Map((await outcomes()).map(({ control, settled_ms }) => [control, Number(settled_ms)]));
  expect(settledMs.get('A')).toBeLessThanOrEqual(settledMs.get('POISON')!);
  expect(settledMs.get('OTHER')).toBeLessThan(settledMs.get('POISON')!);
  expect(settledMs.get('B')).toBeGreaterThanOrEqual(settledMs.get('POISON')!);
  expect(told.split('inbox: will try again').length - 1 + processEnds).toBe(deathsExpected);
  expect(feeds.out() + told).not.toMatch(/Testperson|9990000018/);
  // The thread that is there now goes on as if nothing had been.
  const later = await openSender(port);
  await later.write(framed(message('LATER')));
  expect(await later.codes(1)).toEqual(['AA LATER']);
  await expect.poll(statesOf, { timeout: 30_000 }).toContain('LATER applied');
  later.close();
  feeds.kill('SIGINT');
  expect(await feeds.ended).toBe(0);
});

test('where it ends the whole process, the next ones apply what is behind it', { timeout: 300_000 }, async () => {
  const poison = poisonOf(processEnding);
  await received(message('A'), poison, message('B'), message('OTHER', { sender: 'PAS|RGN' }));
  const ends: (number | string)[] = [];
  do {
    const feeds = scr(['start', '--only', 'feeds', '--json', '--port', '0', '--data-dir', folder], settings);
    let hasEnded = false;
    const ended = feeds.ended.finally(() => (hasEnded = true));
    while (!hasEnded && (await statesOf()).length < 4) await new Promise((resolve) => setTimeout(resolve, 200));
    feeds.kill('SIGINT');
    ends.push(await ended);
  } while (ends.at(-1) === 'SIGABRT' && ends.length < 12);
  expect(ends).toEqual([...Array.from({ length: deathsExpected }, () => 'SIGABRT'), 0]);
  expect(await statesOf()).toEqual(['A applied', 'POISON quarantined', 'B applied', 'OTHER applied']);
  await expectQuarantined(poison);
});

/** Receives messages where nothing is applied. */
async function received(...messages: readonly string[]): Promise<void> {
  const applyNext = () => Promise.resolve({ settled: new Map() });
  const silent = { ...store, inbox: { ...store.inbox, applyNext } };
  const logger = { warn: () => undefined };
  const inbox = openInbox({ store: silent, profile: loadProfile('cambridgeshire-peterborough'), logger });
  for (const one of messages) await inbox.receive({ channel: 'mllp', bytes: Buffer.from(one) });
  await inbox.close();
}
