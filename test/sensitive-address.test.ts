/**
 * R23: a sensitive-address flag, by feed or by mutation, hides at once and everywhere what would help to find the person: also
 * from a session that is open, and behind a link that was made before.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../schema/viewer.js';
import { ann, attended, bilal, daysAgo, dischargeSummary, hl7, homeCare, pid, registered } from './feed-messages.js';
import { startOneSubgraph, type OneSubgraph } from './one-subgraph.js';
import { startRecord, type Answer, type TestRecord } from './record.js';
import { wholeRecordQuery } from './whole-record-query.js';

const home = { address: '7 Fen Lane^Histon^Cambridge^^CB99 1ZZ^^H', phone: '01223000001' };

/** A council's row with further columns filled in. */
function withColumns(csv: string, further: Readonly<Record<string, string>>): string {
  const [header = '', row = ''] = csv.split('\r\n');
  const cells = row.split(',');
  for (const [column, value] of Object.entries(further)) cells[header.split(',').indexOf(column)] = value;
  return `${header}\r\n${cells.join(',')}\r\n`;
}

/** A person of whom every kind of message says where to look. */
const told = (of: string): readonly string[] => [
  registered(of, home),
  hl7('granta', 'ADT^A31', [
    pid(of, home).replace('^PRN^PH', '^PRN^PH~^NET^Internet^ann@fenmail.example'),
    'PD1|||GRANTA EXAMPLE SURGERY^^Y99901|G9990101^Meadows^Moira^^^Dr',
    'NK1|1|KINWORTH^Karl^^^Mr|SPO^Spouse|9 Kin Close^Cottenham^^^CB99 2ZZ|01223000077',
    'PV1|1|N',
  ]),
  attended(of),
  hl7('hospital', 'ADT^A01', [
    pid(of, home),
    `PV1|1|I|Larkfield Ward^Bay 2^4^RGT01||||C9999901^Testwell^Theo^^^Dr^^^GMC|||430|||||||||VW1^^^RGT^VN|||||||||||||||||||||||||${daysAgo(1)}1000`,
  ]),
  hl7('ambulance', 'ADT^A04', [
    pid(of, home),
    `PV1|1|E|Kerbside Mill Road^^^RYC||||||||||||||||VA1^^^RYC^VN|||||||||||||||||||||||||${daysAgo(2)}1000`,
  ]),
  hl7('hospital', 'SIU^S12', [
    `SCH|PS88^PAS|FS88^PAS||||ROUTINE^Routine|F/U^Follow-up|NORMAL^Normal|20|min|^^20^${daysAgo(-20)}100000|||||||||||||||BOOKED^Booked`,
    pid(of, home),
    'PV1|1|O|Ely Outreach Rooms^^^RGT01||||C9999901^Testwell^Theo^^^Dr^^^GMC|||320|||||||||VX1^^^RGT^VN',
    'RGS|1',
    `AIS|1|A|ELYHF^Ely heart failure service^L|${daysAgo(-20)}100000|||20|min`,
    'AIL|1|A|Ely Outreach Rooms^^^RGT01',
  ]),
  hl7('granta', 'REF^I12', [
    `RF1|P^Pending|R^Routine|320^Cardiology||O^Outpatient|R-1^GP|${daysAgo(10)}`,
    'PRD|RP^Referring provider|MEADOWS^Moira^^^Dr||^^^Y99901',
    'PRD|RT^Referred-to provider|||^^^RGT^^^^^Soham Heart Service',
    pid(of, home),
    `DG1|1||84114007^Heart failure^SCT||${daysAgo(10)}`,
  ]),
  hl7('hospital', 'MDM^T02', [
    pid(of, home),
    'PV1|1|O',
    `TXA|1|CN^Outpatient letter|TX|${daysAgo(8)}1600||||||||LETTER-${of}^PAS|||||AU|U|AV`,
    'OBX|1|TX|L^Letter||Dear Dr Meadows, she lives at 7 Fen Lane, Histon.||||||F',
  ]),
  withColumns(homeCare(of), { Postcode: 'CB99 1ZZ', Provider_CQC_Location_ID: '1-999000001', GP_Practice_Code: 'Y99901' }),
  dischargeSummary(of),
];

