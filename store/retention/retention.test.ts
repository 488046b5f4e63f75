import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Involvement, Statement, Subject } from '../../schema/entry.js';
import type { PartialDateTime } from '../../schema/partial-date.js';
import { openPool } from '../database.js';
import { freshStore, type FreshStore } from '../test-database.js';
import { people, problem, texts, unitOf } from '../test-units.js';

let store: FreshStore;
beforeEach(async () => {
  store = await freshStore();
});
afterEach(() => store.close());

const [anna, ben, cleo] = people;
const local = 'RGT|1' as Subject;
// What the units say was said on 5 January 2026.
const later = { years: 2, before: '2026-02-01T00:00:00+00:00' as PartialDateTime };
const earlier = { years: 2, before: '2026-01-01T00:00:00+00:00' as PartialDateTime };
const day = (text: string) => text as PartialDateTime;
const involved = (subject: Subject, key: string, of: Partial<Involvement>): Statement => ({
  kind: 'involvement',
  subject,
  key,
  op: 'put',
  involvement: { kind: 'admission', organisation: 'RGT', from: day('2025-12-01'), ...of },
});
const ended = { until: day('2026-01-04') };

async function rows(sql: string): Promise<Record<string, unknown>[]> {
  const pool = openPool(store.databaseUrl, 1);
  try {
    return (await pool.query(sql)).rows as Record<string, unknown>[];
  } finally {
    await pool.end();
  }
}
const known = async (nhsNumber: typeof anna) => texts((await store.readPerson(nhsNumber, ['problemList'])).entries);

test('the record of whose care ended before the term is removed under every identifier, and nobody else’s; who did it is kept', async () => {
  const old = unitOf([
    { kind: 'link', subject: local, nhsNumber: anna },
    involved(local, 'v', ended),
    involved(anna, 'a', { kind: 'attendance' }),
    problem(local, 'p', 'long over'),
  ]);
  await store.apply([old, unitOf([involved(ben, 'r', { kind: 'registered-practice' }), problem(ben, 'p', 'in care')])]);
  expect(await store.retention.report(earlier)).toEqual({ due: 0, held: 0, kept: 2 });
  expect(await store.retention.report(later)).toEqual({ due: 1, held: 0, kept: 1 });
  expect(await known(anna)).toEqual(['RGT: long over']);

  expect(await store.retention.remove(later, 'tester')).toEqual({ people: 1, facts: 4, entries: 3, files: 0 });
  expect(await known(anna)).toEqual([]);
  expect((await store.readPerson(anna, [])).facts.known).toBe(false);
  expect(await known(ben)).toEqual(['RGT: in care']);
  expect(
    await rows(`select (select count(*)::int from person_subject) as places, (select count(*)::int from identity_edge) as edges,
    (select count(*)::int from message where bytes is null) as silent`),
  ).toEqual([{ places: 0, edges: 0, silent: 1 }]);
  expect(await rows('select kind, user_id from governance_act')).toEqual([{ kind: 'remove-after-retention', user_id: 'tester' }]);
  expect(await rows('select by_whom, people from retention_run')).toEqual([{ by_whom: 'tester', people: 1 }]);
  await expect(rows('delete from retention_run')).rejects.toMatchObject({ code: '42501' });
  // What comes again is known, and brings nothing back; what is new counts.
  expect(await store.apply([old])).toMatchObject([{ outcome: 'duplicate' }]);
  expect(await store.retention.report(later)).toEqual({ due: 0, held: 0, kept: 1 });
  await store.apply([unitOf([problem(anna, 'n', 'new')])]);
  expect(await known(anna)).toEqual(['RGT: new']);
});

test('a record stays while care goes on, was spoken of within the term, is planned, or cannot be told', async () => {
  await store.apply([
    unitOf([involved(anna, 'v', {}), problem(anna, 'p', 'in hospital')]),
    unitOf([involved(ben, 'v', { until: day('2026-03-01') }), problem(ben, 'p', 'until later')]),
    unitOf([involved(cleo, 'v', { until: day('not a day') }), problem(cleo, 'p', 'unclear')]),
  ]);
  expect(await store.retention.report(later)).toEqual({ due: 0, held: 0, kept: 3 });
  expect(await store.retention.remove(later, 'tester')).toMatchObject({ people: 0 });
  expect(await known(anna)).toEqual(['RGT: in hospital']);
});

test('a hold keeps the record until it is lifted', async () => {
  await store.apply([unitOf([involved(anna, 'v', ended), problem(anna, 'p', 'asked for')])]);
  await store.retention.hold(anna, { by: 'officer', reason: 'an inquiry' });
  expect(await store.retention.report(later)).toEqual({ due: 0, held: 1, kept: 0 });
  await store.retention.remove(later, 'tester');
  expect(await known(anna)).toEqual(['RGT: asked for']);
  expect(await store.retention.liftHolds(anna, 'officer')).toBe(true);
  expect(await store.retention.liftHolds(anna, 'officer')).toBe(false);
  await store.retention.remove(later, 'tester');
  expect(await known(anna)).toEqual([]);
});

test('what protects the person stays when their record goes, under each identifier', async () => {
  await store.apply([
    unitOf([
      { kind: 'link', subject: local, nhsNumber: anna },
      { kind: 'objection', subject: local, action: 'record' },
      { kind: 'sensitive-address', subject: local, hidden: true },
      involved(local, 'v', ended),
    ]),
  ]);
  expect(await store.retention.remove(later, 'tester')).toMatchObject({ people: 1 });
  const { facts } = await store.readPerson(anna, []);
  expect(facts).toMatchObject({ involvements: [], sensitiveAddress: true });
  expect(facts.objections).toHaveLength(1);
  expect(await store.retention.report(later)).toEqual({ due: 0, held: 0, kept: 1 });
});
