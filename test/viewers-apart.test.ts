/** Requests at the same time never mix: each viewer reads what they would read alone, of the same operations in every order. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { NhsNumber } from '../schema/nhs-number.js';
import type { Role } from '../schema/viewer.js';
import { entry, known, serve, stranger, type Held } from './held-in-memory.js';

const people = ['9990000018', '9990000026', '9990000034', '9990000042'] as const;
const [, flagged, objecting, nobody] = people;

function heldOf(nhsNumber: NhsNumber): Held {
  if (nhsNumber === nobody) return stranger(nhsNumber);
  const said = { performingProfessional: { name: `Dr ${nhsNumber}`, contactDetails: nhsNumber }, comment: [nhsNumber] };
  const entries = ['RGT', 'Y99901', '312'].flatMap((partner) => [
    entry('problemList', partner, `${nhsNumber}-${partner}-p`, {
      ...said,
      problem: { coding: [], text: `${partner} of ${nhsNumber}` },
    }),
    entry('personDemographics', partner, `${nhsNumber}-${partner}-d`, {
      personName: { personFamilyName: [nhsNumber] },
      personsAddress: [{ postcode: nhsNumber }],
    }),
  ]);
  const objections = nhsNumber === objecting ? [{ id: 'o', sourcePartners: ['RGT'] }] : [];
  return {
    facts: known(nhsNumber, ['RGT', 'Y99901', '312', 'RYC'], { sensitiveAddress: nhsNumber === flagged, objections }),
    entries,
  };
}

const operations = [
  `query ($of: ID!, $with: Boolean!) { patient(nhsNumber: $of) {
    problemList { totalCount @include(if: $with) entries { id ...F @skip(if: $with) ...F @include(if: $with) } coverage { status reason } } access { permitted reason } } }
    fragment F on ProblemListEntry { problem { text } comment performingProfessional { name contactDetails @include(if: $with) } }`,
  `query ($of: ID!, $with: Boolean!) { patient(nhsNumber: $of) { nhsNumber @include(if: $with) personDemographics { entries { personName { personFamilyName } personsAddress { postcode } } } } }`,
  `query ($of: ID!) { a: patient(nhsNumber: $of) { problemList { entries { id } } } b: patient(nhsNumber: "${flagged}") { problemList { entries { id provenance { partner { odsCode } } } } } }`,
  `query ($of: ID!) { __schema { queryType { name } } patient(nhsNumber: $of) { problemList { totalCount entries { comment } } } }`,
];

test('every viewer of many at once is answered, and audited, as if alone', async () => {
  let slow = false;
  const graph = await serve(async (nhsNumber) => {
    if (slow) await sleep(Number(nhsNumber.slice(-2)) % 7);
    return heldOf(nhsNumber);
  });
  const questions = operations.flatMap((query) =>
    (
      ['gp', 'nurse', 'receptionist', 'paramedic', 'social-worker', 'privacy-officer', 'analyst', 'pharmacist'] satisfies Role[]
    ).flatMap((role) =>
      people.flatMap((of) =>
        (query.includes('$with') ? [true, false] : [undefined]).map((on) => ({
          role,
          query,
          variables: { of, ...(on === undefined ? {} : { with: on }) },
        })),
      ),
    ),
  );
  const ask = async ({ role, query, variables }: (typeof questions)[number]) => {
    const { text, disclosures } = await graph.ask(role, query, variables);
    const audit = disclosures.map(({ id: _id, atUtc: _at, requestId: _request, ...disclosure }) => disclosure);
    return { role, query, variables, text, audit: audit.toSorted((a, b) => (a.nhsNumber < b.nhsNumber ? -1 : 1)) };
  };
  const alone: Awaited<ReturnType<typeof ask>>[] = [];
  for (const question of questions) alone.push(await ask(question));
  slow = true;
  const order = questions.map((_, i) => i).sort((a, b) => ((a * 7919) % 104_729) - ((b * 7919) % 104_729));
  const together = await Promise.all(order.map((i) => ask(questions[i]!)));
  order.forEach((i, place) => expect(together[place]).toEqual(alone[i]));
  // The questions differ in their answers, or the comparison proves nothing.
  expect(new Set(alone.map(({ text }) => text)).size).toBeGreaterThan(60);
});
