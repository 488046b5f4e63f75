import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Statement, Subject } from '../../schema/entry.js';
import { freshStore, type FreshStore } from '../test-database.js';
import { people, problem, unitOf } from '../test-units.js';

let store: FreshStore;
beforeEach(async () => {
  store = await freshStore();
});
afterEach(() => store.close());

const [anna, ben] = people;
const inForce = async (nhsNumber = anna) => (await store.readPerson(nhsNumber, [])).facts.objections;

describe('an objection by hand', () => {
  const objection = {
    nhsNumber: anna,
    sections: ['documents'],
    sourcePartners: ['RGT'],
    reason: 'My wish',
    recordedBy: 'u1',
    idempotencyKey: 'k1',
  } as const;

  test('is in force at once with its scope, and not after it is withdrawn', async () => {
    const recorded = await store.recordObjection(objection);
    expect(recorded).toMatchObject({
      version: 1,
      sections: ['documents'],
      sourcePartners: ['RGT'],
      recordedBy: 'u1',
      reason: 'My wish',
    });
    expect(await inForce()).toEqual([{ id: recorded.id, sections: ['documents'], sourcePartners: ['RGT'] }]);
    const withdrawn = await store.withdrawObjection({
      id: recorded.id,
      version: 1,
      by: { userId: 'u2' },
      reason: 'Changed my mind',
    });
    expect(withdrawn).toMatchObject({ nhsNumber: anna, version: 2, withdrawnAt: expect.any(String) as string });
    expect(await inForce()).toEqual([]);
    expect(await store.objectionsOf(anna)).toHaveLength(1);
  });

  test('repeated with its key answers the first, and the same key of another person is another', async () => {
    const first = await store.recordObjection(objection);
    expect(await store.recordObjection({ ...objection, reason: 'again' })).toEqual(first);
    expect((await store.recordObjection({ ...objection, nhsNumber: ben })).id).not.toBe(first.id);
    expect(await store.objection(first.id)).toMatchObject({ nhsNumber: anna });
  });

  test('is withdrawn once, at the version that was seen', async () => {
    const { id } = await store.recordObjection(objection);
    await expect(store.withdrawObjection({ id: id, version: 7, by: { userId: 'u' }, reason: 'r' })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    const both = await Promise.allSettled([
      store.withdrawObjection({ id: id, version: 1, by: { userId: 'u' }, reason: 'r' }),
      store.withdrawObjection({ id: id, version: 1, by: { userId: 'u' }, reason: 'r' }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(store.withdrawObjection({ id: 'no such', version: 1, by: { userId: 'u' }, reason: 'r' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await store.objection('no such')).toBeUndefined();
  });
});

describe('an objection by feed', () => {
  const says = (action: 'record' | 'withdraw', subject: Subject = anna): Statement => ({ kind: 'objection', subject, action });

  test('is recorded once however often it is stated, and withdrawn by an explicit consent', async () => {
    await store.apply([unitOf([says('record')], { at: 1 }), unitOf([says('record')], { at: 2 })]);
    expect(await store.objectionsOf(anna)).toMatchObject([{ version: 1, recordedBy: 'feed rgt-pas' }]);
    await store.apply([unitOf([problem(anna, 'a', 'says nothing of sharing')], { at: 3 })]);
    expect(await inForce()).toHaveLength(1);
    await store.apply([unitOf([says('withdraw')], { at: 4 })]);
    expect(await inForce()).toEqual([]);
  });

  test('does not revive when it arrives after the newer consent', async () => {
    await store.apply([unitOf([says('withdraw')], { at: 2 })]);
    expect(await store.objectionsOf(anna)).toEqual([]);
    await store.apply([unitOf([says('record')], { at: 1 })]);
    expect(await inForce()).toEqual([]);
    expect(await store.objectionsOf(anna)).toMatchObject([{ withdrawnAt: expect.any(String) as string }]);
  });

  test('is not lifted by another feed, and one by hand not by any', async () => {
    await store.recordObjection({ nhsNumber: anna, recordedBy: 'u1', idempotencyKey: 'k' });
    await store.apply([unitOf([says('record')], { at: 1 }), unitOf([says('withdraw')], { at: 2, feed: 'rgt-lab' })]);
    expect(await inForce()).toHaveLength(2);
    await store.apply([unitOf([says('withdraw')], { at: 3 })]);
    expect(await inForce()).toHaveLength(1);
  });

  test('under a local identifier holds for the person it leads to', async () => {
    const subject = 'RGT|1' as Subject;
    await store.apply([unitOf([says('record', subject), { kind: 'link', subject, nhsNumber: anna }])]);
    const [objection] = await inForce();
    expect(await store.withdrawObjection({ id: objection!.id, version: 1, by: { userId: 'u' }, reason: 'r' })).toMatchObject({
      nhsNumber: anna,
    });
  });
});
