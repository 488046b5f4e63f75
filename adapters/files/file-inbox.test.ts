import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseNhsNumber } from '../../schema/nhs-number.js';
import { loadProfile } from '../../schema/profile.js';
import { openPool } from '../../store/database.js';
import { openStore } from '../../store/open.js';
import type { Store } from '../../store/store.js';
import { freshStore, testDataKey, type FreshStore } from '../../store/test-database.js';
import { openInbox, type Inbox } from '../inbox/inbox.js';
import type { IngestReport } from '../ingest.js';
import { openFileInbox, type ArrivedFile, type FileInbox, type FileInboxOptions } from './file-inbox.js';
import { meals, others, service, submissionOf } from './test-submissions.js';

const profile = loadProfile('cambridgeshire-peterborough');
const ada = parseNhsNumber('9991000003')!;
const quiet = { info: () => undefined, warn: () => undefined };
let store: FreshStore;
const closing: (() => Promise<void>)[] = [];
beforeEach(async () => {
  store = await freshStore();
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  await store.close();
});

/** Doors of one process. */
function open(given: Partial<FileInboxOptions> = {}, on: Store = store): { readonly files: FileInbox; readonly inbox: Inbox } {
  const inbox = openInbox({ store: on, profile, logger: quiet, pollMs: 30 });
  const files = openFileInbox({ store: on, profile, inbox, logger: quiet, pollMs: 20, ...given });
  closing.push(async () => {
    await files.close();
    await inbox.close();
  });
  return { files, inbox };
}

/** Doors of another process: the same database, by connections of its own. */
async function openElsewhere(): Promise<FileInbox> {
  const other = await openStore({ databaseUrl: store.databaseUrl, dataKey: testDataKey });
  closing.push(() => other.close());
  return open({}, other).files;
}

const sent = (bytes: Uint8Array, about: Partial<ArrivedFile> = {}): ArrivedFile => ({
  content: chunked(bytes, 1_000),
  channel: 'https',
  feed: 'cambridgeshire-adults',
  ...about,
});
async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}
const taken = async (files: FileInbox, file: ArrivedFile): Promise<IngestReport> => files.settled((await files.keep(file)).name);
const packages = async (): Promise<string[]> =>
  (await store.readPerson(ada, ['servicesAndCare'])).entries
    .map(({ body }) => (body as { socialCarePackageName?: string }).socialCarePackageName ?? '')
    .toSorted((a, b) => a.localeCompare(b));
async function ask<Row extends object>(sql: string): Promise<Row[]> {
  const pool = openPool(store.databaseUrl, 1);
  try {
    return (await pool.query<Row>(sql)).rows;
  } finally {
    await pool.end();
  }
}

