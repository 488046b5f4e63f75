import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseNhsNumber } from '../../schema/nhs-number.js';
import { loadProfile } from '../../schema/profile.js';
import { freshStore, type FreshStore } from '../../store/test-database.js';
import type { IngestInput } from '../ingest.js';
import { watchDropFolder } from './drop-folder.js';
import { openInbox, type Inbox } from './inbox.js';
import { takeIn } from './take-in.js';

const profile = loadProfile('cambridgeshire-peterborough');
const ada = parseNhsNumber('9990000018')!;
let folder: string;
let store: FreshStore;
let inbox: Inbox;
const take = (input: IngestInput) => takeIn(inbox, store.inbox, 'drop-folder', input);
let watching: { close(): Promise<void> } | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scr-drop-'));
  store = await freshStore();
  inbox = openInbox({ store, profile, logger: quiet });
});
afterEach(async () => {
  await watching?.close();
  await inbox.close();
  watching = undefined;
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const message = (control: string, sender = 'PAS|RGT') =>
  [
    `MSH|^~\\&|${sender}|SCR|SCR|20260302113000||ADT^A31^ADT_A05|${control}|P|2.4`,
    'EVN||20260302112900',
    'PID|1||9990000018^^^NHS^NH||Testperson^Ada||19410217|2',
  ].join('\r');

const quiet = { info: () => undefined, warn: () => undefined };
function watch(ingest = (input: IngestInput) => take(input)): void {
  watching = watchDropFolder({ folder, ingest, intervalMs: 30, logger: quiet, feedNames: profile.feeds.map(({ name }) => name) });
}
async function drop(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), text);
}
const files = async (below: string) =>
  (await readdir(join(folder, below), { recursive: true, withFileTypes: true }))
    .filter((one) => one.isFile())
    .map((one) => one.name)
    .toSorted();
const arrives = (below: string, count = 1) =>
  expect.poll(() => files(below).catch(() => []), { timeout: 10_000 }).toHaveLength(count);
const systems = async () =>
  (await store.readPerson(ada, ['personDemographics'])).entries.map((entry) => entry.body.provenance.feed).toSorted();

test('a file dropped is taken in and moved to processed, its subfolder naming the feed', async () => {
  watch();
  await drop('a.hl7', message('A'));
  await drop('rgn-pas/b.hl7', message('B', 'X|NOBODY'));
  await arrives('processed', 2);
  expect(await systems()).toEqual(['rgn-pas', 'rgt-pas']);
  expect(await files('processing')).toEqual([]);
});

test('a file that is still being written is left until it stands still', async () => {
  const taken: string[] = [];
  watch((input) => {
    taken.push(Buffer.from(input.bytes).toString());
    return take(input);
  });
  const whole = message('slow');
  for (let at = 0; at < whole.length; at += 20) {
    await appendFile(join(folder, 'slow.hl7'), whole.slice(at, at + 20));
    await new Promise((done) => setTimeout(done, 15));
  }
  await arrives('processed');
  expect(taken).toEqual([whole]);
});

test('a file that cannot be taken in whole goes to failed, with the reason and no patient data beside it', async () => {
  watch();
  await drop('bad.hl7', [message('good'), message('bad', 'X|NOBODY')].join('\r'));
  await arrives('failed', 2);
  const reason = await readFile(join(folder, 'failed', 'bad.hl7.reason.json'), 'utf8');
  expect(JSON.parse(reason)).toMatchObject({
    read: 2,
    stored: 1,
    quarantined: [{ code: 'FEED_UNKNOWN', location: 'MSH-3, MSH-4', whole: true }],
  });
  expect(reason).not.toMatch(/9990000018|Testperson/);
  expect(await systems()).toEqual(['rgt-pas']);
});

test('files of one name do not hide each other', async () => {
  watch();
  await drop('same.hl7', message('first'));
  await arrives('processed');
  await drop('same.hl7', message('second'));
  await arrives('processed', 2);
});

test('what a killed process had claimed is taken in again, once', async () => {
  await drop('processing/claimed.hl7', message('claimed'));
  await take({ bytes: Buffer.from(message('claimed')), fileName: 'claimed.hl7' });
  watch();
  await arrives('processed');
  expect(await systems()).toEqual(['rgt-pas']);
});

test('an outage keeps the file, which is taken in when the store is back', async () => {
  let down = true;
  watch((input) => (down ? Promise.reject(new Error('down')) : take(input)));
  await drop('wait.hl7', message('wait'));
  await arrives('processing');
  down = false;
  await arrives('processed');
  expect(await systems()).toEqual(['rgt-pas']);
});
