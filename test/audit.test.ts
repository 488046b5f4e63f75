/** R38, R39: no audit, no answer; the trail says what was shown and withheld, refuses every change, and is itself audited. */
import { describe, expect, test } from 'vitest';
import { ann, attended, bilal, hl7, homeCare, pid, registered } from './feed-messages.js';
import { startOneSubgraph } from './one-subgraph.js';
import { startRecord, type Asked } from './record.js';

const record = await startRecord({
  feeds: [
    registered(ann),
    attended(ann),
    homeCare(ann),
    registered(bilal),
    attended(bilal),
    hl7('hospital', 'ADT^A31', [pid(bilal), 'PV1|1|N', 'ZU8||2']),
  ],
});
const encounters = await startOneSubgraph(record, 'encounters');

const query = `query Problems($of: ID!) { patient(nhsNumber: $of) {
  personDemographics { totalCount entries { personName { personFamilyName } } }
  problemList { entries { id problem { text } provenance { partner { odsCode } } } } } }`;
const entities = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Patient { problemList { entries { problem { text } } } } } }`;
const trailQuery = `query Trail($of: ID!) { auditTrail(nhsNumber: $of) { totalCount disclosures {
  id at userId userName roleCode role organisation purpose lawfulBasis relationship operationName operationHash requestId subgraphs
  returned { coordinate count partners entries } withheld { coordinate reason rule partners } } } }`;
const trailOf = async (of: string): Promise<Asked> => {
  const answer = await record.ask('privacy-officer', trailQuery, { of });
  expect(answer.errors).toEqual([]);
  return answer.data.auditTrail;
};

describe('the trail of a person', () => {
  test('R38 R10 says who asked, in which role, for which organisation and purpose, on which basis and relationship', async () => {
    const before = Date.now();
    const answer = await record.ask('gp', query, { of: ann });
    const [newest] = (await trailOf(ann)).disclosures;
    expect(newest).toMatchObject({
      userId: '999000000011',
      userName: 'Dr Amara Osei',
      roleCode: 'R0260',
      role: 'gp',
      organisation: 'Y99901',
      purpose: 'direct-care',
      lawfulBasis: ['UK GDPR 6(1)(e)', 'UK GDPR 9(2)(h)'],
      relationship: 'registered-practice at Y99901',
      operationName: 'Problems',
      requestId: answer.headers.get('x-request-id'),
    });
    expect(newest.subgraphs.toSorted()).toEqual(['demographics', 'encounters']);
    expect(Date.parse(newest.at)).toBeGreaterThanOrEqual(before);
  });

  test('R38 lists every field that was returned, with its count, partners and entries', async () => {
    const answer = await record.ask('gp', query, { of: ann });
    const shown = answer.data.patient.problemList.entries;
    const [{ returned, withheld }] = (await trailOf(ann)).disclosures;
    const of = (coordinate: string): Asked => returned.find((field: Asked) => field.coordinate === coordinate);
    expect(of('ProblemListEntry.problem')).toEqual({
      coordinate: 'ProblemListEntry.problem',
      count: shown.length,
      partners: ['RGT'],
      entries: shown.map((entry: Asked) => entry.id),
    });
    const named = answer.data.patient.personDemographics.entries.filter((entry: Asked) => entry.personName !== null);
    expect(of('PersonDemographicsEntry.personName').count).toBe(named.length);
    expect(of('PersonDemographicsEntry.personName').partners).toEqual(expect.arrayContaining(['RGT', 'Y99901']));
    const coordinates = returned.map((field: Asked) => field.coordinate);
    for (const leaf of ['Patient.problemList.entries', 'Patient.personDemographics.totalCount', 'ProblemListEntry.provenance']) {
      expect(coordinates).toContain(leaf);
    }
    expect(withheld).toEqual([]);
  });

  test('R38 lists what was withheld, with the reason, the rule and the partners', async () => {
    await record.ask('receptionist', query, { of: ann });
    const [byRole] = (await trailOf(ann)).disclosures;
    expect(byRole.withheld).toEqual([
      { coordinate: 'Patient.problemList', reason: 'ROLE_NOT_PERMITTED', rule: 'R3 receptionist problemList', partners: [] },
    ]);
    await record.ask('gp', query, { of: bilal });
    const [byObjection] = (await trailOf(bilal)).disclosures;
    expect(byObjection.withheld).toContainEqual({
      coordinate: 'Patient.problemList',
      reason: 'OBJECTION',
      rule: 'R11 objection',
      partners: ['RGT'],
    });
  });

  test('R38 holds attempts that were refused whole, also on people nobody knows', async () => {
    const nobody = '9990000042';
    await record.ask('gp', query, { of: nobody });
    const { totalCount, disclosures } = await trailOf(nobody);
    expect(totalCount).toBeGreaterThanOrEqual(1);
    expect(disclosures[0]).toMatchObject({ userId: '999000000011', relationship: null });
    expect(disclosures[0].withheld.map((field: Asked) => field.reason)).toEqual(['NO_RELATIONSHIP', 'NO_RELATIONSHIP']);
  });

  test('R38 holds one disclosure for each person of an operation that asks about two', async () => {
    const before = await Promise.all([ann, bilal].map(async (of) => (await trailOf(of)).totalCount));
    const answer = await record.ask(
      'gp',
      `query Two($a: ID!, $b: ID!) { a: patient(nhsNumber: $a) { gpPractice { totalCount } } b: patient(nhsNumber: $b) { gpPractice { totalCount } } }`,
      { a: ann, b: bilal },
    );
    const after = await Promise.all([ann, bilal].map(trailOf));
    // Each look at the trail is one more of its own.
    expect(after.map((trail) => trail.totalCount)).toEqual(before.map((count) => count + 2));
    for (const { disclosures } of after) expect(disclosures[0].requestId).toBe(answer.headers.get('x-request-id'));
  });

  test('R39 is for privacy officers only, and reading it is in it', async () => {
    for (const persona of ['gp', 'hospital-doctor', 'receptionist', 'analyst'] as const) {
      const answer = await record.ask(persona, trailQuery, { of: ann });
      expect(answer.data).toEqual({ auditTrail: null });
      expect(answer.codes).toEqual(['WITHHELD']);
    }
    const first = await trailOf(ann);
    expect(first.disclosures[0].withheld).toMatchObject([{ coordinate: 'Query.auditTrail', reason: 'ROLE_NOT_PERMITTED' }]);
    const [second] = (await trailOf(ann)).disclosures;
    expect(second).toMatchObject({ role: 'privacy-officer', operationName: 'Trail', purpose: 'access-review' });
    expect(second.returned.map((field: Asked) => field.coordinate)).toContain('Query.auditTrail');
  });

  test('R39 holds no clinical value and no name of the person', async () => {
    const rows = await record.sql('select document from disclosure');
    expect(rows.length).toBeGreaterThan(5);
    expect(JSON.stringify(rows)).not.toMatch(/Heart failure|84114007|EXAMPLEWORTH/);
  });
});

describe('the table of the trail', () => {
  test.each([
    ['changed', `update disclosure set user_id = 'somebody else'`],
    ['deleted', 'delete from disclosure'],
    ['truncated', 'truncate disclosure'],
  ])('R39 cannot be %s', async (_how, statement) => {
    const count = async () => (await record.sql('select count(*)::int as n from disclosure'))[0].n;
    const before = await count();
    await expect(record.sql(statement)).rejects.toThrow('the audit trail is append-only');
    expect(await count()).toBe(before);
  });
});

describe('when the trail cannot be written', () => {
  test('R38 nothing is answered, by no way in; and answers come back with it', async () => {
    const trail = `{ me { userId } }`;
    await record.sql('alter table disclosure rename to disclosure_away');
    try {
      for (const persona of ['gp', 'receptionist', 'analyst'] as const) {
        const answer = await record.ask(persona, query, { of: ann });
        expect(answer.status).toBe(503);
        expect(answer.codes).toEqual(['AUDIT_UNAVAILABLE']);
        expect(JSON.parse(answer.text)).not.toHaveProperty('data');
        expect(answer.text).not.toMatch(/Heart failure|EXAMPLEWORTH/);
      }
      const around = await encounters.ask('gp', entities, { of: [{ __typename: 'Patient', nhsNumber: ann }] });
      expect([around.status, around.codes]).toEqual([503, ['AUDIT_UNAVAILABLE']]);
      expect(around.text).not.toContain('Heart failure');
      const review = await record.ask('privacy-officer', trailQuery, { of: ann });
      expect(review.codes).toEqual(['AUDIT_UNAVAILABLE']);
      // What touches nobody's record needs no trail.
      expect((await record.ask('gp', trail)).errors).toEqual([]);
    } finally {
      await record.sql('alter table disclosure_away rename to disclosure');
    }
    const answer = await record.ask('gp', query, { of: ann });
    expect(answer.errors).toEqual([]);
    expect(answer.text).toContain('Heart failure');
  });

  test('R38 nor when its disk is full: the database refuses the row', async () => {
    await record.sql(
      `create function no_space() returns trigger language plpgsql as $$ begin raise exception using errcode = 'disk_full'; end $$`,
    );
    await record.sql('create trigger full_disk before insert on disclosure for each statement execute function no_space()');
    const refused = await record.ask('gp', query, { of: ann });
    await record.sql('drop trigger full_disk on disclosure');
    expect([refused.status, refused.codes]).toEqual([503, ['AUDIT_UNAVAILABLE']]);
    expect(refused.text).not.toContain('Heart failure');
    expect((await record.ask('gp', query, { of: ann })).status).toBe(200);
  });
});