describe('a snapshot, by whichever door', () => {
  test('is compared with the one that came by another', async () => {
    const { files } = open();
    expect(await taken(files, sent(submissionOf([service, meals, ...others(8)]), { channel: 'drop-folder' }))).toMatchObject({
      stored: 10,
    });
    expect(await taken(files, sent(submissionOf([service, ...others(8)]), { channel: 'https' }))).toMatchObject({
      stored: 0,
      duplicates: 9,
      withdrawn: 1,
    });
    // By command nobody names the feed: it is found by the authority.
    const { feed: _, ...unnamed } = sent(submissionOf([service, meals, ...others(8)]), { channel: 'command' });
    expect(await taken(files, unnamed)).toMatchObject({ stored: 1, duplicates: 9 });
    expect(await packages()).toEqual(['Home support or domiciliary care', 'Meals']);
  });

  test('is applied in the order of arrival by two processes, one file at a time', async () => {
    const here = open().files;
    const there = await openElsewhere();
    const names: string[] = [];
    const versions = Array.from({ length: 6 }, (_, index) =>
      submissionOf([service, ...(index % 2 === 0 ? [meals] : []), ...others(30 + index)]),
    );
    for (const [index, bytes] of versions.entries()) {
      const door = index % 2 === 0 ? here : there;
      names.push((await door.keep(sent(bytes, { channel: index % 3 === 0 ? 'https' : 'drop-folder' }))).name);
    }
    const reports = await Promise.all(names.map((name, index) => (index % 2 === 0 ? there : here).settled(name)));
    expect(reports.map(({ quarantined }) => quarantined)).toEqual(versions.map(() => []));
    // The last one that came says how it is.
    expect(await packages()).toEqual(['Home support or domiciliary care']);
    const order = await ask<{ arrived: string }>('select arrived from feed_submission order by id');
    expect(order.map(({ arrived }) => Number(arrived))).toEqual(
      order.map(({ arrived }) => Number(arrived)).toSorted((a, b) => a - b),
    );
    const left = await ask<{ count: string }>('select count(*) from feed_file_part');
    expect(Number(left[0]!.count)).toBe(0);
  });

  test('of which the feed is known late never replaces one that came after it', async () => {
    const rows = [service, meals, ...others(8)];
    // Nobody names its feed, and its first rows name no authority: it waits beside the feed, not in it.
    const late = submissionOf([
      ...Array.from({ length: 1_500 }, (_, n) => ({ ...service, LA_Code: '', LA_Person_Unique_Identifier: `n ${n}` })),
      ...rows,
    ]);
    const { feed: _, ...unnamed } = sent(late);
    const silent = open({ store: { ...store, files: { ...store.files, lanesWaiting: () => Promise.resolve([]) } } }).files;
    const { name } = await silent.keep(unnamed);
    const { files } = open({
      store: { ...store, files: { ...store.files, lanesWaiting: () => Promise.resolve(['cambridgeshire-adults']) } },
    });
    expect(await taken(files, sent(submissionOf([service, ...others(8)])))).toMatchObject({ stored: 9 });
    expect(await open().files.settled(name)).toMatchObject({ stored: 0, superseded: true });
    expect(await store.files.status(name)).toMatchObject({ state: 'superseded' });
    expect(await packages()).toEqual(['Home support or domiciliary care']);
  });

  test('is held when it shrinks, and says so until it is decided', async () => {
    const { files } = open();
    await taken(files, sent(submissionOf([service, meals, ...others(8)])));
    const { name } = await files.keep(sent(submissionOf([service])));
    const [held] = (await files.settled(name)).held!;
    expect(held).toMatchObject({ rows: 1, expected: 10, named: 1 });
    expect(await files.status(name)).toMatchObject({ state: 'held', decided: 'held' });
    await store.snapshots.discard(held!.submission, 'erin');
    expect(await files.status(name)).toMatchObject({ state: 'held', decided: 'discarded' });
  });
});

