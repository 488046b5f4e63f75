/** R3: a receptionist reads the phone number and no diagnosis, whatever way is tried; a refusal is never an empty list. */
import { describe, expect, test } from 'vitest';
import { ann, attended, registered } from './feed-messages.js';
import { startOneSubgraph } from './one-subgraph.js';
import { answerIn, startRecord, type Answer } from './record.js';

const diagnosis = 'Heart failure';
const phone = '01223000001';

const record = await startRecord({ feeds: [registered(ann), attended(ann)] });
const encounters = await startOneSubgraph(record, 'encounters');

const ask = (query: string, variables: object = {}) => record.ask('receptionist', query, { of: ann, ...variables });
const askAsGp = (query: string, variables: object = {}) => record.ask('gp', query, { of: ann, ...variables });

/** No word of the diagnosis, and every place it was asked at null with a coded error. */
function expectRefused(answer: Answer, ...paths: readonly string[]): void {
  expect(answer.text).not.toContain(diagnosis);
  expect(answer.text).not.toContain('84114007');
  const refused = answer.errors.filter(({ extensions }) => extensions.code === 'WITHHELD');
  expect(refused.map(({ path, extensions }) => [path?.join('.'), extensions.reason])).toEqual(
    paths.map((path) => [path, 'ROLE_NOT_PERMITTED']),
  );
}

describe('a receptionist', () => {
  test('R3 reads the phone number', async () => {
    const answer = await ask(
      `query ($of: ID!) { patient(nhsNumber: $of) { personDemographics { entries { personsContactDetails { personsTelephoneNumberDetails { personsTelephoneNumber } } } } } }`,
    );
    expect(answer.errors).toEqual([]);
    expect(answer.text).toContain(phone);
  });

  test('R3 R29 gets null, a coded error and the reason in coverage for a diagnosis: not an empty list, not a count', async () => {
    const query = `query ($of: ID!) { patient(nhsNumber: $of) { problemList { totalCount entries { problem { text } } coverage { status reason explanation } } } }`;
    expect((await askAsGp(query)).text).toContain(diagnosis);
    const answer = await ask(query);
    const { problemList } = answer.data.patient;
    expect(problemList.entries).toBeNull();
    expect(problemList.totalCount).toBeNull();
    expect(problemList.coverage.length).toBeGreaterThan(0);
    for (const line of problemList.coverage) {
      expect(line).toEqual({ status: 'WITHHELD', reason: 'ROLE_NOT_PERMITTED', explanation: 'Your role does not see this.' });
    }
    expectRefused(answer, 'patient.problemList.entries');
  });

  test('R3 gets the rest of an answer in which one part is refused', async () => {
    const answer = await ask(
      `query ($of: ID!) { patient(nhsNumber: $of) {
        personDemographics { entries { personName { personFamilyName } maritalStatus { text } } }
        problemList { entries { problem { text } } } } }`,
    );
    expect(answer.data.patient.personDemographics.entries[0].personName.personFamilyName).toEqual(['EXAMPLEWORTH']);
    expect(answer.data.patient.personDemographics.entries[0].maritalStatus).toBeNull();
    expect(answer.errors.find(({ path }) => path?.at(-1) === 'maritalStatus')?.extensions).toMatchObject({
      code: 'WITHHELD',
      reason: 'ELEMENT_NOT_PERMITTED',
    });
  });

  test.each([
    [
      'an alias',
      `query ($of: ID!) { patient(nhsNumber: $of) { personDemographics: problemList { entries { personName: problem { text } } } } }`,
    ],
    [
      'a fragment',
      `query ($of: ID!) { patient(nhsNumber: $of) { ...F } } fragment F on Patient { personDemographics: problemList { ...S } } fragment S on ProblemList { entries { ... on ProblemListEntry { problem { text coding { code } } } } }`,
    ],
    [
      '@include with a variable',
      `query ($of: ID!, $yes: Boolean = true) { patient(nhsNumber: $of) { personDemographics: problemList @include(if: $yes) { entries { problem @include(if: $yes) { text } } } } }`,
    ],
    [
      '@skip with a variable',
      `query ($of: ID!, $no: Boolean = false) { patient(nhsNumber: $of) { personDemographics: problemList { entries @skip(if: $no) { problem { text } } } } }`,
    ],
    [
      'introspection beside it',
      `query ($of: ID!) { __schema { queryType { name } } patient(nhsNumber: $of) { personDemographics: problemList { entries { problem { text } } } } }`,
    ],
  ])('R3 is refused a diagnosis by way of %s', async (_way, query) => {
    expect((await askAsGp(query)).text).toContain(diagnosis);
    expectRefused(await ask(query), 'patient.personDemographics.entries');
  });

  test('R3 is refused each time where one person is asked for twice, under two names', async () => {
    const query = `query ($of: ID!) { a: patient(nhsNumber: $of) { problemList { entries { problem { text } } } } b: patient(nhsNumber: $of) { problemList { entries { id problem { text } } } } }`;
    expectRefused(await ask(query), 'a.problemList.entries', 'b.problemList.entries');
  });

  test('R3 is refused in sections that would tell the diagnosis in other words', async () => {
    const sections = [
      'contactsWithProfessionals',
      'referralDetails',
      'documents',
      'investigationResults',
      'medicationsAndMedicalDevices',
      'alerts',
    ];
    const answer = await ask(
      `query ($of: ID!) { patient(nhsNumber: $of) { ${sections.map((section) => `${section} { totalCount entries { id } }`).join(' ')} } }`,
    );
    for (const section of sections) expect(answer.data.patient[section]).toEqual({ totalCount: null, entries: null });
    expect(answer.errors).toHaveLength(sections.length);
  });

  test('R3 is refused by the subgraph itself, through _entities', async () => {
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Patient { problemList { totalCount entries { problem { text coding { code } } } } } } }`;
    const of = [{ __typename: 'Patient', nhsNumber: ann, problemList: { entries: [{ problem: { text: 'x' } }] } }];
    expect((await encounters.ask('gp', query, { of })).text).toContain(diagnosis);
    const answer = await encounters.ask('receptionist', query, { of });
    expect(answer.data._entities[0].problemList).toEqual({ totalCount: null, entries: null });
    expectRefused(answer, '_entities.0.problemList.entries');
  });

  test('R3 finds no field of federation at the gateway', async () => {
    const answer = await ask(
      `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Patient { problemList { entries { problem { text } } } } } }`,
    );
    expect(answer.data).toBeUndefined();
    expect(new Set(answer.codes)).toEqual(new Set(['GRAPHQL_VALIDATION_FAILED']));
  });

  test('R3 cannot ask by GET at all', async () => {
    const query = `{ patient(nhsNumber: "${ann}") { problemList { entries { problem { text } } } } }`;
    for (const persona of ['receptionist', 'gp'] as const) {
      const answer = await answerIn(
        await fetch(`${record.url}/graphql?query=${encodeURIComponent(query)}`, {
          headers: { authorization: `Bearer ${await record.token(persona)}`, 'apollo-require-preflight': 'true' },
        }),
      );
      expect(answer.status).toBe(405);
      expect(answer.codes).toEqual(['BAD_REQUEST']);
      expect(answer.text).not.toContain(diagnosis);
    }
  });
});
