/** R11, R12: an objection hides at once, in open sessions and from `_entities` too; each organisation keeps seeing its own. */
import { describe, expect, test } from 'vitest';
import { ann, attended, bilal, chidi, hl7, pid, registered } from './feed-messages.js';
import { startRecord, type Answer, type TestRecord, type Asked } from './record.js';
import { startOneSubgraph } from './one-subgraph.js';

const record = await startRecord({ feeds: [ann, bilal, chidi].flatMap((of) => [registered(of), attended(of)]) });
const encounters = await startOneSubgraph(record, 'encounters');

const sectionsOf = `
  problemList { totalCount entries { problem { text } provenance { partner { odsCode } } } coverage { partner { odsCode } status reason explanation } }
  contactsWithProfessionals { totalCount entries { provenance { partner { odsCode } } } }`;
const query = `query ($of: ID!) { patient(nhsNumber: $of) { personDemographics { entries { provenance { partner { odsCode } } } } ${sectionsOf} } }`;
const trailQuery = `query ($of: ID!) { auditTrail(nhsNumber: $of, first: 1) { disclosures {
  returned { coordinate count partners } withheld { coordinate reason partners } } } }`;
const entities = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Patient { ${sectionsOf} } } }`;

const ask = async (persona: Parameters<TestRecord['ask']>[0], of: string) =>
  (await record.ask(persona, query, { of })).data.patient;
const askSubgraph = async (persona: Parameters<TestRecord['ask']>[0], of: string) =>
  (await encounters.ask(persona, entities, { of: [{ __typename: 'Patient', nhsNumber: of }] })).data._entities[0];
const partnersIn = (section: { entries: { provenance: { partner: { odsCode: string } | null } }[] }) => [
  ...new Set(section.entries.flatMap(({ provenance }) => provenance.partner?.odsCode ?? [])),
];
const hospitalIn = (patient: Asked) =>
  patient.problemList.coverage.find((line: { partner: { odsCode: string } }) => line.partner.odsCode === 'RGT');

async function object(of: string, scope: object = {}, key = `objection of ${of}`): Promise<{ id: string; version: number }> {
  const answer: Answer = await record.ask(
    'gp',
    'mutation ($input: RecordObjectionInput!) { recordObjection(input: $input) { id version } }',
    { input: { nhsNumber: of, idempotencyKey: key, ...scope } },
  );
  expect(answer.errors).toEqual([]);
  return answer.data.recordObjection;
}
async function withdraw({ id, version }: { id: string; version: number }): Promise<Answer> {
  return record.ask(
    'gp',
    'mutation ($id: ID!, $version: Int!) { withdrawObjection(id: $id, version: $version, reason: "changed their mind") { withdrawnAt } }',
    { id, version },
  );
}

describe('an objection to sharing', () => {
  test('R12 hides the record from other organisations at once, in a session that is open, and from _entities', async () => {
    const before = await ask('gp', ann);
    expect(before.problemList).toMatchObject({ totalCount: 1, entries: [{ problem: { text: 'Heart failure' } }] });
    expect((await askSubgraph('gp', ann)).problemList.totalCount).toBe(1);

    await object(ann);

    // The very token that read it a moment ago.
    const after = await ask('gp', ann);
    expect(after.problemList).toMatchObject({ totalCount: 0, entries: [] });
    expect(after.contactsWithProfessionals).toEqual({ totalCount: 0, entries: [] });
    const around = await askSubgraph('gp', ann);
    expect(around.problemList).toMatchObject({ totalCount: 0, entries: [] });
    expect(around.contactsWithProfessionals).toEqual({ totalCount: 0, entries: [] });
  });

  test('R29 says in coverage that something is withheld, and why', async () => {
    const expected = { status: 'WITHHELD', reason: 'OBJECTION', explanation: 'The person has objected to this being shared.' };
    expect(hospitalIn(await ask('gp', ann))).toMatchObject(expected);
    expect(hospitalIn(await askSubgraph('gp', ann))).toMatchObject(expected);
  });

  test('R12 leaves each organisation what it holds itself', async () => {
    const [practice, hospital] = [await ask('gp', ann), await ask('hospital-doctor', ann)];
    expect(partnersIn(practice.personDemographics)).toEqual(['Y99901']);
    expect(partnersIn(hospital.personDemographics)).toEqual(['RGT']);
    expect(hospital.problemList.entries).toMatchObject([{ problem: { text: 'Heart failure' } }]);
    expect(hospitalIn(hospital)).toMatchObject({ status: 'SHARED', reason: null });
  });

  test('R13 keeps name, date of birth and NHS number readable, and nothing else: not whose they are', async () => {
    const minimum = `query ($of: ID!) { patient(nhsNumber: $of) { personDemographics {
      totalCount
      entries { ...all }
      byPartner: entries(filter: { partners: ["RGT"] }) { id }
      byDate: entries(filter: { from: "1900", to: "2100" }) { provenance { feed } }
      past: entries(filter: { period: PAST }) { provenance { feed } }
      coverage { partner { odsCode } status reason }
    } } }
    fragment all on PersonDemographicsEntry {
      personName { personFamilyName } dateOfBirth nhsNumber
      gender { text } aliased: gender { text } narrative personsAddress { postcode } alsoRecordedBy { id }
      provenance { partner { odsCode } system feed format messageType messageIdentifier recordedAt receivedAt nhsNumberStatus }
    }`;
    const answer = await record.ask('gp', minimum, { of: ann });
    const { totalCount, entries, byPartner, byDate, past, coverage } = answer.data.patient.personDemographics;
    expect(totalCount).toBe(2);
    const own = entries.find(({ provenance }: Asked) => provenance.partner?.odsCode === 'Y99901');
    const other = entries.find((entry: Asked) => entry !== own);
    expect(own).toMatchObject({ personName: { personFamilyName: ['EXAMPLEWORTH'] }, provenance: { feed: 'y99901-gp' } });
    expect(other).toEqual({
      personName: { personFamilyName: own.personName.personFamilyName },
      dateOfBirth: own.dateOfBirth,
      nhsNumber: own.nhsNumber,
      gender: null,
      aliased: null,
      narrative: null,
      personsAddress: null,
      alsoRecordedBy: [],
      provenance: Object.fromEntries(Object.keys(own.provenance).map((field) => [field, null])),
    });
    const at = entries.indexOf(other);
    expect(
      answer.errors
        .filter(({ extensions }) => extensions['reason'] === 'OBJECTION')
        .map(({ path }) => String(path?.join('.')))
        .toSorted(),
    ).toEqual(['aliased', 'gender', 'personsAddress'].map((name) => `patient.personDemographics.entries.${at}.${name}`));
    // No filter tells whose it is, or a date that is withheld.
    expect(byPartner).toEqual([]);
    for (const found of [byDate, past]) for (const { provenance } of found) expect(provenance.feed).toBe('y99901-gp');
    expect(coverage.find(({ partner }: Asked) => partner.odsCode === 'RGT')).toMatchObject({
      status: 'WITHHELD',
      reason: 'OBJECTION',
    });

    const trail = await record.ask('privacy-officer', trailQuery, { of: ann });
    const [disclosure]: { readonly [part: string]: Asked[] }[] = trail.data.auditTrail.disclosures;
    const withheld = disclosure!['withheld']!.filter(({ reason }) => reason === 'OBJECTION');
    expect(withheld.map(({ coordinate }) => coordinate)).toEqual(
      expect.arrayContaining([
        'Patient.personDemographics',
        'PersonDemographicsEntry.gender',
        'PersonDemographicsEntry.provenance',
      ]),
    );
    for (const { partners } of withheld) expect(partners).toEqual(['RGT']);
    expect(disclosure!['returned']!.find(({ coordinate }) => coordinate === 'PersonDemographicsEntry.dateOfBirth')).toMatchObject(
      {
        count: 2,
        partners: expect.arrayContaining(['RGT', 'Y99901']),
      },
    );
    expect(
      disclosure!['returned']!.find(({ coordinate }) => coordinate === 'PersonDemographicsEntry.gender')?.partners ?? [],
    ).not.toContain('RGT');
  });

  test('R12 withdrawn, shows again at once; only the version that was seen can be withdrawn', async () => {
    const again = await object(ann);
    expect((await withdraw({ ...again, version: again.version + 1 })).codes).toEqual(['VERSION_CONFLICT']);
    expect((await ask('gp', ann)).problemList.totalCount).toBe(0);
    expect((await withdraw(again)).errors).toEqual([]);
    expect((await ask('gp', ann)).problemList).toMatchObject({
      totalCount: 1,
      entries: [{ problem: { text: 'Heart failure' } }],
    });
    expect((await askSubgraph('gp', ann)).problemList.totalCount).toBe(1);
  });

  test('R11 can be to one section, one source or one recipient', async () => {
    const toSection = await object(bilal, { sections: ['problemList'] }, 'section');
    expect(await ask('gp', bilal)).toMatchObject({
      problemList: { totalCount: 0 },
      contactsWithProfessionals: { totalCount: 1 },
    });
    await withdraw(toSection);
    const toSource = await object(bilal, { sourcePartners: ['Y99901'] }, 'source');
    expect(partnersIn((await ask('hospital-doctor', bilal)).personDemographics)).toEqual(['RGT']);
    expect((await ask('gp', bilal)).problemList.totalCount).toBe(1);
    await withdraw(toSource);
    await object(bilal, { recipientPartners: ['RGT'] }, 'recipient');
    expect(partnersIn((await ask('hospital-doctor', bilal)).personDemographics)).toEqual(['RGT']);
    expect(partnersIn((await ask('gp', bilal)).personDemographics).toSorted()).toEqual(['RGT', 'Y99901']);
  });

  test('R12 R21 can come by feed (ZU8-2), and only an explicit consent lifts it', async () => {
    const say = (consent: string) => record.take(hl7('hospital', 'ADT^A31', [pid(chidi), 'PV1|1|N', `ZU8||${consent}`]));
    await say('2');
    expect((await ask('gp', chidi)).problemList).toMatchObject({ totalCount: 0, entries: [] });
    expect((await askSubgraph('gp', chidi)).problemList).toMatchObject({ totalCount: 0, entries: [] });
    await say('""');
    expect((await ask('gp', chidi)).problemList.totalCount).toBe(0);
    await say('3');
    expect((await ask('gp', chidi)).problemList.totalCount).toBe(0);
    await say('1');
    expect((await ask('gp', chidi)).problemList.totalCount).toBe(1);
  });
});