describe('a file', () => {
  test('is kept sealed, and not at all once it is applied', async () => {
    const waiting = open({ store: { ...store, files: { ...store.files, lanesWaiting: () => Promise.resolve([]) } } }).files;
    const bytes = submissionOf([service, ...others(20_000)]);
    const { name } = await waiting.keep(sent(bytes));
    expect(await store.inbox.feeds()).toMatchObject([{ feed: 'cambridgeshire-adults', waiting: 1 }]);
    const parts = await ask<{ bytes: Buffer }>('select bytes from feed_file_part order by part');
    expect(parts.length).toBe(Math.ceil(bytes.length / 1_000_000));
    expect(parts.some((part) => part.bytes.includes('9991000003') || part.bytes.includes('Home support'))).toBe(false);
    const kept: Uint8Array[] = [];
    for await (const part of (await store.files.lookInto(name, { by: 'erin', reason: 'test' }))!) kept.push(part);
    expect(Buffer.concat(kept).equals(bytes)).toBe(true);
    expect(await store.files.status(name)).toMatchObject({
      state: 'waiting',
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    expect(await ask('select by_whom, reason, file from raw_access')).toEqual([{ by_whom: 'erin', reason: 'test', file: name }]);
  }, 60_000);

  test('counts once under its key, and is refused under it with other bytes', async () => {
    const { files } = open();
    const bytes = submissionOf([service]);
    const both = await Promise.all([1, 2].map(() => files.keep(sent(bytes, { key: 'k' }))));
    expect(both.filter(({ repeated }) => repeated)).toHaveLength(1);
    expect(new Set(both.map(({ name }) => name)).size).toBe(1);
    await expect(files.keep(sent(submissionOf([meals]), { key: 'k' }))).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
    expect(await ask('select state from feed_file')).toHaveLength(1);
  });

  test('of which the sender breaks off is not there', async () => {
    const { files } = open();
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      yield* chunked(submissionOf([service, ...others(20_000)]), 65_536);
      throw new Error('gone');
    };
    await expect(files.keep(sent(new Uint8Array(), { content: broken() }))).rejects.toThrow('gone');
    expect([await ask('select from feed_file'), await ask('select from feed_file_part')]).toEqual([[], []]);
  });

  test('whose application is ended goes on where it stopped', async () => {
    const first = open();
    const bytes = submissionOf([service, meals, ...others(3_000)]);
    const { name } = await first.files.keep(sent(bytes));
    await expect.poll(async () => (await ask('select from message')).length, { timeout: 20_000 }).toBeGreaterThan(0);
    await first.files.close();
    const before = (await ask('select from message')).length;
    expect(before).toBeLessThan(3_002);
    expect(await store.files.status(name)).toMatchObject({ state: 'waiting' });
    expect(await open().files.settled(name)).toMatchObject({ read: 3_002, stored: 3_002 - before, duplicates: before });
    expect(await ask('select from message')).toHaveLength(3_002);
  }, 120_000);

  test('that is refused whole keeps its bytes, and can be tried again', async () => {
    const { files } = open({ streamedFrom: 1 });
    const bytes = Buffer.from('a,b\r\n1,2\r\n');
    const { name } = await files.keep(sent(bytes));
    expect(await files.settled(name)).toMatchObject({ quarantined: [{ code: 'FORMAT_UNKNOWN', whole: true }] });
    expect(await ask('select from feed_file_part')).toHaveLength(1);
    expect(await store.files.tryAnew(name)).toBe(true);
    expect(await files.settled(name)).toMatchObject({ quarantined: [{ code: 'FORMAT_UNKNOWN' }] });
    // What is no longer kept is gone for good.
    await store.inbox.purgeBytes('2100-01-01' as never);
    expect(await store.files.tryAnew(name)).toBe(false);
  });

  test('of many messages goes through the inbox message by message, once, in order, and in the middle of it again', async () => {
    const { files } = open({ streamedFrom: 1 });
    const message = (n: number, ward: string) =>
      [
        `MSH|^~\\&|PAS|RGT|SCR|SCR|2026030211${String(n).padStart(2, '0')}00||ADT^A31^ADT_A05|M${n}|P|2.4`,
        'EVN||20260302112900',
        `PID|1||9991000003^^^NHS^NH||Fairweather^${ward}||19480312|2`,
      ].join('\r');
    const all = Array.from({ length: 40 }, (_, n) => message(n, `Name ${n}`));
    const bad = message(50, 'X').replace('PAS|RGT', 'X|NOBODY');
    const batch = (messages: readonly string[]) => Buffer.from(['BHS|^~\\&|PAS|RGT', ...messages, 'BTS|1'].join('\r'));
    const { feed: _, ...unnamed } = sent(batch([...all.slice(0, 20), bad]), { channel: 'drop-folder', fileName: 'batch.hl7' });
    expect(await taken(files, unnamed)).toMatchObject({
      read: 21,
      stored: 20,
      quarantined: [{ code: 'FEED_UNKNOWN', location: 'MSH-3, MSH-4', fileName: 'batch.hl7' }],
    });
    expect(await taken(files, { ...unnamed, content: chunked(batch(all), 100) })).toMatchObject({
      read: 40,
      stored: 20,
      duplicates: 20,
      quarantined: [],
    });
    const seen = await ask<{ message_identifier: string }>(`select message_identifier from message order by id`);
    expect(seen.map((one) => one.message_identifier)).toEqual(all.map((_each, n) => `M${n}`));
  });

  test('of a document that is larger than any may be is refused unread, and kept', async () => {
    const { files } = open();
    const content = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from('<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3">');
      for (let megabyte = 0; megabyte < 34; megabyte++) yield await Promise.resolve(Buffer.alloc(1_000_000, 0x20));
    };
    const { name } = await files.keep(sent(new Uint8Array(), { content: content() }));
    expect(await files.settled(name)).toMatchObject({ quarantined: [{ code: 'MESSAGE_TOO_LARGE', location: 'file' }] });
    expect(await store.files.status(name)).toMatchObject({ state: 'quarantined', outcome: { keepsBytes: true } });
  }, 60_000);

  test('that trips over a fault of ours every time is set aside, and the next one is read', async () => {
    let faults = 0;
    const apply: Store['apply'] = (units) => {
      if (units.some(({ translation }) => JSON.stringify(translation.statements).includes('poison'))) {
        faults++;
        throw new Error('a fault');
      }
      return store.apply(units);
    };
    const { files } = open({ store: { ...store, apply } });
    const bad = await files.keep(sent(submissionOf([{ ...service, LA_Person_Unique_Identifier: 'poison 7' }])));
    const good = await files.keep(sent(submissionOf([service])));
    expect(await files.settled(bad.name)).toMatchObject({ quarantined: [{ code: 'MESSAGE_UNMAPPABLE', location: 'file' }] });
    expect(faults).toBe(5);
    expect((await files.settled(good.name)).read).toBe(1);
  }, 60_000);
});
