import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { parseNhsNumber } from '../../schema/nhs-number.js';
import { loadProfile } from '../../schema/profile.js';
import { openPool } from '../../store/database.js';
import { freshStore, type FreshStore } from '../../store/test-database.js';
import { openInbox, type Arrival, type Inbox } from './inbox.js';

const profile = loadProfile('cambridgeshire-peterborough');
const ada = parseNhsNumber('9990000018')!;
let store: FreshStore;
let open: Inbox[] = [];
beforeAll(async () => {
  store = await freshStore();
});
afterEach(async () => {
  await Promise.all(open.map((inbox) => inbox.close()));
  open = [];
});
afterAll(() => store.close());

function opened(): Inbox {
  const inbox = openInbox({ store, profile, logger: { warn: () => undefined }, pollMs: 50 });
  open.push(inbox);
  return inbox;
}

const text = (control: string, nhsNumber = '9990000018', family = 'Testperson', at = '20260302112900') =>
  [
    `MSH|^~\\&|PAS|RGT|SCR|SCR|${at}||ADT^A31^ADT_A05|${control}|P|2.4`,
    `EVN||${at}`,
    `PID|1||${nhsNumber}^^^NHS^NH||${family}^Ada||19410217|2`,
  ].join('\r');
const mllp = (content: string, about: Partial<Arrival> = {}): Arrival => ({
  channel: 'mllp',
  bytes: Buffer.from(content),
  ...about,
});

async function rowsOf(sql: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
  const pool = openPool(store.databaseUrl, 1);
  try {
    return (await pool.query(sql, [...values])).rows as Record<string, unknown>[];
  } finally {
    await pool.end();
  }
}

describe('what is received', () => {
  test('is applied, and its state can be asked for', async () => {
    const inbox = opened();
    const receipt = await inbox.receive(mllp(text('one')));
    expect(receipt).toMatchObject({ feed: 'rgt-pas', repeated: false });
    expect(await inbox.settled(receipt.id, 10_000)).toEqual({ state: 'applied', entries: 1 });
    expect(await inbox.state(receipt.id)).toMatchObject({
      feed: 'rgt-pas',
      channel: 'mllp',
      settled: { state: 'applied', stored: 1 },
    });
    expect((await store.readPerson(ada, ['personDemographics'])).entries).toHaveLength(1);
  });

  test('again is the same arrival; under the same control id with other bytes it is another', async () => {
    const inbox = opened();
    const first = await inbox.receive(mllp(text('twice')));
    const [again, other] = await Promise.all([
      inbox.receive(mllp(text('twice'))),
      inbox.receive(mllp(text('twice', undefined, 'Other'))),
    ]);
    expect(again).toEqual({ ...first, repeated: true });
    expect(other.id).not.toBe(first.id);
    const together = await Promise.all([inbox.receive(mllp(text('at once'))), inbox.receive(mllp(text('at once')))]);
    expect(together.map(({ repeated }) => repeated)).toEqual([false, true]);
    expect(together[0].id).toBe(together[1].id);
  });

  test('is encrypted where it is kept, once', async () => {
    const inbox = opened();
    const { id } = await inbox.receive(mllp(text('secret', undefined, 'Hiddenname')));
    await inbox.settled(id, 10_000);
    const [arrival] = await rowsOf('select bytes, key_id from arrival where id = $1', [id]);
    expect((arrival!['bytes'] as Buffer).includes('Hiddenname')).toBe(false);
    expect(arrival!['key_id']).toMatch(/^[0-9a-f]{16}$/);
    expect(await rowsOf(`select bytes, arrival_id from message where message_identifier = 'secret'`)).toEqual([
      { bytes: null, arrival_id: id },
    ]);
  });

  test('late is superseded; what it says is folded in its place', async () => {
    const inbox = opened();
    const newer = await inbox.receive(mllp(text('newer', '9990000026', 'New', '20260401120000')));
    const older = await inbox.receive(mllp(text('older', '9990000026', 'Old', '20260301120000')));
    expect(await inbox.settled(newer.id, 10_000)).toMatchObject({ state: 'applied' });
    expect(await inbox.settled(older.id, 10_000)).toMatchObject({ state: 'superseded' });
  });

  test('and cannot be translated is quarantined with its bytes, and the next goes on', async () => {
    const inbox = opened();
    const bad = await inbox.receive(mllp('MSH|^~\\&|PAS|RGT\rnot a segment'));
    const good = await inbox.receive(mllp(text('after bad')));
    expect(await inbox.settled(bad.id, 10_000)).toMatchObject({
      state: 'quarantined',
      code: 'MESSAGE_UNREADABLE',
      location: 'line 2',
    });
    expect(await inbox.settled(good.id, 10_000)).toMatchObject({ state: 'applied' });
    expect(await rowsOf('select arrival_id, bytes from quarantine where arrival_id = $1', [bad.id])).toHaveLength(1);
  });

  test('and could not be framed is kept with the reason given', async () => {
    const inbox = opened();
    const { id } = await inbox.receive(
      mllp('junk', { feed: 'rgt-pas', refusal: { code: 'FRAME_UNREADABLE', location: 'connection' } }),
    );
    expect(await inbox.settled(id, 10_000)).toMatchObject({ state: 'quarantined', code: 'FRAME_UNREADABLE' });
  });

  test('of a real person leaves no byte in a store of synthetic ones', async () => {
    const inbox = opened();
    const { id } = await inbox.receive(mllp(text('real', '9434765919')));
    expect(await inbox.settled(id, 10_000)).toMatchObject({ state: 'quarantined', code: 'REAL_PERSON_REFUSED' });
    expect(await rowsOf('select bytes from arrival where id = $1', [id])).toEqual([{ bytes: null }]);
  });

  test('under an idempotency key again counts once, and with other bytes is refused', async () => {
    const inbox = opened();
    const keyed = (content: string) => inbox.receive({ channel: 'https', bytes: Buffer.from(content), idempotencyKey: 'k-1' });
    const first = await keyed(text('keyed'));
    expect(await keyed(text('keyed'))).toEqual({ ...first, repeated: true });
    await expect(keyed(text('keyed other'))).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
  });
});

