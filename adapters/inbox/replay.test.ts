import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Subject } from '../../schema/entry.js';
import { parseNhsNumber } from '../../schema/nhs-number.js';
import { loadProfile, type Feed, type Profile } from '../../schema/profile.js';
import { openPool } from '../../store/database.js';
import { freshStore, type FreshStore } from '../../store/test-database.js';
import { openInbox, type Inbox } from './inbox.js';
import { replayFeed, retryQuarantined } from './replay.js';

const plain = loadProfile('cambridgeshire-peterborough');
const withFeed = (name: string, changes: Partial<Feed>): Profile => ({
  ...plain,
  feeds: plain.feeds.map((feed) => (feed.name === name ? { ...feed, ...changes } : feed)),
});
const numbers = ['9990000018', '9990000026', '9990000034'] as const;
const [ada, ben, cleo] = numbers.map((text) => parseNhsNumber(text)!) as [Subject, Subject, Subject];
const days = { from: '2000-01-01', to: '2100-01-01', by: 'tester' };

let store: FreshStore;
let inbox: Inbox;
beforeAll(async () => {
  store = await freshStore();
});
beforeEach(() => {
  inbox = openInbox({ store, profile: plain, logger: { warn: () => undefined }, pollMs: 50 });
});
afterEach(() => inbox.close());
afterAll(() => store.close());

const admitted = (control: string, person: string, visit: string, method: string, sender = 'LORENZO|RT1') =>
  [
    `MSH|^~\\&|${sender}|SCR|SCR|20260302113000||ADT^A01^ADT_A01|${control}|P|2.4`,
    'EVN||20260302112900',
    `PID|1||${person}||Testperson^Ada||19410217|2`,
    `PV1|1|I|WARD^1^2^RT1|${method}|||||||||||||||${visit}|||||||||||||||||||||||||20260302110000`,
  ].join('\r');

async function take(text: string): Promise<string> {
  const { id } = await inbox.receive({ channel: 'mllp', bytes: Buffer.from(text) });
  expect(await inbox.settled(id, 10_000)).toBeDefined();
  return id;
}

async function allOf(sql: string): Promise<Record<string, unknown>[]> {
  const pool = openPool(store.databaseUrl, 1);
  try {
    return (await pool.query(sql)).rows as Record<string, unknown>[];
  } finally {
    await pool.end();
  }
}
const entries = () => allOf('select subject, section, partner, key, state, document from entry order by 1, 2, 3, 4');
const facts = () => allOf('select * from fact order by subject, section, partner, key, message_id, ordinal');

