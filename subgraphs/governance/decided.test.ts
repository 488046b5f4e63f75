/** Reviews of objections, who speaks for a child, flags, opt-outs, and what everybody may read. */
import { describe, expect, test } from 'vitest';
import type { Viewer } from '../../schema/viewer.js';
import { ask, child, gp, hidden, officer, person, store, viewer } from './test-governance.js';

const record = `mutation ($input: RecordObjectionInput!) { recordObjection(input: $input) { id state objector relationship } }`;
const inForce = async (nhsNumber = person) => (await store.readPerson(nhsNumber, [])).facts.objections;

describe('the review of an objection', () => {
  const review = `mutation ($input: ReviewObjectionInput!) { reviewObjection(input: $input) { version state review { ground reason reviewedBy } } }`;
  test('R15 needs a ground and a reason not to uphold, is by the reviewers only, and access returns', async () => {
    const { id } = (await ask(gp, record, { input: { nhsNumber: person, idempotencyKey: 'k' } })).data!['recordObjection'];
    const decide = (change: object, asking: Viewer = officer) =>
      ask(asking, review, { input: { id, version: 1, to: 'NOT_UPHELD', ground: 'safeguarding', reason: 'Enquiry', ...change } });
    expect((await decide({}, gp)).errors).toEqual([['WITHHELD', 'ROLE_NOT_PERMITTED']]);
    for (const change of [
      { ground: null },
      { ground: 'boredom' },
      { reason: ' ' },
      { to: 'UPHELD' },
      { to: 'RECORDED', ground: null },
    ])
      expect((await decide(change)).errors).toEqual([['BAD_REQUEST', undefined]]);
    expect(await inForce()).toHaveLength(1);
    const done = await decide({});
    expect(done.data!['reviewObjection']).toEqual({
      version: 2,
      state: 'NOT_UPHELD',
      review: { ground: 'safeguarding', reason: 'Enquiry', reviewedBy: officer.userId },
    });
    expect(done.disclosures).toMatchObject([{ nhsNumber: person, relationship: 'access review' }]);
    expect(await inForce()).toEqual([]);
    expect((await decide({})).errors).toEqual([['VERSION_CONFLICT', undefined]]);
    await decide({ version: 2, to: 'UNDER_REVIEW', ground: null });
    expect(await inForce()).toMatchObject([{ underReview: true }]);
    expect((await decide({ id: 'none' })).errors).toEqual([['NOT_FOUND', undefined]]);
  });
});

describe('R16 a parent or guardian', () => {
  const asParent = (nhsNumber: string, change: object = {}) =>
    ask(gp, record, {
      input: { nhsNumber, idempotencyKey: 'p', objector: 'PARENT_OR_GUARDIAN', relationship: 'mother', ...change },
    });

  test('objects for a child of twelve, and says which they are', async () => {
    expect((await asParent(child, { relationship: undefined })).errors).toEqual([['BAD_REQUEST', undefined]]);
    const { data } = await asParent(child);
    expect(data!['recordObjection']).toMatchObject({ objector: 'PARENT_OR_GUARDIAN', relationship: 'mother' });
    expect(await inForce(child)).toHaveLength(1);
  });

  test('is refused for somebody of thirteen, and where no age is on record; the attempt is audited', async () => {
    const { errors, disclosures } = await asParent(person);
    expect(errors).toEqual([['WITHHELD', 'CHILD_DECIDES']]);
    expect(disclosures).toMatchObject([{ nhsNumber: person, withheld: [{ coordinate: 'Mutation.recordObjection' }] }]);
    expect((await asParent(hidden)).errors).toEqual([['WITHHELD', 'AGE_NOT_KNOWN']]);
  });
});

