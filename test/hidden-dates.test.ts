/** R3: a date that the viewer's role does not see is told by nothing: not by the order of entries, not by what a filter leaves. */
import { expect, test } from 'vitest';
import { entry, known, serve } from './held-in-memory.js';

const of = '9990000018';
const allergy = (id: string, experienced: string) =>
  entry(
    'allergiesAndAdverseReactions',
    'RGT',
    id,
    { causativeAgent: { text: id, coding: [] }, dateFirstExperienced: experienced },
    Date.parse(`${experienced}-01-01`),
  );
const { ask } = await serve(() => ({
  facts: known(of, ['RGT', 'Y99901', '312']),
  entries: [allergy('a', '2001'), allergy('b', '2020'), allergy('c', '2010')],
}));

const inOrder = `query ($of: ID!) { patient(nhsNumber: $of) { allergiesAndAdverseReactions { totalCount entries { id } } } }`;
const filtered = (filter: string) =>
  `query ($of: ID!) { patient(nhsNumber: $of) { allergiesAndAdverseReactions { totalCount entries(filter: ${filter}) { id } } } }`;

interface Section {
  readonly totalCount: number;
  readonly entries: readonly { readonly id: string }[] | null;
}
const section = (told: { readonly data?: unknown }) =>
  (told.data as { patient: { allergiesAndAdverseReactions: Section } }).patient.allergiesAndAdverseReactions;
const ids = (told: { readonly data?: unknown }) => section(told).entries?.map(({ id }) => id);

test('who sees the date has the newest first; who does not has them in an order that no date decides', async () => {
  expect(ids(await ask('gp', inOrder, { of }))).toEqual(['b', 'c', 'a']);
  expect(ids(await ask('social-worker', inOrder, { of }))).toEqual(['a', 'b', 'c']);
});

test('a filter by a hidden date is refused, with a reason and in the audit, and no entry is told apart by it', async () => {
  expect(ids(await ask('gp', filtered('{ from: "2015" }'), { of }))).toEqual(['b', 'c', 'a']);
  expect(ids(await ask('gp', filtered('{ to: "2010" }'), { of }))).toEqual(['c', 'a']);
  for (const filter of ['{ from: "2015" }', '{ to: "2010" }', '{ from: "1900", to: "2100" }']) {
    const told = await ask('social-worker', filtered(filter), { of });
    expect(section(told)).toEqual({ totalCount: 3, entries: null });
    expect(told.errors.map(({ extensions }) => [extensions['code'], extensions['reason']])).toEqual([
      ['WITHHELD', 'ELEMENT_NOT_PERMITTED'],
    ]);
    expect(told.disclosures[0]?.withheld).toMatchObject([
      { coordinate: 'Patient.allergiesAndAdverseReactions.entries', reason: 'ELEMENT_NOT_PERMITTED' },
    ]);
  }
});

test('what the role does see still filters: whether an allergy is over', async () => {
  expect(ids(await ask('social-worker', filtered('{ period: CURRENT }'), { of }))).toEqual(['a', 'b', 'c']);
  expect(ids(await ask('social-worker', filtered('{ period: PAST }'), { of }))).toEqual([]);
});