/** Traces of a place, a way of reaching somebody or somebody near, as the messages say them. */
const traces =
  /Fen Lane|Histon|CB99|01223000001|fenmail|KINWORTH|Kin Close|Cottenham|01223000077|GRANTA EXAMPLE|Meadows|Moira|Larkfield|Kerbside|Ely |Soham|Cardiology Clinic|Testwell|1-999000001|Home support|Ursula|Fenwick/g;
/** Partners whose names tell where to look. */
const nearby = /Y99901|Granta|"odsCode":"312"|Cambridgeshire County Council|cambridgeshire-adults|y99901-gp/gi;
const found = (answer: Answer, what: RegExp) => [...new Set(answer.text.match(what))].toSorted();

const readers = ['gp', 'hospital-doctor', 'nurse', 'pharmacist', 'social-worker', 'receptionist'] as const;
const flag = {
  feed: {
    of: ann,
    set: (record: TestRecord) => record.take(hl7('granta', 'ADT^A31', [pid(ann, home), 'PV1|1|N', 'ZU8||||1'])),
  },
  mutation: {
    of: bilal,
    set: async (record: TestRecord) => {
      const mutation = `mutation ($input: SetSensitiveAddressInput!) { setSensitiveAddress(input: $input) { id version } }`;
      const input = { nhsNumber: bilal, reason: 'Has moved away from somebody', idempotencyKey: 'desk-1' };
      const answer = await record.ask('gp', mutation, { input });
      expect(answer.codes).toEqual([]);
      return answer;
    },
  },
};

