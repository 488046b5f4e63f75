/**
 * R22: a highly sensitive entry appears nowhere, and nothing shows that something was left out. Two records of
 * the same people, one of which was also sent sensitive messages, answer everybody byte for byte the same.
 */
import pg from 'pg';
import { describe, expect, test, vi } from 'vitest';
import { sectionNames } from '../schema/sections.js';
import { roles } from '../schema/viewer.js';
import {
  ann,
  attended,
  bilal,
  chidi,
  daysAgo,
  dischargeSummary,
  hl7,
  homeCare,
  pid,
  registered,
  resulted,
  sectionOf,
} from './feed-messages.js';
import { sensitive } from './sensitive-messages.js';
import { startOneSubgraph } from './one-subgraph.js';
import { startRecord, type TestRecord } from './record.js';
import { wholeRecordQuery } from './whole-record-query.js';

/** Sections of a discharge summary that holds both kinds of facts. */
const sensitiveSections =
  sectionOf('887171000000109', 'Procedures', 'Termination of pregnancy') +
  sectionOf('933361000000108', 'Medications and medical devices', 'Mifepristone 200mg tablets') +
  sectionOf('1082101000000102', 'Investigation results', 'Chlamydia detected');

// Registered with the practice and seen at the hospital; for the hospital, `bilal` has nothing but sensitive contacts.
const common = [
  attended(ann),
  resulted(ann),
  homeCare(ann),
  hl7('ambulance', 'ADT^A04', [
    pid(ann),
    `PV1|1|E|Home^^^RYC||||||||||||||||VA1^^^RYC^VN|||||||||||||||||||||||||${daysAgo(2)}1000`,
  ]),
  dischargeSummary(ann),
  ...[ann, bilal].map((of) => registered(of)),
];
const arrived = { receivedAt: '2026-11-01T08:00:00+00:00' };

// The sensitive messages come last: who the person is was said last by messages of which nothing may show.
const feeds = [...common, ...sensitive(ann), ...sensitive(bilal), attended(chidi), dischargeSummary(chidi, sensitiveSections)];
const withSensitive = await startRecord({ feeds, ...arrived });
const without = await startRecord({ feeds: [...common, attended(chidi)], ...arrived });
const everything = await wholeRecordQuery(without);

const both = (ask: (record: TestRecord) => Promise<string>): Promise<[string, string]> =>
  Promise.all([ask(withSensitive), ask(without)]);

