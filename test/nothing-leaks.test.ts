/** R2, R22, R23, R29: what a viewer may not know is told by no list, count, order, alias, filter or freshness either. */
import { beforeAll, describe, expect, test } from 'vitest';
import { RecordError } from '../schema/errors.js';
import type { NhsNumber } from '../schema/nhs-number.js';
import { entry, known, serve, stranger, type Held, type ReadSide } from './held-in-memory.js';

const ann = '9990000018';
const flagged = '9990000026';
const nobody = '9990000042';

const coded = (text: string, code: string) => ({ coding: [{ code, system: 'http://snomed.info/sct', display: text }], text });
const asthma = { problem: coded('Asthma', '195967001'), problemStatus: coded('Active', '55561003') };
const allergy = (comment: string) => ({ causativeAgent: coded('Penicillin', '764146007'), comment, narrative: comment });

function heldOf(nhsNumber: NhsNumber): Held {
  if (nhsNumber === nobody) return stranger(nhsNumber);
  const entries = [
    entry('problemList', 'RGT', 'p-hospital', asthma, 3),
    entry('problemList', 'Y99901', 'p-practice', { ...asthma, comment: ['Since school'] }, 2),
    entry('problemList', '312', 'p-council', { problem: coded('Falls', '217082002') }, 1),
    entry('allergiesAndAdverseReactions', 'RGT', 'a-hospital', allergy('Rash'), 2),
    entry('allergiesAndAdverseReactions', 'Y99901', 'a-practice', allergy('Wheeze'), 1),
  ];
  return { facts: known(nhsNumber, ['RGT', 'Y99901', '312'], { sensitiveAddress: nhsNumber === flagged }), entries };
}

let graph: ReadSide;
let encounters: ReadSide;
const received = new Map(
  ['y99901-gp', 'rgt-pas', 'cambridgeshire-adults'].map((feed, i) => [feed, `2026-01-0${i + 1}T00:00:00+00:00` as never]),
);
beforeAll(async () => {
  graph = await serve(heldOf, { lastReceivedByFeed: () => Promise.resolve(received) });
  encounters = await serve(heldOf, { only: 'encounters' });
});

const coverage = 'coverage { partner { odsCode name kind } status reason explanation liveFrom lastReceivedAt }';
const of = (nhsNumber: string, selection: string) => `{ patient(nhsNumber: "${nhsNumber}") { ${selection} } }`;

