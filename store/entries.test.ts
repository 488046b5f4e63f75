import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Statement } from '../schema/entry.js';
import { parseNhsNumber, type NhsNumber } from '../schema/nhs-number.js';
import type { PartialDateTime } from '../schema/partial-date.js';
import { freshStore, type FreshStore } from './test-database.js';
import { list, noon, problem, texts, unitOf } from './test-units.js';

let store: FreshStore;
beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => store.close());

let given = 999_000_100;
/** Somebody nobody has said anything about. */
function somebody(): NhsNumber {
  for (;;) {
    given++;
    for (let check = 0; check < 10; check++) {
      const number = parseNhsNumber(`${given}${check}`);
      if (number !== undefined) return number;
    }
  }
}
const problemsOf = async (nhsNumber: NhsNumber) => texts((await store.readPerson(nhsNumber, ['problemList'])).entries);
const patch = (subject: NhsNumber, key: string, changes: object): Statement => ({
  kind: 'patch',
  subject,
  section: 'problemList',
  key,
  changes: changes as never,
});
const retract = (subject: NhsNumber, key: string): Statement => ({
  kind: 'retract',
  subject,
  section: 'problemList',
  key,
  because: 'cancelled',
});

describe('an entry', () => {
  test('carries its provenance, its period and an identifier that a replay keeps', async () => {
    const one = somebody();
    const put: Statement = {
      kind: 'put',
      subject: one,
      section: 'problemList',
      key: 'a',
      body: { comments: 'Asthma', onsetDate: '2019-03', endDate: '2020' } as never,
      recordedAt: '2019-04' as PartialDateTime,
    };
    await store.apply([unitOf([put], { identifier: 'provenance', at: 3 })]);
    const [entry] = (await store.readPerson(one, ['problemList'])).entries;
    expect(entry).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/) as string,
      section: 'problemList',
      partner: 'RGT',
      startsMs: Date.UTC(2019, 2, 1),
      endsMs: Date.UTC(2021, 0, 1) - 1,
      body: {
        comments: 'Asthma',
        onsetDate: '2019-03',
        endDate: '2020',
        provenance: {
          system: 'PAS|RGT',
          feed: 'rgt-pas',
          format: 'hl7v2',
          messageType: 'ADT^A08',
          messageIdentifier: 'provenance',
          recordedAt: '2019-04',
          receivedAt: noon(0),
        },
      },
    });
    await store.apply([unitOf([put], { identifier: 'again', at: 4 })]);
    expect((await store.readPerson(one, ['problemList'])).entries[0]?.id).toBe(entry!.id);
  });

  test('is read in the sections asked for only', async () => {
    const one = somebody();
    await store.apply([unitOf([problem(one, 'a', 'Asthma')])]);
    expect((await store.readPerson(one, ['alerts'])).entries).toEqual([]);
  });

  test('is replaced whole by a put, and changed by elements with a patch: absent is left, null is deleted', async () => {
    const one = somebody();
    await store.apply([unitOf([problem(one, 'a', 'First')], { at: 1 })]);
    await store.apply([unitOf([patch(one, 'a', { endDate: '2024', comments: null })], { at: 2 })]);
    expect((await store.readPerson(one, ['problemList'])).entries[0]?.body).toMatchObject({ endDate: '2024' });
    expect(await problemsOf(one)).toEqual(['RGT: undefined']);
    await store.apply([unitOf([problem(one, 'a', 'Second')], { at: 3 })]);
    expect((await store.readPerson(one, ['problemList'])).entries[0]?.body).not.toHaveProperty('endDate');
  });

  test('is hidden by a retraction, stays hidden when it is changed, and comes back when it is put again', async () => {
    const one = somebody();
    await store.apply([unitOf([problem(one, 'a', 'Admitted')], { at: 1 }), unitOf([retract(one, 'a')], { at: 2 })]);
    await store.apply([unitOf([patch(one, 'a', { endDate: '2024' })], { at: 3 })]);
    expect(await problemsOf(one)).toEqual([]);
    await store.apply([unitOf([problem(one, 'a', 'Admitted again')], { at: 4 })]);
    expect(await problemsOf(one)).toEqual(['RGT: Admitted again']);
  });

  test('that a cancellation overtook never shows', async () => {
    const one = somebody();
    await store.apply([unitOf([retract(one, 'a')], { at: 2 })]);
    await store.apply([unitOf([problem(one, 'a', 'Admitted')], { at: 1 })]);
    expect(await problemsOf(one)).toEqual([]);
  });
});

