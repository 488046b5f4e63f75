import { expect, test } from 'vitest';
import type { Statement } from '../schema/entry.js';
import type { SensitiveLabeller } from '../schema/sensitive-labeller.js';
import { openStore } from './open.js';
import { freshStore } from './test-database.js';
import { people, problem, texts, unitOf } from './test-units.js';

const [anna, ben] = people;
const saying = (hash: string, word: string): SensitiveLabeller => ({
  hash,
  isSensitive: (_, body) => JSON.stringify(body).includes(word),
});
const involvement = (key: string, code: string): Statement => ({
  kind: 'involvement',
  subject: anna,
  key,
  op: 'put',
  involvement: { kind: 'appointment', organisation: 'RGT', codes: [code] },
});

test('a sensitive entry or involvement is never read, and a person with nothing else is not known', async () => {
  const store = await freshStore({ sensitive: saying('1', 'SECRET') });
  await store.apply([
    unitOf([problem(anna, 'a', 'SECRET'), problem(anna, 'b', 'Asthma'), involvement('1', 'SECRET'), involvement('2', '100')]),
  ]);
  await store.apply([unitOf([problem(ben, 'a', 'SECRET')])]);
  const { facts, entries } = await store.readPerson(anna, ['problemList']);
  expect(texts(entries)).toEqual(['RGT: Asthma']);
  expect(facts.involvements).toEqual([{ kind: 'appointment', organisation: 'RGT', codes: ['100'] }]);
  expect((await store.readPerson(ben, ['problemList'])).facts.known).toBe(false);
  await store.close();
});

test('an entry that a change makes sensitive, or that a new list says is, vanishes', async () => {
  const store = await freshStore({ sensitive: saying('1', 'SECRET') });
  await store.apply([unitOf([problem(anna, 'a', 'Asthma'), problem(anna, 'b', 'WORD')], { at: 1 })]);
  await store.apply([
    unitOf([{ kind: 'patch', subject: anna, section: 'problemList', key: 'a', changes: { endDate: 'SECRET' } as never }], {
      at: 2,
    }),
  ]);
  expect(texts((await store.readPerson(anna, ['problemList'])).entries)).toEqual(['RGT: WORD']);

  const later = await openStore({ databaseUrl: store.databaseUrl, sensitive: saying('2', 'WORD') });
  expect(texts((await later.readPerson(anna, ['problemList'])).entries)).toEqual(['RGT: Asthma']);
  // The first process still labels by the old sets: it may not write any more.
  await expect(store.apply([unitOf([problem(anna, 'c', 'WORD')])])).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  await later.close();
  await store.close();
});

test('a labelled store takes nothing in without the sensitive sets', async () => {
  const store = await freshStore({ sensitive: saying('1', 'SECRET') });
  const careless = await openStore({ databaseUrl: store.databaseUrl });
  await expect(careless.apply([unitOf([problem(anna, 'a', 'SECRET')])])).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  await careless.close();
  await store.close();
});
