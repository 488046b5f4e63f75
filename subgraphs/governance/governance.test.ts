import { describe, expect, test } from 'vitest';
import { ask, gp, officer, person, stranger, surroundings, trail, viewer } from './test-governance.js';

describe('who asks', () => {
  test('is told who the gateway takes them for, even without a role', async () => {
    const { data, disclosures } = await ask(viewer(undefined), '{ me { userId role organisation purpose population } }');
    expect(data!['me']).toEqual({
      userId: 'undefined@Y99901',
      role: null,
      organisation: 'Y99901',
      purpose: 'direct-care',
      population: 'SYNTHETIC',
    });
    expect(disclosures).toEqual([]);
  });

  test('reads what each partner shares and from when', async () => {
    const { data } = await ask(
      gp,
      '{ partners { partner { odsCode } inGoodStanding lastReceivedAt datasets { section liveFrom live } } }',
    );
    const partners = data!['partners'] as {
      partner: { odsCode: string };
      lastReceivedAt: string | null;
      datasets: { section: string; live: boolean }[];
    }[];
    expect(partners).toHaveLength(surroundings.profile.partners.length);
    const sharedBy = (ods: string) => partners.find(({ partner }) => partner.odsCode === ods)!;
    expect(sharedBy('Y99901').lastReceivedAt).toMatch(/^20/);
    expect(sharedBy('RGT').lastReceivedAt).toBeNull();
    expect(sharedBy('725').datasets.find(({ section }) => section === 'safeguarding')).toEqual({
      section: 'safeguarding',
      liveFrom: null,
      live: false,
    });
  });
});

describe('access to a person', () => {
  const access = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Patient { nhsNumber access { permitted reason explanation relationship lawfulBasis } } } }`;
  const of = (nhsNumber: string) => ({ of: [{ __typename: 'Patient', nhsNumber }] });

  test('says on what it rests, and is audited with it', async () => {
    const { data, disclosures } = await ask(gp, access, of(person));
    expect(data!['_entities'][0].access).toMatchObject({
      permitted: true,
      reason: null,
      relationship: 'registered-practice at Y99901',
    });
    expect(disclosures).toMatchObject([
      { nhsNumber: person, relationship: 'registered-practice at Y99901', subgraphs: ['governance'] },
    ]);
    expect(disclosures[0]!.returned.map(({ coordinate }) => coordinate)).toContain('Access.permitted');
  });

  test('is refused in the same words for a stranger and for someone nobody knows', async () => {
    const [known, unknown] = await Promise.all([
      ask(viewer('gp', 'Y99902'), access, of(person)),
      ask(viewer('gp', 'Y99902'), access, of(stranger)),
    ]);
    expect(known.data!['_entities'][0].access).toMatchObject({ permitted: false, reason: 'NO_RELATIONSHIP', relationship: null });
    expect(unknown.data!['_entities'][0].access).toEqual(known.data!['_entities'][0].access);
  });

  test('a reference alone discloses nothing and touches nobody', async () => {
    const { data, disclosures } = await ask(
      gp,
      `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Patient { nhsNumber } } }`,
      of(stranger),
    );
    expect(data!['_entities']).toEqual([{ nhsNumber: stranger }]);
    expect(disclosures).toEqual([]);
  });
});

describe('the audit trail', () => {
  test('is read by the privacy officer, and the look is the next thing in it', async () => {
    const { data: before } = await ask(officer, trail, { of: person });
    const { data, disclosures } = await ask(officer, trail, { of: person, first: 1 });
    expect(data!['auditTrail'].totalCount).toBe(before!['auditTrail'].totalCount + 1);
    expect(data!['auditTrail'].disclosures).toMatchObject([{ userId: 'privacy-officer@RGT', role: 'privacy-officer' }]);
    expect(data!['auditTrail'].disclosures[0].returned.map((field: { coordinate: string }) => field.coordinate)).toContain(
      'Query.auditTrail',
    );
    expect(disclosures).toMatchObject([
      { nhsNumber: person, relationship: 'access review', lawfulBasis: expect.arrayContaining(['UK GDPR 6(1)(e)']) as string[] },
    ]);
    expect(disclosures[0]!.returned.map(({ coordinate }) => coordinate)).toContain('AuditTrail.disclosures.returned.coordinate');
  });

  test.each([
    ['the own GP', gp, 'ROLE_NOT_PERMITTED'],
    ['a privacy officer for direct care', viewer('privacy-officer', 'RGT', 'direct-care'), 'PURPOSE_NOT_PERMITTED'],
    ['a GP who names the purpose of review', viewer('gp', 'Y99901', 'access-review'), 'PURPOSE_NOT_PERMITTED'],
    ['a privacy officer of an organisation that is no partner', viewer('privacy-officer', 'RZZ'), 'ORGANISATION_NOT_PARTNER'],
  ])('%s is refused, and the attempt is in it', async (_who, asking, reason) => {
    const { data, errors, disclosures } = await ask(asking, trail, { of: person });
    expect(data).toEqual({ auditTrail: null });
    expect(errors).toEqual([['WITHHELD', reason]]);
    expect(disclosures).toMatchObject([
      { nhsNumber: person, returned: [], withheld: [{ coordinate: 'Query.auditTrail', reason }] },
    ]);
  });

  test('a bad date or page is refused without looking', async () => {
    const { errors } = await ask(officer, '{ auditTrail(nhsNumber: "9990000018", from: "yesterday") { totalCount } }');
    expect(errors).toEqual([['BAD_REQUEST', undefined]]);
  });
});