test('a file of many messages is applied in parts, every one of them, and its own bytes are let go', async () => {
  const inbox = opened();
  const file = Array.from({ length: 450 }, (_, i) => text(`many-${i}`)).join('\r');
  const { id } = await inbox.receive({ channel: 'drop-folder', bytes: Buffer.from(file), fileName: 'many.hl7' });
  await inbox.settled(id, 60_000);
  expect(await inbox.state(id)).toMatchObject({ settled: { units: 450, stored: 450 } });
  expect(await rowsOf('select bytes from arrival where id = $1', [id])).toEqual([{ bytes: null }]);
});

test('two processes at once apply everything once, those of one feed in the order of arrival', async () => {
  const inboxes = [opened(), opened(), opened()];
  const receipts = await Promise.all(
    Array.from({ length: 300 }, (_, i) => inboxes[i % 3]!.receive(mllp(text(`shared-${i}`, '9990000034', `Name${i}`)))),
  );
  for (const { id } of receipts) expect(await inboxes[0]!.settled(id, 30_000)).toMatchObject({ state: expect.any(String) });
  const rows = await rowsOf(
    `select m.id, a.id as arrival from message m join arrival a on a.id = m.arrival_id where m.message_identifier like 'shared-%' order by m.id`,
  );
  expect(rows).toHaveLength(300);
  const arrivals = rows.map((row) => Number(row['arrival']));
  expect(arrivals).toEqual(arrivals.toSorted((a, b) => a - b));
});

test('what a process left behind is applied by the next', async () => {
  const silent = { ...store, inbox: { ...store.inbox, applyNext: () => Promise.resolve({ settled: new Map() }) } };
  const first = openInbox({ store: silent, profile, logger: { warn: () => undefined }, pollMs: 50 });
  const { id } = await first.receive(mllp(text('left behind')));
  await first.close();
  expect(await opened().settled(id, 10_000)).toMatchObject({ state: 'applied' });
});

test('an outage of the store refuses the receipt', async () => {
  const gone = await freshStore();
  const inbox = openInbox({ store: gone, profile, logger: { warn: () => undefined } });
  await gone.close();
  await expect(inbox.receive(mllp(text('lost')))).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  await inbox.close();
});
