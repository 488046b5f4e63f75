import { afterEach, beforeEach, expect, test } from 'vitest';
import type { NestedChange, PatchEntry } from '../schema/entry.js';
import { freshStore, type FreshStore } from './test-database.js';
import { people, unitOf } from './test-units.js';

let store: FreshStore;
beforeEach(async () => {
  store = await freshStore();
});
afterEach(() => store.close());

type Demographics = PatchEntry<'personDemographics'>;

const [anna] = people;
const path = 'personsContactDetails.personsTelephoneNumberDetails';
const number = (digits: string) => ({ personsTelephoneNumber: digits });
const patch = (nested: readonly NestedChange[], changes: Demographics['changes'] = {}): Demographics => ({
  kind: 'patch',
  subject: anna,
  section: 'personDemographics',
  key: 'person',
  changes,
  nested,
});
const home = (...digits: readonly string[]) => patch([{ path, part: 'PID-13', value: digits.map(number) }]);
const work = (...digits: readonly string[]) => patch([{ path, part: 'PID-14', value: digits.map(number) }]);

async function numbersAfter(...statements: readonly Demographics[]): Promise<readonly string[]> {
  for (const [at, statement] of statements.entries()) await store.apply([unitOf([statement], { at })]);
  return numbers();
}

async function numbers(): Promise<readonly string[]> {
  const { entries } = await store.readPerson(anna, ['personDemographics']);
  const [details] = entries.map(({ body }) => (body as Demographics['changes']).personsContactDetails);
  return (details?.personsTelephoneNumberDetails ?? []).map((one) => one.personsTelephoneNumber ?? '');
}

test('a list that two source fields fill keeps the items of the one that is not sent', async () => {
  expect(await numbersAfter(home('1', '2'), work('3'), home('4'))).toEqual(['4', '3']);
});

test('an empty part takes away its own items only', async () => {
  expect(await numbersAfter(work('3'), home('1'), work())).toEqual(['1']);
  await store.apply([unitOf([home()], { at: 9 })]);
  expect(await numbers()).toEqual([]);
});

test('parts come together the same when the older arrives last', async () => {
  await store.apply([unitOf([work('3')], { at: 2 })]);
  await store.apply([unitOf([home('1')], { at: 1 })]);
  expect(await numbers()).toEqual(['1', '3']);
});

test('a change within a group leaves what stands beside it, and null deletes', async () => {
  const preferred = (value: string | null) => patch([{ path: 'personsContactDetails.otherContactInformation', value }]);
  await numbersAfter(home('1'), preferred('Ring after six'));
  const bodies = async () => (await store.readPerson(anna, ['personDemographics'])).entries.map(({ body }) => body);
  expect(await bodies()).toMatchObject([
    { personsContactDetails: { otherContactInformation: 'Ring after six', personsTelephoneNumberDetails: [number('1')] } },
  ]);
  await store.apply([unitOf([preferred(null)], { at: 9 })]);
  expect(await bodies()).toMatchObject([{ personsContactDetails: { personsTelephoneNumberDetails: [number('1')] } }]);
  expect(JSON.stringify(await bodies())).not.toContain('otherContactInformation');
});

test('an element said whole replaces its parts', async () => {
  const whole = patch([], { personsContactDetails: { personsTelephoneNumberDetails: [number('9')] } });
  expect(await numbersAfter(home('1'), whole, work('3'))).toEqual(['3']);
});

test('which field an item came from is not shown', async () => {
  await numbersAfter(home('1'));
  const { entries } = await store.readPerson(anna, ['personDemographics']);
  expect(JSON.stringify(entries.map(({ body }) => body))).not.toContain('PID-13');
});

test('what an involvement is recognised by adds up: a message that names no specialty does not make it less sensitive', async () => {
  const involvement = (op: 'put' | 'patch', codes: readonly string[]) =>
    ({
      kind: 'involvement',
      subject: anna,
      key: 'visit',
      op,
      involvement: { kind: 'admission', organisation: 'RGT', codes },
    }) as const;
  await store.apply([unitOf([involvement('put', ['360'])], { at: 1 })]);
  await store.apply([unitOf([involvement('patch', ['Ward 1'])], { at: 2 })]);
  const { facts } = await store.readPerson(anna, []);
  expect(facts.involvements).toMatchObject([{ codes: ['360', 'Ward 1'] }]);
});
