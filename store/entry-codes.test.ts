import { parse, visit } from 'graphql';
import { expect, test } from 'vitest';
import type { Statement } from '../schema/entry.js';
import { careSubgraphs, sdlOf } from '../schema/sdl.js';
import { sensitiveLabeller } from '../schema/sensitive.js';
import { sensitiveSet } from '../schema/sensitive-sets.js';
import { openStore } from './open.js';
import { freshStore } from './test-database.js';
import { people, unitOf } from './test-units.js';

const [anna] = people;
const set = (...codes: string[]) => sensitiveLabeller([sensitiveSet({ category: 'example', codes, icd10: ['Z30'] })]);
const secret = '80980097';

/** An action, which PRSB has in words only, with the code that the source gave for it. */
const action = (key: string, codes?: readonly string[]): Statement => ({
  kind: 'put',
  subject: anna,
  section: 'planAndRequestedActions',
  key,
  body: { actionsForProfessionals: `Action ${key}` },
  ...(codes === undefined ? {} : { codes }),
});
const changed = (key: string, codes?: readonly string[]): Statement => ({
  kind: 'patch',
  subject: anna,
  section: 'planAndRequestedActions',
  key,
  changes: { actionsForPersonOrTheirCarer: 'Call back' },
  ...(codes === undefined ? {} : { codes }),
});

test('an entry is sensitive by a code that only stands beside its words, in whatever way the code is written', async () => {
  const store = await freshStore({ sensitive: set(secret) });
  await store.apply([
    unitOf([
      action('by-code', [secret]),
      action('by-system', [`http://snomed.info/sct|${secret}`]),
      action('by-icd', ['http://hl7.org/fhir/sid/icd-10|Z30.9']),
      action('local', ['local|Z30.9']),
      action('other', ['http://snomed.info/sct|73211009']),
      action('none'),
    ]),
  ]);
  const { entries } = await store.readPerson(anna, ['planAndRequestedActions']);
  expect(
    entries.map((entry) => (entry.body as { actionsForProfessionals?: string }).actionsForProfessionals).toSorted(undefined),
  ).toEqual(['Action local', 'Action none', 'Action other']);
  await store.close();
});

test('a new list of sensitive codes finds the codes kept beside entries', async () => {
  const store = await freshStore({ sensitive: set('1') });
  await store.apply([unitOf([action('a', [secret]), action('b')])]);
  expect((await store.readPerson(anna, ['planAndRequestedActions'])).entries).toHaveLength(2);
  const later = await openStore({ databaseUrl: store.databaseUrl, sensitive: set(secret) });
  expect((await later.readPerson(anna, ['planAndRequestedActions'])).entries).toHaveLength(1);
  await later.close();
  await store.close();
});

test.each([
  ['in order', [1, 2]],
  ['out of order', [2, 1]],
])('a change keeps the codes of what it changes, and adds its own (%s)', async (_, order) => {
  const store = await freshStore({ sensitive: set(secret) });
  const units = {
    1: unitOf([action('kept', [secret]), action('gained')], { at: 1 }),
    2: unitOf([changed('kept'), changed('gained', [secret])], { at: 2 }),
  };
  for (const at of order) await store.apply([units[at as 1 | 2]]);
  expect((await store.readPerson(anna, ['planAndRequestedActions'])).entries).toEqual([]);
  // What replaces the entry as a whole replaces its codes.
  await store.apply([unitOf([action('kept')], { at: 3 })]);
  expect((await store.readPerson(anna, ['planAndRequestedActions'])).entries).toHaveLength(1);
  await store.close();
});

test('the codes are no element: they are outside the body that is handed out, and no query can ask for them', async () => {
  const store = await freshStore({ sensitive: set(secret) });
  await store.apply([unitOf([action('a', ['http://snomed.info/sct|73211009'])])]);
  const [entry] = (await store.readPerson(anna, ['planAndRequestedActions'])).entries;
  expect(JSON.stringify(entry?.body)).not.toContain('73211009');
  await store.close();
  const selectable: string[] = [];
  for (const subgraph of careSubgraphs) {
    visit(parse(sdlOf(subgraph)), { FieldDefinition: ({ name }) => void selectable.push(name.value) });
  }
  expect(selectable).toContain('actionsForProfessionals');
  expect(selectable).not.toContain('codes');
});
