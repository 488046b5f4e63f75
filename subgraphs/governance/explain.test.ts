/** What is explained is what the care subgraphs then really say to that viewer, and says nothing of what is held. */
import { graphql, isObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { careSubgraphs } from '../../schema/sdl.js';
import { sectionNames } from '../../schema/sections.js';
import type { NhsNumber } from '../../schema/nhs-number.js';
import type { Viewer } from '../../schema/viewer.js';
import type { Surroundings } from '../context.js';
import { openSubgraph } from '../registry.js';
import { openRequest, openSurroundings } from '../request.js';
import {
  ask,
  child,
  gp,
  hidden,
  officer,
  person,
  record,
  say,
  store,
  stranger,
  surroundings,
  viewer,
  type Part,
} from './test-governance.js';

const explainQuery = `query ($of: ID!, $as: SupposedViewerInput!) { explainAccess(nhsNumber: $of, as: $as) {
  role
  decision { permitted reason rule explanation }
  locating { permitted reason }
  checks { asks rule outcome basis reason explanation }
  claims { id kind until setsAside }
  objections { id underReview isSetAside }
  sections { section decision { permitted reason } elements elementsWithheld shares { partner { odsCode } decision { permitted reason } kept } }
  notAsked { odsCode }
} }`;

const asOf = ({ role, organisation, purpose, userId }: Viewer) => ({ role, organisation, purpose, userId });

async function explained(of: NhsNumber, as: object, within: Surroundings = surroundings): Promise<Part> {
  const { data, errors } = await ask(officer, explainQuery, { of, as }, within);
  expect(errors).toEqual([]);
  return data!['explainAccess'];
}

/** Of every section what its coverage says to the viewer: the reason, or null where it is shared, by partner. */
async function covered(of: NhsNumber, asking: Viewer, within: Surroundings): Promise<ReadonlyMap<string, readonly Part[]>> {
  const found = new Map<string, readonly Part[]>();
  for (const name of careSubgraphs) {
    const { schema } = openSubgraph(name);
    const patient = schema.getType('Patient');
    const sections = isObjectType(patient) ? sectionNames.filter((one) => patient.getFields()[one] !== undefined) : [];
    const context = openRequest(within, {
      viewer: asking,
      requestId: 'request-2',
      operation: { name: 'Seen', hash: 'def' },
      sections,
    });
    const parts = sections.map((one) => `${one} { coverage { partner { odsCode } reason } }`).join(' ');
    const { data } = await graphql({
      schema,
      source: `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Patient { ${parts} } } }`,
      contextValue: context,
      variableValues: { of: [{ __typename: 'Patient', nhsNumber: of }] },
    });
    const seen = (data as Part)._entities[0];
    for (const one of sections) found.set(one, seen[one].coverage);
  }
  expect(found.size).toBe(sectionNames.length);
  return found;
}

/** Expects that viewer to be told by the record just what the officer was told about them. */
async function agrees(of: NhsNumber, asking: Viewer, within: Surroundings = surroundings): Promise<Part> {
  const told = await explained(of, asOf(asking), within);
  const seen = await covered(of, asking, within);
  for (const { section, decision, shares } of told.sections) {
    const lines = seen.get(section)!;
    expect(lines.length).toBeGreaterThan(5);
    if (!decision.permitted) {
      expect(shares).toEqual([]);
      expect(new Set(lines.map(({ reason }) => reason))).toEqual(new Set([decision.reason]));
      continue;
    }
    const named = new Map(shares.map((one: Part) => [one.partner?.odsCode, one.decision.reason]));
    const nameless = new Set(shares.filter((one: Part) => one.partner === null).map((one: Part) => one.decision.reason));
    for (const { partner, reason } of lines) {
      if (partner !== null && named.has(partner.odsCode))
        expect([section, partner, named.get(partner.odsCode)]).toEqual([section, partner, reason]);
      else expect(nameless).toContain(reason);
    }
  }
  return told;
}

const outcomes = (told: Part) => Object.fromEntries(told.checks.map(({ asks, outcome }: Part) => [asks, outcome]));

describe('an explanation agrees with what the record shows', () => {
  test('R2 to somebody without a relationship, and to a role that sees little', async () => {
    const refused = await agrees(person, viewer('gp', 'Y99902'));
    expect(refused.decision).toMatchObject({ permitted: false, reason: 'NO_RELATIONSHIP', rule: 'R2 relationship' });
    expect(refused.decision.explanation).toMatch(/not known to be involved/);
    expect(outcomes(refused)).toMatchObject({ purpose: 'PASSED', relationship: 'REFUSED', consent: 'NOT_ASKED' });
    const desk = await agrees(person, viewer('receptionist'));
    expect(desk.decision.permitted).toBe(true);
    expect(desk.sections.find(({ section }: Part) => section === 'problemList')).toMatchObject({
      decision: { reason: 'ROLE_NOT_PERMITTED' },
      elements: [],
    });
  });

  test('R11 R13 under an objection to one source, and to everything', async () => {
    const one = await ask(gp, record, { input: { nhsNumber: person, sourcePartners: ['RT1'], idempotencyKey: 'e1' } });
    const told = await agrees(person, gp);
    expect(told.objections).toEqual([{ id: one.data!['recordObjection'].id, underReview: false, isSetAside: false }]);
    const shares = told.sections.find(({ section }: Part) => section === 'problemList').shares;
    expect(shares).toContainEqual({ partner: { odsCode: 'RT1' }, decision: { permitted: false, reason: 'OBJECTION' }, kept: [] });

    await ask(gp, record, { input: { nhsNumber: child, idempotencyKey: 'e2' } });
    const whole = await agrees(child, gp);
    const demographics = whole.sections.find(({ section }: Part) => section === 'personDemographics').shares;
    expect(demographics.find((share: Part) => share.partner?.odsCode === 'RGT').kept).toEqual(
      expect.arrayContaining(['personName', 'dateOfBirth', 'nhsNumber']),
    );
  });

  test('R18 where people are asked, before and after the answer', async () => {
    const asked = await openSurroundings(store, {
      ...surroundings.profile,
      consent: {
        ...surroundings.profile.consent,
        model: 'asked-at-first-access',
        question: 'May I look?',
        countsFor: 'everyone',
        askedBy: ['gp'],
      },
    });
    expect((await agrees(person, gp, asked)).decision.reason).toBe('CONSENT_NOT_ASKED');
    const answer = 'mutation ($input: RecordConsentAnswerInput!) { recordConsentAnswer(input: $input) { id } }';
    await ask(gp, answer, { input: { nhsNumber: person, answer: 'GIVEN', idempotencyKey: 'e3' } }, asked);
    const given = await agrees(person, gp, asked);
    expect(given.checks.at(-1)).toMatchObject({ asks: 'consent', outcome: 'PASSED', basis: 'consent given at Y99901' });
  });

  test('R20 under an override, which counts for whom it is of and for nobody else', async () => {
    const paramedic = viewer('paramedic', 'RYC', 'emergency-care');
    expect((await agrees(person, paramedic)).decision.reason).toBe('NO_RELATIONSHIP');
    const override = 'mutation ($input: ClaimInput!) { overrideInEmergency(input: $input) { id } }';
    const made = await ask(paramedic, override, { input: { nhsNumber: person, reason: 'Found', idempotencyKey: 'e4' } });
    const told = await agrees(person, paramedic);
    const { id } = made.data!['overrideInEmergency'];
    expect(told.claims).toMatchObject([{ id, kind: 'EMERGENCY_OVERRIDE', setsAside: ['relationship', 'objection'] }]);
    expect(told.objections).toMatchObject([{ isSetAside: true }]);
    const { userId: _left, ...anybody } = asOf(paramedic);
    expect((await explained(person, anybody)).claims).toEqual([]);
    expect((await explained(person, anybody)).decision.reason).toBe('NO_RELATIONSHIP');
  });

  test('R23 under a sensitive-address flag, without a word on who is near by', async () => {
    const doctor = viewer('hospital-doctor', 'RGT');
    const declare = 'mutation ($input: ClaimInput!) { declareRelationship(input: $input) { id } }';
    await ask(doctor, declare, { input: { nhsNumber: hidden, reason: 'Was brought in', idempotencyKey: 'e5' } });
    const told = await agrees(hidden, doctor);
    expect(told.decision.permitted).toBe(true);
    expect(told.locating).toEqual({ permitted: false, reason: 'SENSITIVE_ADDRESS' });
    const named = new Set(told.sections.flatMap(({ shares }: Part) => shares.map((one: Part) => one.partner?.odsCode)));
    expect([...named].filter((ods) => ods !== undefined)).toEqual(['RGT', 'RGN', 'RGM', 'RT1', 'RYC']);

    // Each practice asked about in turn is answered alike, that of the person too.
    for (const practice of ['Y99901', 'Y99902']) {
      const { data, errors, disclosures } = await ask(officer, explainQuery, { of: hidden, as: asOf(viewer('gp', practice)) });
      expect(data).toEqual({ explainAccess: null });
      expect(errors).toEqual([['WITHHELD', 'SENSITIVE_ADDRESS']]);
      expect(disclosures).toMatchObject([{ nhsNumber: hidden, returned: [] }]);
    }
    // An objection to what a partner near by holds does not say to whom.
    const before = told.sections.find(({ section }: Part) => section === 'servicesAndCare').shares;
    await ask(officer, record, { input: { nhsNumber: hidden, sourcePartners: ['312'], idempotencyKey: 'e6' } });
    const after = (await agrees(hidden, doctor)).sections.find(({ section }: Part) => section === 'servicesAndCare').shares;
    expect(after.filter((one: Part) => one.partner !== null)).toEqual(before.filter((one: Part) => one.partner !== null));
    expect(after.at(-1)).toMatchObject({ partner: null });
  });
});

describe('an explanation', () => {
  test('is the same whatever is held of the person', async () => {
    const anybody = asOf(viewer('gp', 'Y99902'));
    expect(await explained(stranger, anybody)).toEqual({ ...(await explained(child, anybody)), objections: [] });
    const before = await explained(child, asOf(gp));
    await say('e7', [
      {
        kind: 'put',
        subject: child,
        section: 'problemList',
        key: 'p',
        body: { problem: { text: 'Asthma', coding: [] } } as never,
      },
    ]);
    expect(await explained(child, asOf(gp))).toEqual(before);
  });

  test('reads the role code as a token is read, and the directory of staff for a user', async () => {
    const { roleCodes } = surroundings.profile;
    const code = Object.keys(roleCodes).find((one) => /^R\d+$/.test(one) && roleCodes[one] === 'gp')!;
    const { role: _role, ...as } = asOf(gp);
    expect((await explained(person, { ...as, roleCode: code })).role).toBe('gp');
    const unknown = await explained(person, { ...as, roleCode: 'R0000' });
    expect(unknown).toMatchObject({ role: null, decision: { reason: 'ROLE_UNKNOWN' } });
    await store.access.putStaff('left@Y99901', [{ organisation: 'Y99901', active: false }]);
    const left = await explained(person, { ...asOf(gp), userId: 'left@Y99901' });
    expect(left.decision).toMatchObject({ permitted: false, reason: 'STAFF_INACTIVE' });
  });

  test.each([
    ['both a role and a code', { role: 'gp', roleCode: 'R0260' }],
    ['neither', {}],
    ['a role that there is not', { role: 'king' }],
    ['an empty user', { role: 'gp', userId: ' ' }],
  ])('is not given for %s', async (_what, part) => {
    const as = { organisation: 'Y99901', purpose: 'direct-care', ...part };
    expect((await ask(officer, explainQuery, { of: person, as })).errors).toEqual([['BAD_REQUEST', undefined]]);
  });

  test('R39 is audited with all that it says, and an attempt by anybody else is refused and audited', async () => {
    const { disclosures } = await ask(officer, explainQuery, { of: person, as: asOf(gp) });
    expect(disclosures).toMatchObject([{ nhsNumber: person, relationship: 'access review', subgraphs: ['governance'] }]);
    const coordinates = disclosures[0]!.returned.map(({ coordinate }) => coordinate);
    expect(coordinates).toEqual(
      expect.arrayContaining(['Query.explainAccess', 'AccessExplanation.sections.shares.partner.odsCode']),
    );
    for (const [asking, reason] of [
      [gp, 'ROLE_NOT_PERMITTED'],
      [viewer('privacy-officer', 'RGT', 'direct-care'), 'PURPOSE_NOT_PERMITTED'],
    ] as const) {
      const attempt = await ask(asking, explainQuery, { of: person, as: asOf(gp) });
      expect(attempt.data).toEqual({ explainAccess: null });
      expect(attempt.errors).toEqual([['WITHHELD', reason]]);
      expect(attempt.disclosures).toMatchObject([
        { nhsNumber: person, returned: [], withheld: [{ coordinate: 'Query.explainAccess', reason }] },
      ]);
    }
  });
});
