/** R22: of a message that is about something highly sensitive, nothing else may point at it. */
import { expect, test } from 'vitest';
import type { Section, Statement } from '../schema/entry.js';
import type { SensitiveLabeller } from '../schema/sensitive-labeller.js';
import { openStore } from './open.js';
import type { Store } from './store.js';
import { freshStore } from './test-database.js';
import { people, problem, unitOf } from './test-units.js';

const [anna] = people;
const saying = (word: string): SensitiveLabeller => ({
  hash: word,
  isSensitive: (_, body) => JSON.stringify(body).includes(word),
});
const person = (changes: object): Statement => ({
  kind: 'patch',
  subject: anna,
  section: 'personDemographics',
  key: 'person',
  changes,
});
const allergy: Statement = {
  kind: 'put',
  subject: anna,
  section: 'allergiesAndAdverseReactions',
  key: 'a',
  body: { comment: 'Penicillin' } as never,
};
const clinic = problem(anna, 'p', 'SECRET');
const neighbour = problem(anna, 'q', 'Asthma');
const visit: Statement = {
  kind: 'put',
  subject: anna,
  section: 'contactsWithProfessionals',
  key: 'v',
  body: { reason: 'SECRET' } as never,
};

async function sourceOf(store: Store, section: Section = 'personDemographics') {
  return (await store.readPerson(anna, [section])).entries[0]?.body.provenance;
}
const feedAndDay = { feed: 'rgt-pas', format: 'hl7v2', messageType: 'brought along', receivedAt: '2026-01-05' };

test('what repeats who the person is leaves no mark, and what changes it cites the feed and the day', async () => {
  const store = await freshStore({ sensitive: saying('SECRET') });
  await store.apply([unitOf([person({ dateOfBirth: '1950' })], { at: 1, identifier: 'about the person' })]);
  const before = await sourceOf(store);
  expect(before).toMatchObject({ messageIdentifier: 'about the person', messageType: 'ADT^A08' });
  await store.apply([unitOf([person({ dateOfBirth: '1950' }), clinic], { at: 2 })]);
  expect(await sourceOf(store)).toEqual(before);
  await store.apply([unitOf([person({ dateOfBirth: '1950-01' }), clinic], { at: 3 })]);
  expect(await sourceOf(store)).toEqual(feedAndDay);
  await store.close();
});

test('an ordinary message that brings the person along cites them in the same way', async () => {
  const store = await freshStore({ sensitive: saying('SECRET') });
  await store.apply([unitOf([person({ dateOfBirth: '1950' }), neighbour])]);
  expect(await sourceOf(store)).toEqual(feedAndDay);
  expect(await sourceOf(store, 'problemList')).toMatchObject({ messageType: 'ADT^A08' });
  await store.close();
});

test('a person whom a partner knows by sensitive messages alone is not known by it, until it says so otherwise', async () => {
  const store = await freshStore({ sensitive: saying('SECRET') });
  await store.apply([unitOf([person({ dateOfBirth: '1950' }), clinic], { at: 1 })]);
  const { facts, entries } = await store.readPerson(anna, ['personDemographics', 'problemList']);
  expect([facts.known, entries]).toEqual([false, []]);
  await store.apply([unitOf([person({ dateOfBirth: '1950' })], { at: 2, identifier: 'about the person' })]);
  expect(await sourceOf(store)).toMatchObject({ messageIdentifier: 'about the person' });
  await store.close();
});

test('what is said with a sensitive visit goes with it, but an allergy is shown and names no message', async () => {
  const store = await freshStore({ sensitive: saying('SECRET') });
  const involvement: Statement = {
    kind: 'involvement',
    subject: anna,
    key: 'v',
    op: 'put',
    involvement: { kind: 'attendance', organisation: 'RGT' },
  };
  await store.apply([unitOf([person({ dateOfBirth: '1950' }), visit, neighbour, allergy, involvement])]);
  const { facts, entries } = await store.readPerson(anna, [
    'personDemographics',
    'problemList',
    'contactsWithProfessionals',
    'allergiesAndAdverseReactions',
  ]);
  expect(entries.map(({ section }) => section)).toEqual(['allergiesAndAdverseReactions']);
  expect(entries[0]!.body.provenance).toEqual(feedAndDay);
  expect(facts.involvements).toEqual([]);
  await store.close();
});

test('what was said openly before is not hidden by a sensitive message that repeats it', async () => {
  const store = await freshStore({ sensitive: saying('SECRET') });
  await store.apply([unitOf([neighbour], { at: 1 })]);
  await store.apply([unitOf([neighbour, visit], { at: 2 })]);
  const { entries } = await store.readPerson(anna, ['problemList']);
  expect(entries).toHaveLength(1);
  // Nor is it cited otherwise than before.
  expect(entries[0]!.body.provenance.messageType).not.toBe('brought along');
  await store.close();
});

test('other sets change what messages already held are about', async () => {
  const store = await freshStore({ sensitive: saying('SECRET') });
  await store.apply([unitOf([person({ dateOfBirth: '1950' }), visit, neighbour])]);
  const opened = await openStore({ databaseUrl: store.databaseUrl, sensitive: saying('OTHER') });
  expect((await opened.readPerson(anna, ['personDemographics', 'problemList'])).entries).toHaveLength(2);
  await opened.close();
  const hidden = await openStore({ databaseUrl: store.databaseUrl, sensitive: saying('SECRET') });
  expect((await hidden.readPerson(anna, ['personDemographics', 'problemList'])).facts.known).toBe(false);
  await hidden.close();
  await store.close();
});
