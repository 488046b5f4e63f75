import { describe, expect, test } from 'vitest';
import type { Viewer } from '../../schema/viewer.js';
import { ask, gp, officer, person, store, stranger, surroundings, viewer } from './test-governance.js';
import { openSurroundings } from '../request.js';

const claimed = 'id version kind userId organisation role ground reason from until review { outcome }';
const overrideInEmergency = `mutation ($input: ClaimInput!) { overrideInEmergency(input: $input) { ${claimed} } }`;
const declare = `mutation ($input: ClaimInput!) { declareRelationship(input: $input) { ${claimed} } }`;
const access = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Patient { access { permitted reason relationship offers } } } }`;
const waiting = `query ($first: Int, $offset: Int, $kind: AccessClaimKind) { accessReviews(first: $first, offset: $offset, kind: $kind) { totalCount claims { nhsNumber ${claimed} } } }`;
const review = `mutation ($input: ReviewAccessInput!) { reviewAccess(input: $input) { version review { outcome reviewedBy reason } } }`;
const paramedic = viewer('paramedic', 'RYC', 'emergency-care');
const input = (change: object = {}) => ({
  input: { nhsNumber: person, reason: 'Found unconscious', idempotencyKey: 'c1', ...change },
});
const accessOf = async (asking: Viewer, nhsNumber = person) =>
  (await ask(asking, access, { of: [{ __typename: 'Patient', nhsNumber }] })).data!['_entities'][0].access;

describe('an emergency override', () => {
  test('R20 opens the record at once for this user, for the minutes of the profile, and for nobody else', async () => {
    expect(await accessOf(paramedic)).toMatchObject({
      permitted: false,
      reason: 'NO_RELATIONSHIP',
      offers: ['DECLARE_RELATIONSHIP', 'OVERRIDE_IN_EMERGENCY'],
    });
    const { data, errors, disclosures } = await ask(paramedic, overrideInEmergency, input());
    expect(errors).toEqual([]);
    const made = data!['overrideInEmergency'];
    expect(made).toMatchObject({
      kind: 'EMERGENCY_OVERRIDE',
      userId: paramedic.userId,
      reason: 'Found unconscious',
      review: null,
    });
    expect(Date.parse(made.until) - Date.parse(made.from)).toBe(surroundings.profile.override!.minutes * 60_000);
    expect(disclosures[0]!.returned.map(({ coordinate }) => coordinate)).toContain('Mutation.overrideInEmergency');
    expect(await accessOf(paramedic)).toMatchObject({
      permitted: true,
      relationship: expect.stringContaining('emergency override at RYC') as string,
    });
    expect(await accessOf({ ...paramedic, userId: 'a colleague' })).toMatchObject({ permitted: false });
    expect(await accessOf(paramedic, stranger)).toMatchObject({ permitted: false });
  });

  test('repeated with its key is the same one, and the key with other words is refused', async () => {
    const first = (await ask(paramedic, overrideInEmergency, input())).data!['overrideInEmergency'];
    expect((await ask(paramedic, overrideInEmergency, input())).data!['overrideInEmergency']).toEqual(first);
    const other = await ask(paramedic, overrideInEmergency, input({ reason: 'Curious' }));
    expect(other.errors).toEqual([['IDEMPOTENCY_CONFLICT', undefined]]);
  });

  test.each([
    ['without a reason', paramedic, { reason: ' ', idempotencyKey: 'c2' }, ['BAD_REQUEST', undefined]],
    ['without a key', paramedic, { idempotencyKey: ' ' }, ['BAD_REQUEST', undefined]],
    ['for a role that may not', viewer('receptionist', 'RYC'), {}, ['WITHHELD', 'ROLE_NOT_PERMITTED']],
    ['for another purpose', viewer('gp', 'Y99902'), {}, ['WITHHELD', 'PURPOSE_NOT_PERMITTED']],
    [
      'in a session for another person',
      { ...paramedic, lockedTo: stranger },
      { idempotencyKey: 'c3' },
      ['WITHHELD', 'OTHER_PERSON'],
    ],
    ['of a number that is none', paramedic, { nhsNumber: '9990000019' }, ['BAD_NHS_NUMBER', undefined]],
  ])('is refused %s', async (_why, asking, change, expected) => {
    const before = (await store.claimsWaiting({ kinds: ['emergency-override'], first: 0, offset: 0 })).totalCount;
    const { errors, disclosures } = await ask(asking, overrideInEmergency, input(change));
    expect(errors).toEqual([expected]);
    if (expected[0] === 'WITHHELD')
      expect(disclosures).toMatchObject([{ nhsNumber: person, withheld: [{ coordinate: 'Mutation.overrideInEmergency' }] }]);
    expect((await store.claimsWaiting({ kinds: ['emergency-override'], first: 0, offset: 0 })).totalCount).toBe(before);
  });
});

describe('a declared relationship', () => {
  test('R2 counts for the days of the profile, and lets nobody withdraw an objection', async () => {
    const other = viewer('gp', 'Y99902');
    expect(await accessOf(other)).toMatchObject({ permitted: false, offers: ['DECLARE_RELATIONSHIP'] });
    const { data } = await ask(other, declare, input({ reason: 'Walked in' }));
    expect(data!['declareRelationship']).toMatchObject({ kind: 'DECLARED_RELATIONSHIP' });
    expect(await accessOf(other)).toMatchObject({ permitted: true });
    const { id } = await store.recordObjection({ nhsNumber: person, recordedBy: 'x', idempotencyKey: 'k' });
    const withdrawn = await ask(
      other,
      'mutation ($id: ID!) { withdrawObjection(id: $id, version: 1, reason: "no") { version } }',
      { id },
    );
    expect(withdrawn.errors).toEqual([['WITHHELD', 'NO_RELATIONSHIP']]);
  });
});

describe('the review of what was claimed', () => {
  test('R20 lists what waits, oldest first, to the privacy officer only; each person in it is audited', async () => {
    const { data, disclosures } = await ask(officer, waiting, { first: 1 });
    expect(data!['accessReviews']).toMatchObject({ totalCount: 2, claims: [{ nhsNumber: person, kind: 'EMERGENCY_OVERRIDE' }] });
    expect(disclosures).toMatchObject([{ nhsNumber: person, relationship: 'access review' }]);
    expect(disclosures[0]!.returned.map(({ coordinate }) => coordinate)).toContain('AccessReviews.claims.reason');
    const second = await ask(officer, waiting, { first: 1, offset: 1 });
    expect(second.data!['accessReviews'].claims).toMatchObject([{ kind: 'DECLARED_RELATIONSHIP' }]);
    expect((await ask(officer, waiting, { kind: 'WITHOUT_CONSENT' })).data!['accessReviews'].totalCount).toBe(0);
    expect((await ask(gp, waiting)).errors).toEqual([['WITHHELD', 'ROLE_NOT_PERMITTED']]);
    expect((await ask(officer, waiting, { first: 1000 })).errors).toEqual([['BAD_REQUEST', undefined]]);
  });

  test('closes a claim once; one not justified counts no longer', async () => {
    const { id } = (await ask(officer, waiting)).data!['accessReviews'].claims[0];
    const close = (asking: Viewer, change: object = {}) =>
      ask(asking, review, { input: { id, version: 1, outcome: 'NOT_JUSTIFIED', reason: 'Nobody was in danger', ...change } });
    const refused = await close(gp);
    expect(refused.errors).toEqual([['WITHHELD', 'ROLE_NOT_PERMITTED']]);
    expect((await close({ ...officer, userId: paramedic.userId })).errors).toEqual([['WITHHELD', 'OWN_CLAIM']]);
    expect((await close(officer, { version: 2 })).errors).toEqual([['VERSION_CONFLICT', undefined]]);
    expect((await close(officer, { reason: '' })).errors).toEqual([['BAD_REQUEST', undefined]]);
    expect(await accessOf(paramedic)).toMatchObject({ permitted: true });
    const done = await close(officer, { idempotencyKey: 'r1' });
    expect(done.data!['reviewAccess']).toEqual({
      version: 2,
      review: { outcome: 'NOT_JUSTIFIED', reviewedBy: officer.userId, reason: 'Nobody was in danger' },
    });
    expect((await close(officer, { idempotencyKey: 'r1' })).data).toEqual(done.data);
    expect((await close(officer)).errors).toEqual([['VERSION_CONFLICT', undefined]]);
    expect(await accessOf(paramedic)).toMatchObject({ permitted: false, reason: 'NO_RELATIONSHIP' });
    expect((await close(officer, { id: 'none' })).errors).toEqual([['NOT_FOUND', undefined]]);
  });
});

describe('access without consent', () => {
  const without = `mutation ($input: AccessWithoutConsentInput!) { accessWithoutConsent(input: $input) { ${claimed} } }`;
  test('R18 R19 opens on a ground of the profile for whom may name it; consent asked does too', async () => {
    const { profile } = surroundings;
    const asked = await openSurroundings(store, {
      ...profile,
      consent: { ...profile.consent, model: 'asked-at-first-access', question: 'May I look?', askedBy: ['gp'] },
      withoutConsent: [
        { code: 'lacks-capacity', text: 'Lacks capacity', statute: 'Mental Capacity Act 2005', roles: ['gp'], hours: 2 },
      ],
    });
    const in_ = (change: object) => ({
      input: { nhsNumber: person, ground: 'lacks-capacity', reason: 'Confused', idempotencyKey: 'w1', ...change },
    });
    const accessAsked = async (asking: Viewer) =>
      (await ask(asking, access, { of: [{ __typename: 'Patient', nhsNumber: person }] }, asked)).data!['_entities'][0].access;
    expect(await accessAsked(gp)).toMatchObject({
      reason: 'CONSENT_NOT_ASKED',
      offers: ['RECORD_CONSENT_ANSWER', 'ACCESS_WITHOUT_CONSENT'],
    });
    expect((await ask(gp, without, in_({}))).errors).toEqual([['WITHHELD', 'ROLE_NOT_PERMITTED']]);
    expect((await ask(gp, without, in_({ ground: 'curious' }), asked)).errors).toEqual([['WITHHELD', 'ROLE_NOT_PERMITTED']]);
    const { data } = await ask(gp, without, in_({}), asked);
    const { ground, from, until } = data!['accessWithoutConsent'];
    expect(ground).toBe('lacks-capacity');
    expect(Date.parse(until) - Date.parse(from)).toBe(2 * 3_600_000);
    expect(await accessAsked(gp)).toMatchObject({
      permitted: true,
      relationship: expect.stringContaining('without consent (lacks-capacity)') as string,
    });
    const colleague = { ...gp, userId: 'a colleague' };
    expect(await accessAsked(colleague)).toMatchObject({ reason: 'CONSENT_NOT_ASKED' });

    const answer = `mutation ($input: RecordConsentAnswerInput!) { recordConsentAnswer(input: $input) { answer answeredBy organisation } }`;
    const given = { input: { nhsNumber: person, answer: 'GIVEN', idempotencyKey: 'a1' } };
    expect((await ask(viewer('nurse'), answer, given, asked)).errors).toEqual([['WITHHELD', 'ROLE_NOT_PERMITTED']]);
    expect((await ask(gp, answer, given, asked)).data!['recordConsentAnswer']).toEqual({
      answer: 'GIVEN',
      answeredBy: 'PERSON',
      organisation: 'Y99901',
    });
    expect(await accessAsked(colleague)).toMatchObject({ permitted: true });
    await ask(gp, answer, { input: { nhsNumber: person, answer: 'REFUSED', idempotencyKey: 'a2' } }, asked);
    expect(await accessAsked(colleague)).toMatchObject({ permitted: false, reason: 'CONSENT_REFUSED' });
    const told = await ask(gp, 'query ($of: ID!) { consents(nhsNumber: $of) { answer recordedBy } }', { of: person }, asked);
    expect(told.data!['consents']).toMatchObject([{ answer: 'REFUSED', recordedBy: gp.userId }, { answer: 'GIVEN' }]);
  });
});
