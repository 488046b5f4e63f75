import { graphql } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAuditWriter } from '../../audit/append.js';
import type { Statement, Translation } from '../../schema/entry.js';
import type { Disclosure } from '../../schema/disclosure.js';
import { parseNhsNumber } from '../../schema/nhs-number.js';
import { utcNow } from '../../schema/partial-date.js';
import { loadProfile } from '../../schema/profile.js';
import type { Role, Viewer } from '../../schema/viewer.js';
import { freshStore, type FreshStore } from '../../store/test-database.js';
import type { Surroundings } from '../context.js';
import { openSubgraph } from '../registry.js';
import { openRequest, openSurroundings } from '../request.js';

const person = parseNhsNumber('9990000018')!;
const hidden = parseNhsNumber('9990000026')!;
const stranger = parseNhsNumber('9990000034')!;

const { schema } = openSubgraph('governance');
let store: FreshStore;
let surroundings: Surroundings;

beforeAll(async () => {
  store = await freshStore();
  const registered = (subject: typeof person): Statement => ({
    kind: 'involvement',
    subject,
    key: 'registration',
    op: 'put',
    involvement: { kind: 'registered-practice', organisation: 'Y99901' },
  });
  await say('m1', [registered(person), registered(hidden), { kind: 'sensitive-address', subject: hidden, hidden: true }]);
  surroundings = await openSurroundings(store, loadProfile('cambridgeshire-peterborough'));
});
afterAll(() => store.close());

async function say(messageIdentifier: string, statements: readonly Statement[]): Promise<void> {
  const translation: Translation = {
    sender: 'GP|Y99901',
    messageIdentifier,
    messageType: 'ADT^A28',
    statements,
    mapped: [],
    unmapped: [],
  };
  const message = {
    feed: 'y99901-gp',
    partner: 'Y99901',
    format: 'hl7v2',
    bytes: Buffer.from(messageIdentifier),
    receivedAt: utcNow(),
  } as const;
  expect(await store.apply([{ message, translation, refused: [] }])).toMatchObject([{ outcome: 'stored' }]);
}

function viewer(
  role: Role | undefined,
  organisation = 'Y99901',
  purpose = role === 'privacy-officer' ? 'access-review' : 'direct-care',
): Viewer {
  return {
    userId: `${role}@${organisation}`,
    name: 'A Person',
    roleCode: 'R0000',
    role,
    organisation,
    purpose,
    sessionId: 'session-1',
  };
}
const gp = viewer('gp');
const officer = viewer('privacy-officer', 'RGT');

interface Answer {
  readonly data: Record<string, any> | null | undefined;
  /** Code and reason of each error. */
  readonly errors: readonly (readonly [string | undefined, string | undefined])[];
  readonly disclosures: readonly Disclosure[];
}

/** Asks as the gateway does: what was collected is written before the answer is looked at. */
async function ask(asking: Viewer, source: string, variableValues: Record<string, unknown> = {}): Promise<Answer> {
  const context = openRequest(surroundings, {
    viewer: asking,
    requestId: 'request-1',
    operation: { name: 'Asked', hash: 'abc' },
    sections: [],
  });
  const { data, errors } = await graphql({ schema, source, contextValue: context, variableValues });
  const disclosures = context.collector.disclosures({
    viewer: asking,
    operationName: 'Asked',
    operationHash: 'abc',
    requestId: 'request-1',
    atUtc: new Date().toISOString(),
  });
  await openAuditWriter(store).append(disclosures);
  return {
    data,
    errors: (errors ?? []).map((error) => {
      const original = error.originalError as { code?: string; extensions?: { code?: string; reason?: string } } | undefined;
      return [original?.code ?? original?.extensions?.code, original?.extensions?.reason];
    }),
    disclosures,
  };
}

const record = `mutation ($input: RecordObjectionInput!) { recordObjection(input: $input) { id version recordedBy reason scope { sections sourcePartners recipientPartners } } }`;
const withdraw = `mutation ($id: ID!, $version: Int!, $reason: String!) { withdrawObjection(id: $id, version: $version, reason: $reason) { version withdrawnAt } }`;
const list = `query ($of: ID!) { objections(nhsNumber: $of) { id version recordedBy withdrawnAt scope { sections sourcePartners recipientPartners } } }`;
const trail = `query ($of: ID!, $first: Int) { auditTrail(nhsNumber: $of, first: $first) { totalCount disclosures { at userId role withheld { coordinate reason } returned { coordinate count } } } }`;

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
    expect((await ask(gp, record, input({ sections: ['documents'] }))).errors).toEqual([['BAD_REQUEST', undefined]]);
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
    expect(data).toBeNull();
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
