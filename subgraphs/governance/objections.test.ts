import { describe, expect, test } from 'vitest';
import type { Viewer } from '../../schema/viewer.js';
import { ask, gp, hidden, list, officer, person, record, store, viewer, withdraw } from './test-governance.js';

describe('objections', () => {
  const input = (change: object = {}) => ({
    input: { nhsNumber: person, idempotencyKey: 'key-1', sections: ['problemList'], sourcePartners: ['RT1'], ...change },
  });

  test('are recorded once, whatever is repeated, and hide at once', async () => {
    const first = await ask(gp, record, input({ reason: ' Said so in the surgery. ' }));
    expect(first.errors).toEqual([]);
    expect(first.data!['recordObjection']).toMatchObject({
      version: 1,
      recordedBy: 'gp@Y99901',
      reason: 'Said so in the surgery.',
      scope: { sections: ['problemList'], sourcePartners: ['RT1'], recipientPartners: null },
    });
    const again = await ask(gp, record, input({ reason: 'Said so in the surgery.' }));
    expect(again.data!['recordObjection'].id).toBe(first.data!['recordObjection'].id);
    expect((await store.readPerson(person, [])).facts.objections).toMatchObject([
      { sections: ['problemList'], sourcePartners: ['RT1'] },
    ]);
    expect(first.disclosures).toMatchObject([
      { nhsNumber: person, returned: [{ coordinate: 'Mutation.recordObjection', count: 1 }, {}, {}, {}, {}, {}, {}, {}] },
    ]);
  });

  test('a key used for another objection is refused, not answered with the first', async () => {
    expect((await ask(gp, record, input({ sections: ['documents'] }))).errors).toEqual([['IDEMPOTENCY_CONFLICT', undefined]]);
  });

  test.each([
    ['a section that does not exist', { sections: ['problems'] }],
    ['a partner that does not exist', { recipientPartners: ['RZZ'] }],
    ['an empty list', { sections: [] }],
    ['an empty key', { idempotencyKey: ' ' }],
  ])('%s is refused: it would hide nothing and look recorded', async (_what, change) => {
    const before = (await store.objectionsOf(person)).length;
    expect((await ask(gp, record, input({ idempotencyKey: 'key-2', ...change }))).errors).toEqual([['BAD_REQUEST', undefined]]);
    expect(await store.objectionsOf(person)).toHaveLength(before);
  });

  test.each([
    ['a receptionist of the practice', viewer('receptionist'), 'ROLE_NOT_PERMITTED'],
    ['a pharmacist of the practice', viewer('pharmacist'), 'ROLE_NOT_PERMITTED'],
    ['a GP of another practice', viewer('gp', 'Y99902'), 'NO_RELATIONSHIP'],
    ['an analyst', viewer('analyst', 'Y99901', 'de-identified-analysis'), 'ROLE_NOT_PERMITTED'],
    ['a privacy officer for another purpose', viewer('privacy-officer', 'RGT', 'direct-care'), 'PURPOSE_NOT_PERMITTED'],
    ['someone without a role', viewer(undefined), 'ROLE_UNKNOWN'],
  ])('%s records none, and the attempt is audited', async (_who, asking, reason) => {
    const { errors, disclosures } = await ask(asking, record, input({ idempotencyKey: 'key-3' }));
    expect(errors).toEqual([['WITHHELD', reason]]);
    expect(disclosures).toMatchObject([
      { nhsNumber: person, relationship: undefined, withheld: [{ coordinate: 'Mutation.recordObjection', reason }] },
    ]);
  });

  test('are read by those involved and by the privacy officer, not by the front desk', async () => {
    for (const asking of [gp, officer]) {
      const { data, disclosures } = await ask(asking, list, { of: person });
      expect(data!['objections']).toHaveLength(1);
      expect(disclosures[0]!.returned.map(({ coordinate }) => coordinate)).toEqual(
        expect.arrayContaining(['Query.objections', 'Objection.id', 'Objection.scope.sections']),
      );
    }
    expect((await ask(viewer('receptionist'), list, { of: person })).errors).toEqual([['WITHHELD', 'ROLE_NOT_PERMITTED']]);
    expect((await ask(viewer('gp', 'Y99902'), list, { of: person })).errors).toEqual([['WITHHELD', 'NO_RELATIONSHIP']]);
  });

  test('are withdrawn by the own GP or the privacy officer, in the version they saw, with a reason', async () => {
    const { id } = (await store.objectionsOf(person))[0]!;
    const attempt = async (asking: Viewer, change: object = {}) =>
      ask(asking, withdraw, { id, version: 1, reason: 'No longer wanted.', ...change });
    expect((await attempt(viewer('nurse'))).errors).toEqual([['WITHHELD', 'ROLE_NOT_PERMITTED']]);
    const other = await attempt(viewer('gp', 'Y99902'));
    expect(other.errors).toEqual([['WITHHELD', 'NO_RELATIONSHIP']]);
    expect(other.disclosures).toMatchObject([{ nhsNumber: person, withheld: [{ coordinate: 'Mutation.withdrawObjection' }] }]);
    expect((await attempt(gp, { reason: '  ' })).errors).toEqual([['BAD_REQUEST', undefined]]);
    expect((await attempt(gp, { version: 2 })).errors).toEqual([['VERSION_CONFLICT', undefined]]);
    expect((await store.readPerson(person, [])).facts.objections).toHaveLength(1);

    const done = await attempt(gp);
    expect(done.data!['withdrawObjection']).toMatchObject({ version: 2, withdrawnAt: expect.stringMatching(/^20/) as string });
    expect((await store.readPerson(person, [])).facts.objections).toEqual([]);
    expect((await attempt(officer)).errors).toEqual([['VERSION_CONFLICT', undefined]]);
  });

  test('one that does not exist is not found, and only by who could withdraw it', async () => {
    const nowhere = { id: '00000000-0000-4000-8000-000000000000', version: 1, reason: 'x' };
    expect((await ask(gp, withdraw, nowhere)).errors).toEqual([['NOT_FOUND', undefined]]);
    expect((await ask(gp, withdraw, { ...nowhere, id: 'not-a-uuid' })).errors).toEqual([['NOT_FOUND', undefined]]);
    expect((await ask(viewer('nurse'), withdraw, nowhere)).errors).toEqual([['WITHHELD', 'ROLE_NOT_PERMITTED']]);
  });

  test('of a person whose whereabouts are protected name no partner and no recorder, but to the privacy officer', async () => {
    await ask(officer, record, { input: { nhsNumber: hidden, idempotencyKey: 'key-1', recipientPartners: ['Y99903'] } });
    const { data, errors, disclosures } = await ask(gp, list, { of: hidden });
    expect(data!['objections']).toMatchObject([
      { recordedBy: 'withheld', scope: { recipientPartners: null, sourcePartners: null } },
    ]);
    expect(errors).toEqual([['WITHHELD', 'SENSITIVE_ADDRESS']]);
    expect(disclosures[0]!.withheld).toMatchObject([
      { coordinate: 'Objection.scope.recipientPartners', reason: 'SENSITIVE_ADDRESS' },
    ]);
    const reviewed = await ask(officer, list, { of: hidden });
    expect(reviewed.data!['objections']).toMatchObject([
      { recordedBy: 'privacy-officer@RGT', scope: { recipientPartners: ['Y99903'] } },
    ]);
  });

  test('of somebody whose number is none are a bad request', async () => {
    expect((await ask(gp, list, { of: '9990000019' })).errors).toEqual([['BAD_NHS_NUMBER', undefined]]);
  });
});