describe('a list', () => {
  test('ends what it does not name, and a late older entry stays ended', async () => {
    const one = somebody();
    await store.apply([
      unitOf([problem(one, 'a', 'A', 'list'), problem(one, 'b', 'B', 'list'), problem(one, 'c', 'C')], { at: 1 }),
    ]);
    await store.apply([unitOf([problem(one, 'b', 'B', 'list'), list(one, 'problemList', ['b'])], { at: 3 })]);
    await store.apply([unitOf([problem(one, 'late', 'Late', 'list')], { at: 2 })]);
    expect(await problemsOf(one)).toEqual(['RGT: B', 'RGT: C']);
  });

  test('that is empty ends all its entries, and one that arrives late ends only what is older', async () => {
    const one = somebody();
    await store.apply([unitOf([problem(one, 'a', 'A', 'list')], { at: 1 }), unitOf([problem(one, 'b', 'B', 'list')], { at: 3 })]);
    await store.apply([unitOf([list(one, 'problemList', [])], { at: 2 })]);
    expect(await problemsOf(one)).toEqual(['RGT: B']);
  });

  test('of one name leaves the entries of another alone', async () => {
    const one = somebody();
    await store.apply([unitOf([problem(one, 'a', 'A', 'visit 1'), problem(one, 'b', 'B', 'visit 2')], { at: 1 })]);
    await store.apply([unitOf([list(one, 'problemList', [], 'visit 1')], { at: 2 })]);
    expect(await problemsOf(one)).toEqual(['RGT: B']);
  });
});

describe('involvement', () => {
  const says = (subject: NhsNumber, op: 'put' | 'patch' | 'retract', involvement: object): Statement => ({
    kind: 'involvement',
    subject,
    key: 'visit 1',
    op,
    involvement,
  });

  test('is put, ended by a change, and taken back, and never shows among entries', async () => {
    const one = somebody();
    await store.apply([unitOf([says(one, 'put', { kind: 'admission', organisation: 'RGT', from: '2026-01-01' })], { at: 1 })]);
    await store.apply([unitOf([says(one, 'patch', { until: '2026-01-04' })], { at: 2 })]);
    const { facts, entries } = await store.readPerson(one, ['problemList']);
    expect(facts.involvements).toEqual([{ kind: 'admission', organisation: 'RGT', from: '2026-01-01', until: '2026-01-04' }]);
    expect(entries).toEqual([]);
    await store.apply([unitOf([says(one, 'patch', { until: null })], { at: 3 })]);
    expect((await store.readPerson(one, [])).facts.involvements).toEqual([
      { kind: 'admission', organisation: 'RGT', from: '2026-01-01' },
    ]);
    await store.apply([unitOf([says(one, 'retract', {})], { at: 4 })]);
    expect((await store.readPerson(one, [])).facts.involvements).toEqual([]);
  });
});

describe('a sensitive address', () => {
  const flag = (subject: NhsNumber, hidden: boolean): Statement => ({ kind: 'sensitive-address', subject, hidden });

  test('is hidden while any partner says so, and each lifts only its own flag', async () => {
    const one = somebody();
    await store.apply([unitOf([flag(one, true)], { at: 1 }), unitOf([flag(one, true)], { at: 1, partner: 'RGN' })]);
    await store.apply([unitOf([flag(one, false)], { at: 2 })]);
    expect((await store.readPerson(one, [])).facts.sensitiveAddress).toBe(true);
    await store.apply([unitOf([flag(one, false)], { at: 2, partner: 'RGN' })]);
    expect((await store.readPerson(one, [])).facts.sensitiveAddress).toBe(false);
  });
});

test('somebody nobody has said anything about is not known', async () => {
  expect((await store.readPerson(somebody(), ['problemList'])).facts).toMatchObject({
    known: false,
    involvements: [],
    objections: [],
  });
});
