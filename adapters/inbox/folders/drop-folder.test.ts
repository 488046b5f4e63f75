import { createHash } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseNhsNumber } from '../../../schema/nhs-number.js';
import { loadProfile } from '../../../schema/profile.js';
import { freshStore, type FreshStore } from '../../../store/test-database.js';
import { openFileDoor, type FileDoor } from '../../files/file-door.js';
import { openFileInbox, type FileInbox } from '../../files/file-inbox.js';
import { fileOf, wholeOf } from '../../files/take-in-file.js';
import { openInbox, type Inbox } from '../inbox.js';
import { watchDropFolder } from './drop-folder.js';

const profile = loadProfile('cambridgeshire-peterborough');
const ada = parseNhsNumber('9990000018')!;
let folder: string;
let store: FreshStore;
let inbox: Inbox;
let kept: FileInbox;
let door: FileDoor;
let watching: { close(): Promise<void> } | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scr-drop-'));
  store = await freshStore();
  inbox = openInbox({ store, profile, logger: quiet });
  kept = openFileInbox({ store, profile, inbox, logger: quiet, pollMs: 20 });
  door = openFileDoor({ files: kept, inbox, store: store.inbox, profile });
});
afterEach(async () => {
  await watching?.close();
  await kept.close();
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
const warnings: object[] = [];
function watch(take: FileDoor['take'] = door.take, aloneAfterMs = 60_000): void {
  watching = watchDropFolder({
    folder,
    door: { ...door, take },
    store: store.files,
    intervalMs: 30,
    aloneAfterMs,
    logger: { ...quiet, warn: (about) => void warnings.push(about) },
    feedNames: profile.feeds.map(({ name }) => name),
  });
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

test('a file dropped is taken in, its subfolder naming the feed, and a receipt is left of it', async () => {
  watch();
  await drop('a.hl7', message('A'));
  await drop('rgn-pas/b.hl7', message('B', 'X|NOBODY'));
  await arrives('processed', 2);
  expect(await systems()).toEqual(['rgn-pas', 'rgt-pas']);
  // What became of it is told before it goes.
  await arrives('processing', 0);
  const receipt = await readFile(join(folder, 'processed', 'rgn-pas', 'b.hl7.receipt.json'), 'utf8');
  expect(JSON.parse(receipt)).toMatchObject({ at: expect.any(String), read: 1, stored: 1, quarantined: [] });
});

test('a file that is still being written is left until it stands still', async () => {
  const taken: string[] = [];
  watch(async (source, about) => {
    taken.push(Buffer.from(await wholeOf(source)).toString());
    return door.take(source, about);
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
  await arrives('failed');
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
  await door.take(fileOf(Buffer.from(message('claimed'))), { channel: 'drop-folder', fileName: 'claimed.hl7' });
  watch();
  await arrives('processed');
  expect(await systems()).toEqual(['rgt-pas']);
});

test('an outage keeps the file, which is taken in when the store is back', async () => {
  let down = true;
  watch((source, about) => (down ? Promise.reject(new Error('down')) : door.take(source, about)));
  await drop('wait.hl7', message('wait'));
  await arrives('processing');
  down = false;
  await arrives('processed');
  expect(await systems()).toEqual(['rgt-pas']);
});

const sum = (text: string) => createHash('sha256').update(text).digest('hex');
const rest = () => new Promise((done) => setTimeout(done, 200));
const reasonOf = async (file: string) =>
  JSON.parse(await readFile(join(folder, 'failed', `${file}.reason.json`), 'utf8')) as unknown;

test('a file is taken when it is the one of its .sha256 file, which goes with it', async () => {
  watch();
  await drop('a.hl7.sha256', `${sum(message('A'))}  out/a.hl7\n`);
  await rest();
  expect(await files('processed')).toEqual([]);
  await drop('a.hl7', message('A'));
  await arrives('processed');
  expect(await files('processed')).toEqual(['a.hl7.receipt.json']);
  expect(await readdir(folder)).not.toContain('a.hl7.sha256');
  expect(await systems()).toEqual(['rgt-pas']);
});

test('a .sha256 file whose file does not come is told of, once and with its feed, until it is not alone any more', async () => {
  warnings.length = 0;
  // What MESH has alone is not its business.
  const mesh = { name: 'B.ctl', feed: 'unknown', missing: 'data', sinceMs: 1 } as const;
  await store.files.noteUnpaired('mesh', [mesh]);
  watch(door.take, 50);
  await drop('rgt-pas/Testperson.hl7.sha256', `${sum(message('A'))}  Testperson.hl7\n`);
  await drop('loose.hl7.sha256', `${sum(message('B'))}  loose.hl7\n`);
  await drop('manifest.json', JSON.stringify([{ name: 'loose.hl7', sha256: sum(message('B')), size: message('B').length }]));
  const alone = async () =>
    (await store.files.unpaired()).map(({ channel, name, feed, missing }) => [channel, name, feed, missing]);
  const both = [
    ['mesh', 'B.ctl', 'unknown', 'data'],
    ['drop-folder', 'loose.hl7.sha256', 'unknown', 'data'],
    ['drop-folder', 'rgt-pas/Testperson.hl7.sha256', 'rgt-pas', 'data'],
  ];
  await expect
    .poll(async () => (await alone()).toSorted((a, b) => a[1]!.localeCompare(b[1]!)), { timeout: 10_000 })
    .toEqual(both);
  expect((await store.inbox.feeds()).find(({ feed }) => feed === 'rgt-pas')?.unpaired).toBe(1);
  const known = await store.files.unpaired();
  await rest();
  // Since then, also for the next process.
  await watching?.close();
  expect(warnings.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))).toEqual([
    { code: 'FILE_UNPAIRED', channel: 'drop-folder', feed: 'rgt-pas', missing: 'data' },
    { code: 'FILE_UNPAIRED', channel: 'drop-folder', feed: 'unknown', missing: 'data' },
  ]);
  watch(door.take, 50);
  await rest();
  expect(await store.files.unpaired()).toEqual(known);
  await drop('rgt-pas/Testperson.hl7', message('A'));
  await rm(join(folder, 'loose.hl7.sha256'));
  await arrives('processed');
  await expect.poll(alone, { timeout: 10_000 }).toEqual([both[0]]);
});

test.each([
  ['other bytes', `${sum('other')} *a.hl7\n`],
  ['another name', `${sum(message('A'))}  b.hl7\n`],
  ['nothing that can be read', 'sum\n'],
  ['nothing', ''],
])('a .sha256 file of %s keeps the file out', async (_, line) => {
  watch();
  await drop('a.hl7.sha256', line);
  await drop('a.hl7', message('A'));
  await arrives('failed');
  expect(await files('failed')).toEqual(['a.hl7.reason.json']);
  expect(await reasonOf('a.hl7')).toMatchObject({
    read: 0,
    quarantined: [{ code: 'CHECKSUM_MISMATCH', location: '.sha256 file', whole: true }],
  });
  expect(await systems()).toEqual([]);
});

test('a manifest speaks for every file of its folder, and of no other', async () => {
  const entry = (name: string, text: string, size = text.length) => ({ name, sha256: sum(text), size });
  const listed = [
    entry('a.hl7', message('A')),
    entry('short.hl7', message('S'), 1),
    entry('other.hl7', 'x', message('O').length),
  ];
  await drop('rgt-pas/manifest.json', JSON.stringify(listed));
  watch();
  await drop('rgt-pas/a.hl7', message('A'));
  await drop('rgt-pas/short.hl7', message('S'));
  await drop('rgt-pas/other.hl7', message('O'));
  await drop('rgt-pas/unlisted.hl7', message('U'));
  await drop('free.hl7', message('F'));
  await arrives('failed', 3);
  await arrives('processed', 2);
  expect(await files('processed')).toEqual(['a.hl7.receipt.json', 'free.hl7.receipt.json']);
  for (const [file, location] of Object.entries({
    'short.hl7': 'manifest.json: size',
    'other.hl7': 'manifest.json: sha256',
    'unlisted.hl7': 'manifest.json',
  }))
    expect(await reasonOf(`rgt-pas/${file}`)).toMatchObject({ quarantined: [{ code: 'CHECKSUM_MISMATCH', location }] });
});

test('a manifest that cannot be read lets nothing in', async () => {
  await drop('manifest.json', '[{"name": "a.hl7"}]');
  await drop('a.hl7', message('A'));
  watch();
  await arrives('failed');
  expect(await reasonOf('a.hl7')).toMatchObject({ quarantined: [{ code: 'CHECKSUM_MISMATCH' }] });
});

test('a time of change in the future, or long ago, does not matter', async () => {
  await drop('ahead.hl7', message('ahead'));
  await utimes(join(folder, 'ahead.hl7'), new Date('2090-01-01'), new Date('2090-01-01'));
  await drop('behind.hl7', message('behind'));
  await utimes(join(folder, 'behind.hl7'), new Date(0), new Date(0));
  watch();
  await arrives('processed', 2);
});

test('files are moved to another device', async ({ skip }) => {
  const elsewhere = await mkdtemp('/dev/shm/scr-drop-').catch(() => undefined);
  if (elsewhere === undefined || (await stat(elsewhere)).dev === (await stat(folder)).dev) return skip('one device only');
  try {
    for (const name of ['processing', 'processed']) {
      await mkdir(join(elsewhere, name));
      await symlink(join(elsewhere, name), join(folder, name));
    }
    // Claimed on the other device, and from there back to this one.
    watch();
    await drop('a.hl7', message('A'));
    await drop('bad.hl7', message('bad', 'X|NOBODY'));
    await arrives('processed');
    await arrives('failed');
    expect(await readdir(join(elsewhere, 'processed'))).toEqual(['a.hl7.receipt.json']);
    expect(await readdir(join(folder, 'failed'))).toEqual(['bad.hl7.reason.json']);
    await expect.poll(() => readdir(join(elsewhere, 'processing'))).toEqual([]);
  } finally {
    await rm(elsewhere, { recursive: true, force: true });
  }
});
