import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Statement, Subject } from '../schema/entry.js';
import type { NhsNumber } from '../schema/nhs-number.js';
import { freshStore, type FreshStore } from './test-database.js';
import { list, people, problem, texts, unitOf } from './test-units.js';

let store: FreshStore;
beforeEach(async () => {
  store = await freshStore();
});
afterEach(() => store.close());

const [anna, ben, cora] = people;
const local = (text: string) => text as Subject;
const link = (subject: Subject, nhsNumber: NhsNumber): Statement => ({ kind: 'link', subject, nhsNumber });
const merge = (discarded: Subject, survivor: Subject): Statement => ({ kind: 'merge', discarded, survivor });
const problemsOf = async (nhsNumber: NhsNumber) => texts((await store.readPerson(nhsNumber, ['problemList'])).entries);

test('what was said under a local identifier is the person’s once the source links it', async () => {
  await store.apply([unitOf([problem(local('RGT|1'), 'a', 'Asthma')])]);
  expect(await problemsOf(anna)).toEqual([]);
  await store.apply([unitOf([link(local('RGT|1'), anna)])]);
  expect(await problemsOf(anna)).toEqual(['RGT: Asthma']);
});

test('of two NHS numbers for one local identifier the newest statement stands, and nothing stays behind', async () => {
  await store.apply([unitOf([link(local('RGT|1'), anna), problem(local('RGT|1'), 'a', 'Asthma')], { at: 1 })]);
  await store.apply([unitOf([link(local('RGT|1'), ben)], { at: 3 })]);
  await store.apply([unitOf([link(local('RGT|1'), cora)], { at: 2 })]);
  expect(await Promise.all(people.map(problemsOf))).toEqual([[], ['RGT: Asthma'], []]);
});

test('who a local identifier belongs to is for its own authority to say', async () => {
  await store.apply([unitOf([link(local('RGT|1'), anna), problem(local('RGT|1'), 'a', 'Asthma')], { at: 1 })]);
  await store.apply([unitOf([link(local('RGT|1'), ben)], { at: 2, partner: 'RGN' })]);
  expect(await problemsOf(anna)).toEqual(['RGT: Asthma']);
  expect(await problemsOf(ben)).toEqual([]);
});

describe('a superseded NHS number', () => {
  test('reads the survivor’s record, and both lead to the same entries', async () => {
    await store.apply([unitOf([problem(anna, 'a', 'Asthma')]), unitOf([problem(ben, 'b', 'Eczema')])]);
    await store.apply([unitOf([merge(anna, ben)])]);
    const [old, survivor] = await Promise.all([anna, ben].map((one) => store.readPerson(one, ['problemList'])));
    expect(old).toEqual(survivor);
    expect(old!.facts.nhsNumber).toBe(ben);
    expect(texts(old!.entries)).toEqual(['RGT: Asthma', 'RGT: Eczema']);
  });

  test('is followed through a chain of merges, in whatever order they arrive', async () => {
    await store.apply([unitOf([problem(anna, 'a', 'Asthma')]), unitOf([merge(ben, cora)], { at: 2 })]);
    await store.apply([unitOf([merge(anna, ben)], { at: 1 })]);
    expect((await store.readPerson(anna, [])).facts.nhsNumber).toBe(cora);
    expect(await problemsOf(cora)).toEqual(['RGT: Asthma']);
  });

  test('is known to the survivor as another number of theirs, and a local identifier is none', async () => {
    await store.apply([unitOf([problem(ben, 'b', 'Eczema'), link(local('RGT|1'), ben)])]);
    expect((await store.readPerson(ben, [])).facts.otherNumbers).toBeUndefined();
    await store.apply([unitOf([merge(anna, ben)])]);
    for (const asked of [anna, ben]) expect((await store.readPerson(asked, [])).facts.otherNumbers).toEqual([anna]);
  });

  test('takes its objections, flags and audit along', async () => {
    await store.recordObjection({ nhsNumber: anna, recordedBy: 'u1', idempotencyKey: 'k' });
    await store.apply([unitOf([merge(anna, ben), { kind: 'sensitive-address', subject: anna, hidden: true }])]);
    const { facts } = await store.readPerson(ben, []);
    expect(facts).toMatchObject({ sensitiveAddress: true, objections: [{ id: expect.any(String) as string }] });
    expect(await store.objectionsOf(ben)).toHaveLength(1);
  });
});

describe('a merge that leads in a circle', () => {
  test('is refused, the first stands, and the rest of its message too', async () => {
    await store.apply([unitOf([merge(anna, ben)], { at: 1 })]);
    const outcomes = await store.apply([unitOf([merge(ben, anna), problem(anna, 'a', 'Asthma')], { at: 2 })]);
    expect(outcomes).toEqual([{ outcome: 'stored', entries: 1, refused: [{ code: 'MERGE_CYCLE', location: 'merge' }] }]);
    expect((await store.readPerson(anna, [])).facts.nhsNumber).toBe(ben);
    expect(await problemsOf(ben)).toEqual(['RGT: Asthma']);
  });

  test('onto itself is refused whole', async () => {
    expect(await store.apply([unitOf([merge(anna, anna)])])).toEqual([{ outcome: 'quarantined', code: 'MERGE_CYCLE' }]);
  });
});

