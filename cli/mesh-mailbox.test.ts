import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openFileDoor } from '../adapters/files/file-door.js';
import { openFileInbox, type FileInbox } from '../adapters/files/file-inbox.js';
import { openInbox, type Inbox } from '../adapters/inbox/inbox.js';
import { feedFindings } from '../schema/profile-findings-partners.js';
import { parseNhsNumber } from '../schema/nhs-number.js';
import { loadProfile, type Profile } from '../schema/profile.js';
import { freshStore, type FreshStore } from '../store/test-database.js';
import { watchMailbox } from './mesh-mailbox.js';

const loaded = loadProfile('cambridgeshire-peterborough');
const profile: Profile = {
  ...loaded,
  feeds: loaded.feeds.map((feed) => (feed.name === 'rgt-pas' ? { ...feed, meshWorkflows: ['PAS_DAILY'] } : feed)),
  optOuts: {
    ...loaded.optOuts,
    meshWorkflows: [
      { workflow: 'OPT_OUT_LIST', kind: 'national' },
      { workflow: 'DISSENT_LIST', kind: 'gp-dissent' },
    ],
  },
};
const [ada, ben, cleo, dan] = ['9990000018', '9990000026', '9990000034', '9990000042'] as const;
let folder: string;
let store: FreshStore;
let inbox: Inbox;
let files: FileInbox;
let watching: { close(): Promise<void> } | undefined;
const said: object[] = [];
const logger = { info: (about: object) => void said.push(about), warn: (about: object) => void said.push(about) };
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scr-mesh-'));
  store = await freshStore();
  inbox = openInbox({ store, profile, logger });
  files = openFileInbox({ store, profile, inbox, logger, pollMs: 20 });
});
afterEach(async () => {
  await watching?.close();
  await files.close();
  await inbox.close();
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const watch = (given: object = {}) => {
  const door = openFileDoor({ files, inbox, store: store.inbox, profile });
  watching = watchMailbox({ folder, door, store, profile, intervalMs: 30, aloneAfterMs: 60_000, logger, ...given });
};
const control = (workflow: string, { type = 'Data', day = '20260601093000', prolog = '' } = {}) =>
  `<?xml version="1.0" encoding="UTF-8"?>${prolog}
<DTSControl><Version>1.0</Version><AddressType>DTS</AddressType><MessageType>${type}</MessageType>
<From_DTS>X26OT001</From_DTS><To_DTS>RGTOT001</To_DTS><Subject>Testperson</Subject><LocalId>7</LocalId><DTSId>2026060109</DTSId>
<WorkflowId>${workflow}</WorkflowId><Encrypted>N</Encrypted><Compressed>N</Compressed>
<StatusRecord><DateTime>${day}</DateTime><Event>TRANSFER</Event><Status>SUCCESS</Status><StatusCode>00</StatusCode></StatusRecord>
</DTSControl>`;
const put = async (name: string, text: string, place = 'in') => {
  await mkdir(join(folder, place), { recursive: true });
  await writeFile(join(folder, place, name), text);
};
const pair = async (name: string, text: string, ctl: string) => {
  await put(`${name}.dat`, text);
  await put(`${name}.ctl`, ctl);
};
const become = (place: string, files: readonly string[]) =>
  expect
    .poll(async () => (await readdir(join(folder, place)).catch((): string[] => [])).toSorted(), { timeout: 20_000 })
    .toEqual(files);
const failedFor = async (name: string) =>
  (JSON.parse(await readFile(join(folder, 'failed', `${name}.dat.reason.json`), 'utf8')) as { quarantined: unknown }).quarantined;
const optedOut = async (text: string) => (await store.readPerson(parseNhsNumber(text)!, [])).facts.optOuts;
const message = (id: string) =>
  [
    `MSH|^~\\&|PAS|RGT|SCR|SCR|20260302113000||ADT^A31^ADT_A05|${id}|P|2.4`,
    'EVN||20260302112900',
    `PID|1||${ada}^^^NHS^NH||Testperson^Ada||19410217|2`,
  ].join('\r');
const feeds = async () =>
  (await store.readPerson(parseNhsNumber(ada)!, ['personDemographics'])).entries.map((entry) => entry.body.provenance.feed);

describe('files of feeds', () => {
  test('are taken in by their workflow, as pairs; what the client sends is left alone', async () => {
    await put('request.dat', 'mine', 'out');
    await put('request.ctl', control('PAS_DAILY'), 'sent');
    watch();
    await pair('A', message('A'), control('PAS_DAILY'));
    await become('processed', ['A.dat.receipt.json']);
    expect(await feeds()).toEqual(['rgt-pas']);
    // What became of it is told before it goes.
    await become('in', []);
    await become('processing', []);
    expect([await readdir(join(folder, 'out')), await readdir(join(folder, 'sent'))]).toEqual([['request.dat'], ['request.ctl']]);
  });

  test('wait for the other one of their pair', async () => {
    watch();
    await put('A.dat', message('A'));
    await put('B.ctl', control('PAS_DAILY'));
    await new Promise((done) => setTimeout(done, 300));
    expect((await readdir(join(folder, 'in'))).toSorted()).toEqual(['A.dat', 'B.ctl']);
    await put('A.ctl', control('PAS_DAILY'));
    await become('processed', ['A.dat.receipt.json']);
    expect(await readdir(join(folder, 'in'))).toEqual(['B.ctl']);
  });

  test('that are alone for long are told of, once and with their feed, until they are not alone any more', async () => {
    said.length = 0;
    watch({ aloneAfterMs: 50 });
    await put('A.dat', message('A'));
    await put('B.ctl', control('PAS_DAILY'));
    const status = async () =>
      (await store.inbox.feeds()).filter((one) => one.unpaired > 0).map(({ feed, unpaired }) => [feed, unpaired]);
    await expect.poll(status, { timeout: 20_000 }).toEqual([
      ['rgt-pas', 1],
      ['unknown', 1],
    ]);
    const all = await store.files.unpaired();
    expect(Object.fromEntries(all.map(({ name, missing }) => [name, missing]))).toEqual({ 'A.dat': 'control', 'B.ctl': 'data' });
    // Since then, also for the next process.
    await watching?.close();
    watch({ aloneAfterMs: 50 });
    await new Promise((done) => setTimeout(done, 300));
    expect(await store.files.unpaired()).toEqual(all);
    const warned = said.filter((one) => 'code' in one && one.code === 'FILE_UNPAIRED');
    expect(warned.filter((one) => 'feed' in one && one.feed === 'rgt-pas').length).toBe(2);
    // The sender chose the name: it may hold somebody's.
    expect(JSON.stringify(said)).not.toContain('B.ctl');
    await put('B.dat', message('B'));
    await put('A.ctl', control('PAS_DAILY'));
    await expect.poll(status, { timeout: 20_000 }).toEqual([]);
    await become('processed', ['A.dat.receipt.json', 'B.dat.receipt.json']);
  });

  test('of a process that ended between claiming the two are taken in', async () => {
    await put('A.ctl', control('PAS_DAILY'), 'processing');
    await put('A.dat', message('A'));
    watch();
    await become('processed', ['A.dat.receipt.json']);
    expect(await feeds()).toEqual(['rgt-pas']);
  });

  test('of one name hide none of each other', async () => {
    watch();
    await pair('A', message('A'), control('PAS_DAILY'));
    await become('processed', ['A.dat.receipt.json']);
    await pair('A', message('B'), control('PAS_DAILY'));
    await become('processed', ['A.dat.1.receipt.json', 'A.dat.receipt.json']);
  });

  test.each([
    ['an unknown workflow', control('OTHER'), 'FEED_UNKNOWN', 'DTSControl/WorkflowId'],
    ['a report of the network', control('PAS_DAILY', { type: 'Report' }), 'FORMAT_UNKNOWN', 'DTSControl/MessageType'],
    ['no control file', '<Other/>', 'FORMAT_UNKNOWN', 'DTSControl'],
    ['a DOCTYPE', control('PAS_DAILY', { prolog: '<!DOCTYPE a>' }), 'XML_FORBIDDEN', 'prolog'],
    ['no XML', 'WorkflowId: PAS_DAILY', 'MESSAGE_UNREADABLE', expect.any(String)],
  ])('with %s go to failed, with a reason', async (_, ctl, code, location) => {
    watch();
    await pair('A', message('A'), ctl);
    await become('failed', ['A.dat.reason.json']);
    expect(await failedFor('A')).toEqual([{ code, location, whole: true }]);
    expect(await feeds()).toEqual([]);
    expect(JSON.stringify(said)).not.toMatch(/Testperson|999000/);
  });
});

describe('opt-out lists', () => {
  test('are loaded with the day of the transfer, and never replaced by an older one', async () => {
    watch();
    await pair('new', `${ada},\n${ben},\n`, control('OPT_OUT_LIST'));
    await become('processed', ['new.dat.receipt.json']);
    expect(await store.optOutLists()).toMatchObject([{ kind: 'national', source: 'whole area', dated: '2026-06-01', people: 2 }]);
    expect((await optedOut(ada)).nationalDataOptOut).toBe(true);
    await pair('old', `${ben},\n${cleo},\n`, control('OPT_OUT_LIST', { day: '20260531093000' }));
    await become('failed', ['old.dat.reason.json']);
    expect(await failedFor('old')).toMatchObject([{ code: 'SNAPSHOT_HELD' }]);
    expect((await optedOut(ada)).nationalDataOptOut).toBe(true);
  });

  test('of dissent stand beside each other by mailbox', async () => {
    watch();
    await pair('A', `${ada}\n`, control('DISSENT_LIST'));
    await become('processed', ['A.dat.receipt.json']);
    expect(await store.optOutLists()).toMatchObject([{ kind: 'gp-dissent', source: 'X26OT001' }]);
  });

  test('with a bad line, or far fewer people, change nothing', async () => {
    watch();
    await pair('A', [ada, ben, cleo, dan].join('\n'), control('OPT_OUT_LIST'));
    await become('processed', ['A.dat.receipt.json']);
    await pair('bad', `${ada}\n12\n${cleo}\n${dan}`, control('OPT_OUT_LIST'));
    await become('failed', ['bad.dat.reason.json']);
    expect(await failedFor('bad')).toEqual([{ code: 'MESSAGE_UNREADABLE', location: 'line 2', whole: true }]);
    await pair('few', `${ada}\n`, control('OPT_OUT_LIST'));
    await become('failed', ['bad.dat.reason.json', 'few.dat.reason.json']);
    expect(await failedFor('few')).toMatchObject([{ code: 'SNAPSHOT_HELD' }]);
    expect((await optedOut(ben)).nationalDataOptOut).toBe(true);
  });

  test('wait through an outage', async () => {
    let down = true;
    const optOutLists = () => (down ? Promise.reject(new Error('down')) : store.optOutLists());
    watch({ store: { ...store, optOutLists } });
    await pair('A', `${ada}\n`, control('OPT_OUT_LIST'));
    await become('processing', ['A.ctl', 'A.dat']);
    down = false;
    await become('processed', ['A.dat.receipt.json']);
    expect((await optedOut(ada)).nationalDataOptOut).toBe(true);
  });
});

test('a workflow of two feeds, or of a feed and the opt-outs, is found when the profile is checked', () => {
  const twice: Profile = {
    ...profile,
    feeds: profile.feeds.map((feed) =>
      feed.name === 'rgn-pas' ? { ...feed, meshWorkflows: ['PAS_DAILY', 'OPT_OUT_LIST', 'ITS_OWN'] } : feed,
    ),
  };
  const about = (one: Profile) => feedFindings(one).filter(({ path }) => path.includes('meshWorkflows'));
  expect(about(profile)).toEqual([]);
  expect(about(twice)).toHaveLength(2);
});