describe('kept messages translated anew', () => {
  test('show what differs without a word of what they say, change that alone when told to, and then differ no more', async () => {
    await take(admitted('R-1', `${ada}^^^NHS^NH`, 'V1', 'A'));
    await take(admitted('R-2', `${ben}^^^NHS^NH`, 'V2', '21'));
    const before = await entries();
    const fixed = withFeed('rt1-pas', { codes: { admissionMethod: { A: '22' } } });

    const dry = await replayFeed(store.inbox, fixed, { feed: 'rt1-pas', ...days, apply: false });
    expect(dry).toMatchObject({ read: 2, changed: 1, refused: [], bytesGone: 0 });
    expect(dry.differences.map(({ change }) => change)).toEqual(dry.differences.map(() => 'changed'));
    expect(JSON.stringify(dry)).not.toMatch(/999000|Testperson|V1/);
    expect(await entries()).toEqual(before);

    await replayFeed(store.inbox, fixed, { feed: 'rt1-pas', ...days, apply: true });
    const after = await entries();
    const differing = after.filter((row, index) => row['document'] !== before[index]!['document']);
    expect(after).toHaveLength(before.length);
    expect(differing.length).toBeGreaterThan(0);
    expect(differing.map((row) => row['subject'])).toEqual(differing.map(() => ada));
    expect(differing.some((row) => String(row['document']).includes('"22"'))).toBe(true);

    const factsAfter = await facts();
    const again = await replayFeed(store.inbox, fixed, { feed: 'rt1-pas', ...days, apply: true });
    expect(again).toMatchObject({ read: 2, changed: 0, differences: [] });
    expect(await facts()).toEqual(factsAfter);
  });

  test('that turn out to be about another identifier move with all they say, and leave nothing behind', async () => {
    await take(admitted('L-1', 'H-77^^^^MR', 'V7', '21', 'EPRO|RGM'));
    expect((await entries()).some((row) => row['subject'] === 'RGM|H-77')).toBe(true);
    const fixed = withFeed('rgm-pas', { localAuthority: 'RGM-PAS' });
    const report = await replayFeed(store.inbox, fixed, { feed: 'rgm-pas', ...days, apply: true });
    expect(new Set(report.differences.map(({ change }) => change))).toEqual(new Set(['added', 'gone']));
    const left = await entries();
    expect(left.some((row) => row['subject'] === 'RGM|H-77')).toBe(false);
    expect(left.some((row) => row['subject'] === 'RGM-PAS|H-77')).toBe(true);
  });

  test('no longer make the person of a wrong identifier, nor keep their objection from where it belongs', async () => {
    const [link, dissent] = [`${cleo}^^^NHS^NH~H-78^^^^MR`, 'H-79^^^^MR'];
    await take(admitted('L-2', link, 'V8', '21', 'EPRO|RGM'));
    await take(`${admitted('L-3', dissent, 'V9', '21', 'EPRO|RGM')}\rZU8||2`);
    const identity = () => allOf(`select subject, leads_to from identity_edge where subject like 'RGM%' order by 1`);
    expect(await identity()).toEqual([{ subject: 'RGM|H-78', leads_to: cleo }]);
    const objections = () =>
      allOf(`select subject, withdrawn_by from objection where subject like 'RGM%' order by withdrawn_by is null, 1`);
    expect(await objections()).toEqual([{ subject: 'RGM|H-79', withdrawn_by: null }]);
    const fixed = withFeed('rgm-pas', { localAuthority: 'RGM-PAS' });

    const effects = ['lifted', 'set'];
    const dry = await replayFeed(store.inbox, fixed, { feed: 'rgm-pas', ...days, apply: false });
    expect(dry.flags.map(({ effect }) => effect).toSorted()).toEqual(effects);
    const before = [await identity(), await objections()];
    expect(before).toEqual([[{ subject: 'RGM|H-78', leads_to: cleo }], [{ subject: 'RGM|H-79', withdrawn_by: null }]]);

    const applied = await replayFeed(store.inbox, fixed, { feed: 'rgm-pas', ...days, apply: true });
    expect(applied.flags.map(({ effect }) => effect).toSorted()).toEqual(effects);
    expect(await identity()).toEqual([{ subject: 'RGM-PAS|H-78', leads_to: cleo }]);
    const both = [
      { subject: 'RGM-PAS|H-79', withdrawn_by: null },
      { subject: 'RGM|H-79', withdrawn_by: null },
    ];
    expect(await objections()).toEqual(both);

    await replayFeed(store.inbox, fixed, { feed: 'rgm-pas', ...days, apply: true, lift: true });
    expect(await objections()).toEqual([{ subject: 'RGM|H-79', withdrawn_by: 'tester' }, both[0]]);
    const again = await replayFeed(store.inbox, fixed, { feed: 'rgm-pas', ...days, apply: true, lift: true });
    expect(again).toMatchObject({ changed: 0, differences: [], flags: [] });
  });

  test('come to the same record as if the mapping had been right from the start', async () => {
    const fixed = withFeed('rt1-pas', { codes: { admissionMethod: { A: '22' } } });
    const other = await freshStore();
    const second = openInbox({ store: other, profile: fixed, logger: { warn: () => undefined }, pollMs: 50 });
    const { id } = await second.receive({ channel: 'mllp', bytes: Buffer.from(admitted('R-1', `${ada}^^^NHS^NH`, 'V1', 'A')) });
    await second.settled(id, 10_000);
    const visit = (read: Awaited<ReturnType<FreshStore['readPerson']>>) =>
      read.entries.map(({ body: { provenance, ...body } }) => [provenance.messageIdentifier, body]);
    const sections = ['admissionDetails'] as const;
    expect(visit(await store.readPerson(ada as never, sections))).toEqual(visit(await other.readPerson(ada as never, sections)));
    await second.close();
    await other.close();
  });

  test('whose bytes were let go cannot be, and say so; the receipt stays', async () => {
    const id = await take(admitted('P-1', `${ada}^^^NHS^NH`, 'V9', '21', 'CAD|RYC'));
    expect(await store.inbox.purgeBytes('2100-01-01' as never)).toBeGreaterThan(0);
    const report = await replayFeed(store.inbox, plain, { feed: 'ryc-handover', ...days, apply: false });
    expect(report).toMatchObject({ read: 1, changed: 0, bytesGone: 1 });
    expect(await inbox.state(id)).toMatchObject({ settled: { state: 'applied' } });
  });
});