describe('R23 a flag on the whereabouts', () => {
  const set = `mutation ($input: SetSensitiveAddressInput!) { setSensitiveAddress(input: $input) { id version setBy organisation } }`;
  const lift = `mutation ($id: ID!, $version: Int!) { liftSensitiveAddress(id: $id, version: $version, reason: "moved") { liftedAt liftedBy } }`;
  const flagged = async () => (await store.readPerson(person, [])).facts.sensitiveAddress;

  test('is set by whoever hears of it, hides at once, and is lifted by the GP or the privacy officer', async () => {
    const input = { input: { nhsNumber: person, reason: 'At risk', idempotencyKey: 'f' } };
    expect((await ask(viewer('receptionist'), set, input)).errors).toEqual([['WITHHELD', 'ROLE_NOT_PERMITTED']]);
    const { data, errors } = await ask(viewer('nurse'), set, input);
    expect(data!['setSensitiveAddress']).toMatchObject({ version: 1, setBy: 'withheld', organisation: null });
    expect(errors).toEqual([['WITHHELD', 'SENSITIVE_ADDRESS']]);
    expect(await flagged()).toBe(true);
    const { id } = data!['setSensitiveAddress'];
    expect((await ask(viewer('nurse'), lift, { id, version: 1 })).errors).toEqual([['WITHHELD', 'ROLE_NOT_PERMITTED']]);
    expect((await ask(officer, lift, { id, version: 2 })).errors).toEqual([['VERSION_CONFLICT', undefined]]);
    const listed = await ask(officer, 'query ($of: ID!) { sensitiveAddressFlags(nhsNumber: $of) { reason setBy } }', {
      of: person,
    });
    expect(listed.data!['sensitiveAddressFlags']).toEqual([{ reason: 'At risk', setBy: 'nurse@Y99901' }]);
    expect((await ask(gp, lift, { id, version: 1 })).data!['liftSensitiveAddress'].liftedAt).toMatch(/^20/);
    expect(await flagged()).toBe(false);
    expect((await ask(gp, lift, { id: 'none', version: 1 })).errors).toEqual([['NOT_FOUND', undefined]]);
  });
});

describe('what is on file', () => {
  test('R21 says which opt-outs there are, and whether they hide the record for this purpose', async () => {
    const optOuts = 'query ($of: ID!) { optOuts(nhsNumber: $of) { nationalDataOptOut gpDissent hidesForYou } }';
    expect((await ask(gp, optOuts, { of: person })).data!['optOuts']).toEqual({
      nationalDataOptOut: false,
      gpDissent: false,
      hidesForYou: false,
    });
    expect((await ask(viewer('receptionist'), optOuts, { of: person })).errors).toEqual([['WITHHELD', 'ROLE_NOT_PERMITTED']]);
  });

  test('R10 R42 tells everybody the lawful bases and the rules that are running', async () => {
    const { data } = await ask(
      gp,
      `{ lawfulBases { purpose lawfulBasis roles }
         sharingRules { consent { asked } objections { childDecidesFrom grounds { code } } override { minutes setsAside } declaredRelationship { days } }
         partners { standing { icoRegistration dspt } mode withholdsParts group controllerContact } }`,
    );
    expect(data!['lawfulBases']).toContainEqual({
      purpose: 'access-review',
      lawfulBasis: expect.arrayContaining(['UK GDPR 6(1)(e)']) as string[],
      roles: ['privacy-officer'],
    });
    expect(data!['sharingRules']).toMatchObject({ consent: { asked: false }, objections: { childDecidesFrom: 13 } });
    expect(data!['partners'][0]).toMatchObject({ mode: 'HELD', withholdsParts: true });
  });
});

describe('one’s own accesses', () => {
  const mine = '{ myAccess(first: 5) { more accesses { nhsNumber purpose relationship fieldsShown fieldsWithheld } } }';
  test('R39 are shown to whom they are of, are audited, and do not fill up with looks at them', async () => {
    const nurse = viewer('nurse', 'Y99901');
    const asking = { ...nurse, userId: 'somebody new' };
    await ask(asking, 'query ($of: ID!) { objections(nhsNumber: $of) { id } }', { of: person });
    const first = await ask(asking, mine);
    expect(first.data!['myAccess']).toEqual({
      more: false,
      accesses: [
        {
          nhsNumber: person,
          purpose: 'direct-care',
          relationship: 'registered-practice at Y99901',
          fieldsShown: 2,
          fieldsWithheld: 0,
        },
      ],
    });
    expect(first.disclosures).toMatchObject([{ nhsNumber: person, relationship: 'own accesses' }]);
    expect((await ask(asking, mine)).data).toEqual(first.data);
    expect((await ask({ ...asking, lockedTo: child }, mine)).data!['myAccess'].accesses).toEqual([]);
    expect((await ask({ ...asking, userId: 'somebody else' }, mine)).data!['myAccess'].accesses).toEqual([]);
  });
});