describe('who has no relationship', () => {
  const everything = `access { permitted reason } problemList { totalCount ${coverage} } personDemographics { totalCount ${coverage} }`;

  test.each(['paramedic', 'gp', 'social-worker', 'receptionist', 'privacy-officer'] as const)(
    'R2 R23 as a %s reads the same of a person who is known, one whose address is protected and one nobody knows',
    async (role) => {
      const [one, two, three] = await Promise.all(
        [ann, flagged, nobody].map(async (nhsNumber) => (await graph.ask(role, of(nhsNumber, everything), {}, 'Y99902')).text),
      );
      expect(one).toContain('"permitted":false');
      expect(two).toBe(one);
      expect(three).toBe(one);
    },
  );

  test('R2 learns from a subgraph no more', async () => {
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Patient { problemList { totalCount entries { id } ${coverage} } } } }`;
    const texts = [ann, flagged, nobody].map(async (nhsNumber) => {
      const answer = await encounters.ask('paramedic', query, { of: [{ __typename: 'Patient', nhsNumber }] });
      return answer.text;
    });
    const [one, ...others] = await Promise.all(texts);
    for (const other of others) expect(other).toBe(one);
  });

  test('R2 is told of no practice by a section that the role does not see', async () => {
    const { data } = await graph.ask('receptionist', of(ann, `problemList { ${coverage} }`), {}, '312');
    const kinds = data.patient.problemList.coverage.map((line: { partner: { kind: string } }) => line.partner.kind);
    expect(kinds).not.toContain('gp-practice');
  });
});

describe('where the whereabouts of a person are protected', () => {
  const hidden = (role: 'hospital-doctor' | 'gp', selection: string) => graph.ask(role, of(flagged, selection));

  test('R23 the practice is told neither by name nor by how fresh its data is', async () => {
    const { data } = await hidden('hospital-doctor', `problemList { ${coverage} }`);
    const lines = data.patient.problemList.coverage as readonly Readonly<Record<string, unknown>>[];
    const near = lines.filter(({ partner }) => partner === null);
    expect(near.length).toBeGreaterThan(2);
    for (const line of near) expect(line).toMatchObject({ liveFrom: null, lastReceivedAt: null });
    expect(lines.filter(({ partner }) => partner !== null).some(({ lastReceivedAt }) => lastReceivedAt !== null)).toBe(true);
  });

  test('R23 no filter tells which partner an entry is of', async () => {
    const filtered = (ods: string) =>
      hidden('hospital-doctor', `problemList { entries(filter: { partners: ["RGT", "${ods}"] }) { id } }`);
    for (const ods of ['Y99901', 'Y99902', '312', '725']) {
      const answer = await filtered(ods);
      expect(answer.data.patient.problemList.entries).toBeNull();
      expect(answer.errors).toMatchObject([{ extensions: { code: 'WITHHELD', reason: 'SENSITIVE_ADDRESS' } }]);
      expect(answer.disclosures[0]!.withheld).toMatchObject([
        { coordinate: 'Patient.problemList.entries', reason: 'SENSITIVE_ADDRESS' },
      ]);
    }
    expect((await filtered('RGN')).data.patient.problemList.entries).toHaveLength(1);
    // What is one's own is no secret to oneself.
    const own = await hidden('gp', 'problemList { entries(filter: { partners: ["Y99901"] }) { id } }');
    expect(own.data.patient.problemList.entries).toEqual([{ id: 'p-practice' }]);
  });
});

test('R23 nobody and nothing near a person with protected whereabouts is named by any element of any entry', async () => {
  const who = { name: 'Dr Granta', role: coded('GP', '62247001'), professionalIdentifier: 'G9990101' };
  const spoken = await serve((nhsNumber) => ({
    facts: known(nhsNumber, ['RGT'], { sensitiveAddress: true }),
    entries: [
      entry('problemList', 'Y99901', 'p', { ...asthma, performingProfessional: who, personCompletingRecord: who }),
      entry('personDemographics', 'RGT', 'd', { otherIdentifier: [{ value: '10100052', authority: 'Y99901' }] }),
      entry('contactsWithProfessionals', 'RYV', 'c', {
        visitIdentifier: 'RYVC0004001',
        seenBy: [who],
        responsibleProfessional: who,
      }),
      entry('documents', 'Y99901', 'l', {
        documentTitle: 'Letter to Granta',
        documentIdentifier: 'Y99901-7',
        recipients: ['Dr Granta'],
      }),
    ],
  }));
  const professional = '{ name professionalIdentifier role { text } }';
  const { data, errors } = await spoken.ask(
    'hospital-doctor',
    of(
      flagged,
      `
    problemList { entries { performingProfessional ${professional} personCompletingRecord ${professional} problem { text } provenance { partner { odsCode } messageIdentifier } } }
    personDemographics { entries { otherIdentifier { value authority } } }
    contactsWithProfessionals { entries { visitIdentifier seenBy { name } responsibleProfessional { name } } }
    documents { entries { documentTitle documentIdentifier recipients } }`,
    ),
  );
  expect(JSON.stringify(data)).not.toMatch(/granta|G9990101|Y99901|10100052|RYV/i);
  expect(data.patient.problemList.entries[0]).toMatchObject({
    problem: { text: 'Asthma' },
    performingProfessional: { role: { text: 'GP' } },
  });
  expect(new Set(errors.map(({ extensions }) => extensions['reason']))).toEqual(new Set(['SENSITIVE_ADDRESS']));
});

describe('a section asked for twice', () => {
  // The role does not see comments of allergies: by them the two entries differ, for every alias alike.
  const twice = (section: string, more = '') =>
    `${['a', 'b'].map((alias) => `${alias}: ${section} { totalCount entries { id comment alsoRecordedBy { id } ${more} } }`).join(' ')}`;

  test('answers alike under each alias, whatever the first one hides', async () => {
    for (const role of ['social-worker', 'gp', 'hospital-doctor', 'pharmacist'] as const) {
      for (const nhsNumber of [ann, flagged]) {
        const { data } = await graph.ask(role, of(nhsNumber, twice('allergiesAndAdverseReactions', 'narrative')));
        expect(data.patient.a).toEqual(data.patient.b);
      }
    }
    const { data } = await graph.ask('social-worker', of(ann, twice('allergiesAndAdverseReactions')));
    expect(data.patient.b).toMatchObject({ totalCount: 2, entries: [{ comment: null }, { comment: null }] });
  });

  test('counts in the audit each time it is shown', async () => {
    const { disclosures } = await graph.ask('gp', of(ann, twice('allergiesAndAdverseReactions')));
    const counts = Object.fromEntries(disclosures[0]!.returned.map(({ coordinate, count }) => [coordinate, count]));
    expect(counts['AllergiesAndAdverseReactionsEntry.id']).toBe(4);
    expect(counts['Patient.allergiesAndAdverseReactions.totalCount']).toBe(2);
  });
});

test('R29 where only the freshness cannot be read, the section is shown and the outage told', async () => {
  const outage = await serve(heldOf, { lastReceivedByFeed: () => Promise.reject(new RecordError('STORE_UNAVAILABLE')) });
  const answer = await outage.ask('gp', of(ann, 'problemList { totalCount entries { id } coverage { status lastReceivedAt } }'));
  expect(answer.data.patient.problemList).toMatchObject({ totalCount: 2, entries: [{}, {}] });
  expect(answer.data.patient.problemList.coverage[0]).toEqual({ status: 'SHARED', lastReceivedAt: null });
  expect(answer.errors[0]).toMatchObject({
    path: ['patient', 'problemList', 'coverage', 0, 'lastReceivedAt'],
    extensions: { code: 'STORE_UNAVAILABLE' },
  });
  const shown = answer.disclosures[0]!.returned.map(({ coordinate }) => coordinate);
  expect(shown).toContain('Patient.problemList.coverage.status');
  expect(shown).not.toContain('Patient.problemList.coverage.lastReceivedAt');
});

test('R38 a field is told to be of those entries and partners that have it, and of no others', async () => {
  const { disclosures } = await graph.ask(
    'gp',
    of(ann, 'problemList { entries { comment problem { text } alsoRecordedBy { id } } }'),
  );
  const fields = Object.fromEntries(disclosures[0]!.returned.map(({ coordinate, ...field }) => [coordinate, field]));
  expect(fields['ProblemListEntry.comment']).toEqual({ count: 1, partners: ['Y99901'], entries: ['p-practice'] });
  expect(fields['ProblemListEntry.problem.text']).toEqual({
    count: 2,
    partners: ['Y99901', '312'],
    entries: ['p-practice', 'p-council'],
  });
  expect(fields['ProblemListEntry.alsoRecordedBy.id']).toEqual({ count: 1, partners: ['RGT'], entries: ['p-hospital'] });
});

test('R38 a refused question about objections leaves the rest of the answer, and both are in the audit', async () => {
  const query = `{ patient(nhsNumber: "${ann}") { personDemographics { totalCount } } objections(nhsNumber: "${ann}") { id } }`;
  const answer = await graph.ask('receptionist', query);
  expect(answer.data).toEqual({ patient: { personDemographics: { totalCount: 0 } }, objections: null });
  expect(answer.disclosures).toMatchObject([
    { returned: [{ coordinate: 'Patient.personDemographics.totalCount' }], withheld: [{ coordinate: 'Query.objections' }] },
  ]);
});