describe('what was quarantined', () => {
  const text = admitted('Q-1', `${ben}^^^NHS^NH`, 'V3', '21', 'NEW|NOBODY');

  test('is listed, its bytes handed out only into the record of who looked; after a fix it is stored and no longer listed', async () => {
    await take(text);
    const [part] = await store.inbox.quarantined({ code: 'FEED_UNKNOWN', first: 10 });
    expect(part).toMatchObject({ code: 'FEED_UNKNOWN', location: 'MSH-3, MSH-4', whole: true });
    expect((await store.inbox.lookInto(part!.id, { by: 'tester', reason: 'a fault of the sender' }))?.toString()).toBe(text);
    expect(await allOf('select by_whom, reason, quarantine_id from raw_access')).toEqual([
      { by_whom: 'tester', reason: 'a fault of the sender', quarantine_id: String(part!.id) },
    ]);
    await expect(allOf('delete from raw_access')).rejects.toMatchObject({ code: '42501' });

    expect(await retryQuarantined({ inbox, store: store.inbox, profile: plain }, part!.id)).toMatchObject({ done: false });
    await inbox.close();
    const fixed = withFeed('rt1-pas', { senders: ['*|RT1', 'NEW|NOBODY'] });
    inbox = openInbox({ store, profile: fixed, logger: { warn: () => undefined }, pollMs: 50 });
    const [still] = await store.inbox.quarantined({ code: 'FEED_UNKNOWN', first: 10 });
    expect(await retryQuarantined({ inbox, store: store.inbox, profile: fixed }, still!.id)).toEqual({ done: true });
    expect(await store.inbox.quarantined({ code: 'FEED_UNKNOWN', first: 10 })).toEqual([]);
    expect(await allOf(`select feed from message where message_identifier = 'Q-1'`)).toEqual([{ feed: 'rt1-pas' }]);
  });

  test('and is given up keeps its code and place', async () => {
    await take('MSH|^~\\&|PAS|RGT\rgiven up');
    const [part] = await store.inbox.quarantined({ code: 'MESSAGE_UNREADABLE', first: 10 });
    expect(await store.inbox.settleQuarantined(part!.id, 'discarded')).toBe(true);
    expect(await store.inbox.settleQuarantined(part!.id, 'discarded')).toBe(false);
    expect(await store.inbox.quarantined({ code: 'MESSAGE_UNREADABLE', first: 10, settledToo: true })).toMatchObject([
      { settled: 'discarded', location: 'line 2' },
    ]);
  });
});

describe('one that cannot be applied', () => {
  const row = (control: string) => ({
    channel: 'mllp' as const,
    bytes: Buffer.from(admitted(control, `${ben}^^^NHS^NH`, control, '21')),
  });

  test('as it ended the process each time is set aside, and the queue goes on', async () => {
    await inbox.close();
    const silent = { ...store, inbox: { ...store.inbox, applyNext: () => Promise.resolve({ settled: new Map() }) } };
    const first = openInbox({ store: silent, profile: plain, logger: { warn: () => undefined }, pollMs: 50 });
    const [poison, next] = await Promise.all([first.receive(row('X-1')), first.receive(row('X-2'))]);
    await first.close();
    // As it stands after the process ended again and again in the middle of it.
    await allOf(`insert into inbox_lane (lane, begun) values ('rt1-pas', 5) on conflict (lane) do update set begun = 5`);
    await allOf(`update arrival_waiting set attempts = 5 where id = ${poison.id}`);
    inbox = openInbox({ store, profile: plain, logger: { warn: () => undefined }, pollMs: 50 });
    expect(await inbox.settled(poison.id, 10_000)).toMatchObject({ state: 'quarantined', code: 'MESSAGE_UNMAPPABLE' });
    expect(await inbox.settled(next.id, 10_000)).toMatchObject({ state: 'applied' });
    await expect.poll(() => allOf(`select begun from inbox_lane where lane = 'rt1-pas'`)).toEqual([{ begun: 0 }]);
  });

  test('for a fault of our own is set aside after some tries; an outage is nobody’s attempt', async () => {
    await inbox.close();
    const failing = {
      ...store.inbox,
      applyNext: ((lanes, translating) =>
        store.inbox.applyNext(lanes, {
          *unitsOf(arrival) {
            if (Buffer.from(arrival.bytes).includes('Y-1')) throw new TypeError('stumbled');
            yield* translating.unitsOf(arrival);
          },
        })) as typeof store.inbox.applyNext,
    };
    inbox = openInbox({ store: { ...store, inbox: failing }, profile: plain, logger: { warn: () => undefined }, pollMs: 50 });
    const [bad, good] = await Promise.all([inbox.receive(row('Y-1')), inbox.receive(row('Y-2'))]);
    expect(await inbox.settled(bad.id, 10_000)).toMatchObject({ state: 'quarantined', code: 'MESSAGE_UNMAPPABLE' });
    expect(await inbox.settled(good.id, 10_000)).toMatchObject({ state: 'applied' });
  });
});

test('each feed tells what it brought, and what failed', async () => {
  const feeds = await store.inbox.feeds();
  const mental = feeds.find(({ feed }) => feed === 'rt1-pas')!;
  expect(mental).toMatchObject({ waiting: 0, lagMs: 0 });
  expect(mental.lastDay).toBeGreaterThanOrEqual(6);
  expect(mental.failedLastDay).toBe(2);
  expect(mental.lastCode).toBe('MESSAGE_UNMAPPABLE');
  expect(Date.now() - mental.lastReceivedMs!).toBeLessThan(600_000);
});