describe('identifiers that turn out not to be of one person', () => {
  const unlink = (subject: Subject, from: Subject): Statement => ({ kind: 'unlink', subject, from });
  const facts = () => unitOf([problem(local('RGT|1'), 'a', 'Of the other'), problem(anna, 'b', 'Of Anna')], { at: 0 });
  const linked = (at: number) => unitOf([link(local('RGT|1'), anna)], { at });
  const unlinked = (at: number, partner = 'RGT') => unitOf([unlink(anna, local('RGT|1'))], { at, partner });

  test('are apart again, and no fact is lost or moved', async () => {
    await store.apply([facts(), linked(1)]);
    expect(await problemsOf(anna)).toEqual(['RGT: Of Anna', 'RGT: Of the other']);
    await store.apply([unlinked(2)]);
    expect(await problemsOf(anna)).toEqual(['RGT: Of Anna']);
    await store.apply([unitOf([link(local('RGT|1'), ben)], { at: 3 })]);
    expect(await problemsOf(ben)).toEqual(['RGT: Of the other']);
  });

  test('stay apart when the older link arrives last, and are together when a newer one says so', async () => {
    await store.apply([unlinked(2)]);
    await store.apply([facts(), linked(1)]);
    expect(await problemsOf(anna)).toEqual(['RGT: Of Anna']);
    await store.apply([linked(3)]);
    expect(await problemsOf(anna)).toEqual(['RGT: Of Anna', 'RGT: Of the other']);
  });

  test('undo a wrong merge, which may be made again', async () => {
    const of = (at: number, statement: Statement) => unitOf([statement], { at });
    await store.apply([unitOf([problem(anna, 'a', 'Asthma'), problem(ben, 'b', 'Eczema')]), of(1, merge(anna, ben))]);
    await store.apply([of(2, unlink(ben, anna))]);
    expect([await problemsOf(anna), await problemsOf(ben)]).toEqual([['RGT: Asthma'], ['RGT: Eczema']]);
    await store.apply([of(3, merge(anna, ben))]);
    expect(await problemsOf(anna)).toEqual(['RGT: Asthma', 'RGT: Eczema']);
  });

  test('are not parted by a partner who neither joined them nor gave the number', async () => {
    await store.apply([facts(), linked(1), unlinked(2, 'RGN')]);
    expect(await problemsOf(anna)).toEqual(['RGT: Of Anna', 'RGT: Of the other']);
  });
});

describe('one fact under two identifiers of one person', () => {
  test('is one entry: cancelled by NHS number, it is gone also where it was said by local identifier', async () => {
    await store.apply([unitOf([problem(local('RGT|1'), 'visit', 'Admitted')], { at: 1 })]);
    const retract: Statement = { kind: 'retract', subject: anna, section: 'problemList', key: 'visit', because: 'cancelled' };
    await store.apply([unitOf([link(local('RGT|1'), anna), retract], { at: 2 })]);
    expect(await problemsOf(anna)).toEqual([]);
  });

  test('keeps its elements when it is changed under the other identifier', async () => {
    await store.apply([unitOf([problem(local('RGT|1'), 'visit', 'Admitted'), link(local('RGT|1'), anna)], { at: 1 })]);
    const patch: Statement = {
      kind: 'patch',
      subject: anna,
      section: 'problemList',
      key: 'visit',
      changes: { endDate: '2026' } as never,
    };
    await store.apply([unitOf([patch], { at: 2 })]);
    const { entries } = await store.readPerson(anna, ['problemList']);
    expect(entries.map((entry) => entry.body)).toMatchObject([{ comments: 'Admitted', endDate: '2026' }]);
  });

  test('is two again once the link turns out wrong', async () => {
    await store.apply([unitOf([problem(local('RGT|1'), 'a', 'Of the other'), link(local('RGT|1'), anna)], { at: 1 })]);
    await store.apply([unitOf([problem(anna, 'a', 'Of Anna')], { at: 2 })]);
    expect(await problemsOf(anna)).toEqual(['RGT: Of Anna']);
    await store.apply([unitOf([link(local('RGT|1'), ben)], { at: 3 })]);
    expect([await problemsOf(anna), await problemsOf(ben)]).toEqual([['RGT: Of Anna'], ['RGT: Of the other']]);
  });

  test('ends when the list of the linked identifier no longer names it', async () => {
    await store.apply([unitOf([problem(local('RGT|1'), 'a', 'Old', 'list'), link(local('RGT|1'), anna)], { at: 1 })]);
    await store.apply([unitOf([list(anna, 'problemList', [])], { at: 2 })]);
    expect(await problemsOf(anna)).toEqual([]);
  });

  test('is not ended by a list that was about the other person before a merge', async () => {
    await store.apply([unitOf([problem(anna, 'penicillin', 'Allergy', 'list')], { at: 1 })]);
    await store.apply([unitOf([list(ben, 'problemList', ['latex']), problem(ben, 'latex', 'Latex', 'list')], { at: 2 })]);
    await store.apply([unitOf([merge(anna, ben)], { at: 3 })]);
    expect(await problemsOf(ben)).toEqual(['RGT: Allergy', 'RGT: Latex']);
  });
});

test('different partners never touch each other’s entries', async () => {
  await store.apply([unitOf([problem(anna, 'a', 'By RGT', 'list')], { at: 1 })]);
  const retract: Statement = { kind: 'retract', subject: anna, section: 'problemList', key: 'a', because: 'deleted' };
  await store.apply([unitOf([list(anna, 'problemList', []), retract], { at: 2, partner: 'RGN' })]);
  await store.apply([unitOf([problem(anna, 'a', 'By RT1')], { at: 3, partner: 'RT1' })]);
  expect(await problemsOf(anna)).toEqual(['RGT: By RGT', 'RT1: By RT1']);
});