describe('a sensitive entry', () => {
  test('R22 is really held in the record that is compared', async () => {
    const count = 'select count(*)::int as n from entry where sensitive';
    expect((await withSensitive.sql(count))[0].n).toBeGreaterThan(10);
    expect((await without.sql(count))[0].n).toBe(0);
    const kinds = (await withSensitive.sql('select distinct section from entry where sensitive')).map(({ section }) => section);
    const held = [
      'vaccinations',
      'allergiesAndAdverseReactions',
      'servicesAndCare',
      'documents',
      'pregnancyStatus',
      'referralDetails',
      'involvement',
    ];
    expect(kinds).toEqual(expect.arrayContaining(held));
  });

  test.each(roles)('R22 changes no byte of what a %s reads of a whole record, counts and coverage included', async (persona) => {
    for (const of of [ann, bilal]) {
      const [one, other] = await both(async (record) => (await record.ask(persona, everything, { of })).text);
      expect(JSON.parse(one)).toEqual(JSON.parse(other));
      expect(one).toBe(other);
    }
  });

  test('R2 R22 makes no relationship: who has none without it has none with it', async () => {
    const access = `query ($of: ID!) { patient(nhsNumber: $of) { access { permitted reason } } }`;
    const [one, other] = await both(async (record) => (await record.ask('hospital-doctor', access, { of: bilal })).text);
    expect(JSON.parse(one).data.patient.access).toEqual({ permitted: false, reason: 'NO_RELATIONSHIP' });
    expect(one).toBe(other);
  });

  test('R22 R39 is in no audit view: not in counts, coordinates, partners or entries', async () => {
    const trail = `query ($of: ID!) { auditTrail(nhsNumber: $of) { totalCount disclosures {
      userId relationship subgraphs operationName
      returned { coordinate count partners entries } withheld { coordinate reason rule partners } } } }`;
    for (const of of [ann, bilal]) {
      const [one, other] = await both(async (record) => (await record.ask('privacy-officer', trail, { of })).text);
      expect(JSON.parse(other).data.auditTrail.totalCount).toBeGreaterThanOrEqual(roles.length);
      expect(JSON.parse(one)).toEqual(JSON.parse(other));
      expect(one).toBe(other);
    }
  });

  test('R22 is told by no page, whatever its place and size, nor by a document opened or a page that is none', async () => {
    const all = ['problemList', 'contactsWithProfessionals', 'vaccinations', 'allergiesAndAdverseReactions', 'documents'];
    for (const [first, offset] of [
      [1, 0],
      [1, 1],
      [2, 1],
      [50, 1],
      [0, 0],
      [-1, 0],
    ] as const) {
      const sections = all.map(
        (name) =>
          `${name} { totalCount entries(first: ${first}, offset: ${offset}, reconciled: false) { id provenance { messageIdentifier receivedAt } } }`,
      );
      const query = `query ($of: ID!) { patient(nhsNumber: $of) { access { permitted relationship } ${sections.join(' ')} } }`;
      for (const of of [ann, bilal]) {
        const [one, other] = await both(async (record) => (await record.ask('gp', query, { of })).text);
        expect(one).toBe(other);
      }
    }
  });

  test('R22 costs no further statement, and its row stays in the database', async () => {
    const [one, other] = await Promise.all(
      [withSensitive, without].map(async (record) => {
        const { facts, entries } = await record.store.readPerson(ann as never, sectionNames);
        return { facts, entries };
      }),
    );
    expect(one).toEqual(other);
  });

  test('R22 is told by no alias or fragment, nor by a subgraph that is asked alone', async () => {
    const aliased = `query ($of: ID!) {
      a: patient(nhsNumber: $of) { ...Some x: documents { n: totalCount entries(reconciled: false) { id content { available } } } }
      b: patient(nhsNumber: $of) { ...Some ... on Patient { pregnancyStatus { totalCount entries { pregnancyState narrative } } } }
    } fragment Some on Patient { access { relationship offers }
      y: problemList { totalCount entries { id problem { text } provenance { messageIdentifier } } coverage { partner { odsCode } lastReceivedAt } }
      z: professionalContacts { totalCount entries { id name provenance { messageIdentifier receivedAt } } } }`;
    const alone = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Patient {
      problemList { totalCount entries { id narrative } } documents { totalCount coverage { status } } pregnancyStatus { totalCount }
      contactsWithProfessionals { totalCount entries { id } } } } }`;
    const subgraphs = new Map([
      [withSensitive, await startOneSubgraph(withSensitive, 'encounters')],
      [without, await startOneSubgraph(without, 'encounters')],
    ]);
    for (const role of roles) {
      for (const of of [ann, bilal]) {
        const [one, other] = await both(async (record) => (await record.ask(role, aliased, { of })).text);
        expect(one).toBe(other);
        expect(JSON.parse(one).errors?.[0]?.extensions.code).not.toBe('GRAPHQL_VALIDATION_FAILED');
        const representations = { of: [{ __typename: 'Patient', nhsNumber: of }] };
        const [mine, theirs] = await both(
          async (record) => (await subgraphs.get(record)!.ask(role, alone, representations)).text,
        );
        expect(mine).toBe(theirs);
        expect(JSON.parse(mine).data._entities[0]).not.toBeNull();
      }
    }
  });

  test('R22 has no link: a document that is left out opens as one that never was', async () => {
    const [{ id, subject }] = (await withSensitive.sql(
      `select id, subject from entry where section = 'documents' and sensitive and subject = '${ann}' limit 1`,
    )) as [{ id: string; subject: string }];
    const asked = `query ($of: ID!, $ids: [ID!]) { patient(nhsNumber: $of) { documents { totalCount entries(filter: { ids: $ids }) { id content { link } } } } }`;
    const [one, other] = await both(async (record) => (await record.ask('gp', asked, { of: subject, ids: [id] })).text);
    expect(JSON.parse(one).data.patient.documents.entries).toEqual([]);
    expect(one).toBe(other);
    // Made past the record: no viewer gets as far.
    const opened = await both(async (record) => {
      const token = await record.token('gp');
      const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, string>;
      const sessionId = claims['sid'] ?? claims['jti']!;
      const [link] = await record.store.issueDocumentLinks([
        { nhsNumber: ann as never, entryId: id, userId: claims['nhsid_useruid'] ?? claims['sub']!, sessionId },
      ]);
      const response = await fetch(`${record.url}/documents/${link!.token}`, { headers: { authorization: `Bearer ${token}` } });
      return `${response.status} ${await response.text()}`;
    });
    expect(opened[0]).toMatch(/^404 .*NOT_FOUND/);
    expect(opened[0]).toBe(opened[1]);
  });

  test('R22 is told by no statement more: both people are read by the same ones, under the same names', async () => {
    // What the process asks by the clock, whoever reads.
    const inBackground = /^lanes-|received_at|revoked|select 1/;
    const statementsOf = async (record: TestRecord, role: 'gp' | 'hospital-doctor') => {
      const query = vi.spyOn(pg.Client.prototype, 'query');
      try {
        await record.ask(role, everything, { of: ann });
        return query.mock.calls.flatMap(([asked]) => {
          const { name, text } = asked as unknown as { name?: string; text?: string };
          const statement = name ?? text ?? String(asked);
          return inBackground.test(statement) ? [] : [statement];
        });
      } finally {
        query.mockRestore();
      }
    };
    for (const role of ['gp', 'hospital-doctor'] as const) {
      // What is kept for seconds may run out between the two, and the process asks by its clock: a difference that the
      // sensitive entries made would stand every time.
      for (let attempt = 1; ; attempt++) {
        for (const record of [withSensitive, without]) await record.ask(role, everything, { of: ann });
        const [one, other] = [await statementsOf(withSensitive, role), await statementsOf(without, role)];
        expect(one).toContain('read-person');
        if (attempt < 6 && one.join('\n') !== other.join('\n')) continue;
        expect(one).toEqual(other);
        break;
      }
    }
  });

  test('R22 is told by no filter, page or introspective trick', async () => {
    const query = `query ($of: ID!, $from: PartialDateTime) { patient(nhsNumber: $of) {
      contactsWithProfessionals { totalCount entries(filter: { from: $from }) { id dateOfContact } }
      futureAppointments { totalCount entries(filter: { period: CURRENT }, offset: 0, first: 1) { id } }
      medicationsAndMedicalDevices { totalCount entries(filter: { partners: ["RGT"] }) { id } } } }`;
    const from = `${daysAgo(30).slice(0, 4)}`;
    const [one, other] = await both(async (record) => (await record.ask('gp', query, { of: ann, from })).text);
    expect(one).toBe(other);
  });

  test('R22 of a document that also holds ordinary facts, these are shown and the document is nowhere named', async () => {
    const text = (await withSensitive.ask('hospital-doctor', everything, { of: chidi })).text;
    const { patient } = JSON.parse(text).data;
    expect(patient.problemList.entries.map((one: { problem: { text: string } }) => one.problem.text)).toContain(
      'Community acquired pneumonia',
    );
    expect(patient.allergiesAndAdverseReactions.entries[0].provenance).toMatchObject({
      feed: 'rgt-documents',
      messageIdentifier: null,
      receivedAt: '2026-11-01',
    });
    expect(patient.documents).toMatchObject({ totalCount: 0, entries: [] });
    for (const trace of ['7c000000-0000-4000-8000-000000000034', 'CDA 373942005', 'Mifepristone', 'Chlamydia'])
      expect(text).not.toContain(trace);
  });
});
