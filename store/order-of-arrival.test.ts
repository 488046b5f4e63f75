import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Statement, Subject } from '../schema/entry.js';
import type { Unit } from './apply/units.js';
import { openPool } from './database.js';
import { freshStore, type FreshStore } from './test-database.js';
import { people, unitOf } from './test-units.js';

let store: FreshStore;
beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => store.close());

// A few subjects, keys and lists only, so that statements meet: two local identifiers and two NHS numbers.
const subjects = (run: string) => [...people.slice(0, 2), `RGT|a${run}`, `RGT|b${run}`] as Subject[];
const subjectIndex = fc.nat(3);
const key = fc.constantFrom('k1', 'k2', 'k3');
const listName = fc.option(fc.constantFrom('x', 'y'), { nil: undefined });
const named = fc.subarray(['k1', 'k2', 'k3']);
const text = fc.constantFrom('one', 'two', 'three');

type Draft = (of: readonly Subject[]) => Statement;
const listed = (name: string | undefined) => (name === undefined ? {} : { list: name });
const draft: fc.Arbitrary<Draft> = fc.oneof(
  fc.tuple(subjectIndex, key, text, listName).map(([s, k, comments, name]): Draft => (of) => ({
    kind: 'put',
    subject: of[s]!,
    section: 'problemList',
    key: k,
    body: { comments, date: '2024' } as never,
    ...listed(name),
  })),
  fc.tuple(subjectIndex, key, fc.option(text), listName).map(([s, k, comments, name]): Draft => (of) => ({
    kind: 'patch',
    subject: of[s]!,
    section: 'problemList',
    key: k,
    changes: { comments } as never,
    ...listed(name),
  })),
  fc
    .tuple(subjectIndex, key)
    .map(([s, k]): Draft => (of) => ({ kind: 'retract', subject: of[s]!, section: 'problemList', key: k, because: 'cancelled' })),
  fc
    .tuple(subjectIndex, fc.constantFrom('x', 'y'), named)
    .map(([s, name, keys]): Draft => (of) => ({ kind: 'list', subject: of[s]!, section: 'problemList', list: name, keys })),
  fc.tuple(subjectIndex, key, fc.constantFrom('put', 'patch', 'retract')).map(([s, k, op]): Draft => (of) => ({
    kind: 'involvement',
    subject: of[s]!,
    key: k,
    op,
    involvement: { kind: 'admission', organisation: 'RGT' },
  })),
  fc.tuple(fc.nat(1), fc.nat(1)).map(([s, n]): Draft => (of) => ({ kind: 'link', subject: of[2 + s]!, nhsNumber: people[n]! })),
  fc
    .tuple(subjectIndex, subjectIndex)
    .filter(([s, other]) => s !== other)
    .map(([s, other]): Draft => (of) => ({ kind: 'unlink', subject: of[s]!, from: of[other]! })),
  fc.tuple(subjectIndex, key, fc.constantFrom('a', 'b'), fc.option(text)).map(([s, k, part, item]): Draft => (of) => ({
    kind: 'patch',
    subject: of[s]!,
    section: 'problemList',
    key: k,
    changes: {},
    nested: [
      { path: 'group.list', part, value: item === null ? null : [item] },
      { path: 'group.one', value: item },
    ],
  })),
  fc.constant<Draft>((of) => ({ kind: 'merge', discarded: of[2]!, survivor: of[3]! })),
  fc.constant<Draft>((of) => ({ kind: 'merge', discarded: of[0]!, survivor: of[1]! })),
  fc.constant<Draft>((of) => ({ kind: 'merge', discarded: of[1]!, survivor: of[0]! })),
  fc
    .tuple(subjectIndex, fc.boolean())
    .map(([s, hidden]): Draft => (of) => ({ kind: 'sensitive-address', subject: of[s]!, hidden })),
  fc
    .tuple(subjectIndex, fc.constantFrom('record', 'withdraw'))
    .map(([s, action]): Draft => (of) => ({ kind: 'objection', subject: of[s]!, action })),
);

interface Message {
  readonly drafts: readonly Draft[];
  readonly partner: string;
}
const message: fc.Arbitrary<Message> = fc.record({
  drafts: fc.array(draft, { minLength: 1, maxLength: 4 }),
  partner: fc.constantFrom('RGT', 'RGT', 'RGN'),
});
const scenario = fc.array(message, { minLength: 2, maxLength: 9 }).chain((messages) =>
  fc.record({
    messages: fc.constant(messages),
    order: fc.shuffledSubarray([...messages.keys()], { minLength: messages.length }),
    batches: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 9, maxLength: 9 }),
  }),
);

test('whatever the order of arrival and the batches, the same messages come to the same record', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async ({ messages, order, batches }) => {
      const units = messages.map(({ drafts, partner }, at) =>
        unitOf(
          drafts.map((of) => of(subjects(''))),
          { partner, at, identifier: `m${at}` },
        ),
      );
      const inOrder = await recordAfter([units]);
      const shuffled = await recordAfter(
        inBatches(
          order.map((at) => units[at]!),
          batches,
        ),
      );
      expect(shuffled).toEqual(inOrder);
    }),
    { numRuns: Number(process.env['SCR_PROPERTY_RUNS'] ?? 50) },
  );
}, 120_000);

function inBatches(units: readonly Unit[], sizes: readonly number[]): Unit[][] {
  const batches: Unit[][] = [];
  for (let at = 0, i = 0; at < units.length; at += sizes[i++ % sizes.length]!)
    batches.push(units.slice(at, at + sizes[i % sizes.length]!));
  return batches;
}

/** Everything a reader can tell after the batches, by both NHS numbers, of an otherwise empty store. */
async function recordAfter(batches: readonly (readonly Unit[])[]): Promise<unknown> {
  const pool = openPool(store.databaseUrl, 1);
  await pool.query(
    'truncate message, fact, entry, identity_edge, person_subject, objection, sensitive_address, quarantine, feed_receipt',
  );
  for (const batch of batches) await store.apply(batch);
  const read = await Promise.all(people.slice(0, 2).map((nhsNumber) => store.readPerson(nhsNumber, ['problemList'])));
  const rows = await pool.query('select subject, section, partner, key, state, document from entry order by 1, 2, 3, 4');
  await pool.end();
  return {
    people: read.map(({ facts, entries }) => ({
      ...facts,
      involvements: facts.involvements.map((one) => JSON.stringify(one)).toSorted(),
      objections: facts.objections.map(({ id }) => id).toSorted(),
      entries: entries.map((entry) => JSON.stringify(entry)).toSorted(),
    })),
    // What is not shown may differ in what it would show, not in whether it is shown.
    states: rows.rows.map((row: Record<string, unknown>) => (row['state'] === 'current' ? row : { ...row, document: undefined })),
  };
}