describe.each(['feed', 'mutation'] as const)('a sensitive-address flag by %s', (by) => {
  const { of, set } = flag[by];
  let record: TestRecord;
  const before = new Map<Role, Answer>();
  const after = new Map<Role, Answer>();
  let demographics: OneSubgraph;
  let link: string;

  beforeAll(async () => {
    record = await startRecord({ feeds: told(of) });
    demographics = await startOneSubgraph(record, 'demographics');
    const everything = await wholeRecordQuery(record);
    for (const role of readers) before.set(role, await record.ask(role, everything, { of }));
    const linked = `query ($of: ID!) { patient(nhsNumber: $of) { documents { entries { content { link } } } } }`;
    const { data } = await record.ask('gp', linked, { of });
    link = data.patient.documents.entries.map((entry: { content?: { link: string } }) => entry.content?.link).find(Boolean);
    await set(record);
    // Nothing in between: the very next question of each session.
    for (const role of readers) after.set(role, await record.ask(role, everything, { of }));
  });

  test('R23 hides what was shown a moment ago, from every role, in every section', () => {
    const gp = found(before.get('gp')!, traces);
    expect(gp.length).toBeGreaterThan(15);
    expect(found(before.get('hospital-doctor')!, nearby).length).toBeGreaterThan(3);
    for (const role of readers) {
      expect([role, found(before.get(role)!, traces).length > 3]).toEqual([role, true]);
      expect([role, found(after.get(role)!, traces)]).toEqual([role, []]);
    }
    for (const role of ['hospital-doctor', 'nurse', 'pharmacist'] as const) {
      // Who shares a section that the role does not see is told alike about everybody.
      const seen = Object.values(after.get(role)!.data.patient).filter(
        (value) => (value as { entries?: unknown }).entries != null,
      );
      expect([seen.length > 5, JSON.stringify(seen).match(nearby)]).toEqual([true, null]);
    }
  });

  test('R23 leaves what care is decided by, and says of the rest that it is withheld and why', () => {
    const { data, errors } = after.get('gp')!;
    const problems = data.patient.problemList.entries.map((entry: { problem: { text: string } }) => entry.problem.text);
    expect(problems).toEqual(expect.arrayContaining(['Heart failure', 'Community acquired pneumonia']));
    expect(data.patient.personDemographics.entries[0]).toMatchObject({ dateOfBirth: '1952-03-14', personsAddress: null });
    const counts = (answer: Answer) =>
      Object.entries(answer.data.patient).map(([section, value]) => [section, (value as { totalCount?: number }).totalCount]);
    expect(counts(after.get('gp')!)).toEqual(counts(before.get('gp')!));
    const reasons = errors.filter(({ path }) => path?.[1] === 'personDemographics').map(({ extensions }) => extensions.reason);
    expect(reasons).toContain('SENSITIVE_ADDRESS');
  });

  test('R23 is got round by no alias, fragment, filter, order or subgraph asked alone', async () => {
    const ask = (query: string) => record.ask('hospital-doctor', query, { of });
    const aliased = await ask(`query ($of: ID!) {
      a: patient(nhsNumber: $of) { ...Home x: personDemographics { entries { y: personsAddress { z: postcode } } } }
      b: patient(nhsNumber: $of) { ...Home ... on Patient { gpPractice { entries(reconciled: false, first: 1) { gpPracticeDetails } } } }
    } fragment Home on Patient {
      personDemographics { entries { narrative ...Address } } personalContacts { entries { name contactDetails } }
      contactsWithProfessionals { entries { service { text } locationOfContact { text } visitIdentifier } }
    } fragment Address on PersonDemographicsEntry { personsAddress { addressLine1 } personsContactDetails { otherContactInformation } }`);
    expect(aliased.errors.filter(({ extensions }) => extensions.code !== 'WITHHELD')).toEqual([]);
    expect(aliased.data.a.personDemographics.entries.length).toBeGreaterThan(0);
    expect([...found(aliased, traces), ...found(aliased, nearby)]).toEqual([]);
    for (const ods of ['Y99901', '312']) {
      const filtered = await ask(`query ($of: ID!) { patient(nhsNumber: $of) {
        personDemographics { entries(filter: { partners: ["${ods}"] }) { id } } } }`);
      expect(filtered.data.patient.personDemographics.entries).toBeNull();
      expect(filtered.errors[0]!.extensions).toMatchObject({ code: 'WITHHELD', reason: 'SENSITIVE_ADDRESS' });
    }
    const alone = await demographics.ask(
      'hospital-doctor',
      `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Patient { personDemographics { entries {
        dateOfBirth personsAddress { postcode } provenance { feed partner { odsCode } } } coverage { partner { name } } } } } }`,
      { of: [{ __typename: 'Patient', nhsNumber: of }] },
    );
    expect(alone.data._entities[0].personDemographics.entries[0].dateOfBirth).toBe('1952-03-14');
    expect([...found(alone, traces), ...found(alone, nearby)]).toEqual([]);
  });

  test('R23 shuts a link that was made before, and makes no new one', async () => {
    const opened = await fetch(`${record.url}${link}`, { headers: { authorization: `Bearer ${await record.token('gp')}` } });
    expect(opened.status).toBe(403);
    const text = await opened.text();
    expect(JSON.parse(text).errors[0].extensions).toEqual({ code: 'WITHHELD', reason: 'SENSITIVE_ADDRESS' });
    expect(text).not.toContain('Histon');
    const linked = `query ($of: ID!) { patient(nhsNumber: $of) { documents { entries { content { available link } } } } }`;
    const { data } = await record.ask('gp', linked, { of });
    const contents = data.patient.documents.entries.map((entry: { content: unknown }) => entry.content).filter(Boolean);
    expect(contents.length).toBeGreaterThan(0);
    for (const content of contents) expect(content).toMatchObject({ link: null });
  });
});
