import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Statement, Subject } from '../../schema/entry.js';
import { openPool } from '../database.js';
import { freshStore, type FreshStore } from '../test-database.js';
import { people, problem, texts, unitOf, type UnitOptions } from '../test-units.js';
import { factsOfMessagesSql } from './differences.js';
import type { FlagEffect } from './replay-flags.js';

let store: FreshStore;
beforeEach(async () => {
  store = await freshStore();
});
afterEach(() => store.close());

const [anna, ben] = people;
const local = 'RGT|1' as Subject;
const by = 'tester';
const dissent = (action: 'record' | 'withdraw' = 'record'): Statement => ({ kind: 'objection', subject: anna, action });
const hidden = (isHidden = true): Statement => ({ kind: 'sensitive-address', subject: anna, hidden: isHidden });
const link = (nhsNumber = anna): Statement => ({ kind: 'link', subject: local, nhsNumber });

async function rows(sql: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
  const pool = openPool(store.databaseUrl, 1);
  try {
    return (await pool.query(sql, [...values])).rows as Record<string, unknown>[];
  } finally {
    await pool.end();
  }
}

/** Takes in messages that say what they say; the last of each pair is how they are read now. */
async function said(...messages: readonly (readonly [was: Statement[], is: Statement[]])[]) {
  const options = (at: number): UnitOptions => ({ at, identifier: `m${at}` });
  await store.apply(messages.map(([was], at) => unitOf(was, options(at))));
  const ids = await rows('select id from message order by id');
  return messages.map(([, is], at) => ({ messageId: Number(ids[at]!['id']), unit: unitOf(is, options(at)) }));
}

/** What a replay in pages of one message shows, and does. */
async function replay(
  messages: Awaited<ReturnType<typeof said>>,
  how: { readonly apply?: boolean; readonly lift?: boolean } = {},
): Promise<{ readonly differences: readonly string[]; readonly effects: readonly FlagEffect['effect'][] }> {
  const { apply = false, lift = false } = how;
  const [differences, flags] = [[] as string[], []] as [
    string[],
    Awaited<ReturnType<typeof store.inbox.retranslate>>['flags'][number][],
  ];
  for (const message of messages) {
    const found = await store.inbox.retranslate([message], apply);
    differences.push(...found.differences.map(({ section, change }) => `${section} ${change}`));
    flags.push(...found.flags);
  }
  const effects = await store.inbox.settleFlags(flags, { apply, lift, by });
  return { differences: differences.toSorted(), effects: effects.map(({ effect }) => effect) };
}

const facts = async (nhsNumber = anna) => (await store.readPerson(nhsNumber, [])).facts;
const inForce = async () => (await facts()).objections.length;

describe('an objection that no message states any more, as they are read now', () => {
  test('is shown, stays when the rest is applied, and is lifted when that is asked for, by whom for good', async () => {
    const messages = await said([[dissent(), problem(anna, 'a', 'old')], [problem(anna, 'a', 'new')]]);
    const shown = { differences: ['objection gone', 'problemList changed'], effects: ['lifted'] };
    expect(await replay(messages)).toEqual(shown);
    expect(await inForce()).toBe(1);
    expect(await replay(messages, { apply: true })).toEqual(shown);
    expect(texts((await store.readPerson(anna, ['problemList'])).entries)).toEqual(['RGT: new']);
    expect(await inForce()).toBe(1);
    expect(await replay(messages, { apply: true, lift: true })).toEqual({ differences: ['objection gone'], effects: ['lifted'] });
    expect(await inForce()).toBe(0);
    expect(await store.objectionsOf(anna)).toMatchObject([{ version: 2, withdrawnAt: expect.any(String) as string }]);
    expect(await rows('select user_id, kind, version from governance_act')).toEqual([
      { user_id: by, kind: 'withdraw-objection', version: 2 },
    ]);
    expect(await replay(messages, { apply: true, lift: true })).toEqual({ differences: [], effects: [] });
    // What is said next counts again.
    await store.apply([unitOf([dissent()], { at: 0 })]);
    expect(await inForce()).toBe(1);
  });

  test('stands while another message states it, and goes with the last one, as the replay shows beforehand', async () => {
    const messages = await said([[dissent()], []], [[dissent()], []]);
    expect((await replay(messages.slice(1))).effects).toEqual([]);
    await replay(messages.slice(1), { apply: true, lift: true });
    expect(await inForce()).toBe(1);
    expect((await replay(messages)).effects).toEqual(['lifted']);
    await replay(messages, { apply: true, lift: true });
    expect(await inForce()).toBe(0);
  });

  test('stays where staff have taken it up, and is not shown as lifted where they have withdrawn it', async () => {
    const messages = await said([[dissent()], []]);
    const [objection] = await store.objectionsOf(anna);
    const held = { id: objection!.id, by: { userId: 'officer' }, reason: 'looked into' };
    await store.reviewObjection({ ...held, version: 1, to: 'under-review' });
    expect((await replay(messages, { apply: true, lift: true })).effects).toEqual(['left']);
    expect(await inForce()).toBe(1);
    await store.withdrawObjection({ ...held, version: 2 });
    expect((await replay(messages, { apply: true, lift: true })).effects).toEqual([]);
    expect(await store.objectionsOf(anna)).toMatchObject([{ version: 3 }]);
  });
});

test('a consent that no message states any more leaves the objection before it in force', async () => {
  const messages = await said([[dissent()], [dissent()]], [[dissent('withdraw')], []]);
  expect(await inForce()).toBe(0);
  expect(await replay(messages, { apply: true })).toEqual({ differences: ['objection gone'], effects: ['set'] });
  expect(await inForce()).toBe(1);
});

test('an objection read only now is in force at once; one that was withdrawn by hand since does not come back', async () => {
  const messages = await said([[], [dissent()]], [[dissent()], [dissent(), problem(anna, 'a', 'read now')]]);
  const [objection] = await store.objectionsOf(anna);
  await store.withdrawObjection({ id: objection!.id, version: 1, by: { userId: 'officer' }, reason: 'their wish' });
  expect((await replay(messages, { apply: true })).effects).toEqual([]);
  expect(await inForce()).toBe(0);
  const [other] = await said([[], [{ ...dissent(), subject: ben } as Statement]]);
  const fresh = { ...other!, messageId: messages[0]!.messageId };
  const found = await store.inbox.retranslate([fresh], true);
  expect((await facts(ben)).objections).toHaveLength(1);
  expect(await store.inbox.settleFlags(found.flags, { apply: true, lift: false, by })).toMatchObject([{ effect: 'set' }]);
});

test('a hidden address that no message states any more is shown, and shown again only when that is asked for', async () => {
  const messages = await said([[hidden()], []]);
  expect(await replay(messages, { apply: true })).toEqual({ differences: ['sensitive-address gone'], effects: ['lifted'] });
  expect((await facts()).sensitiveAddress).toBe(true);
  await replay(messages, { apply: true, lift: true });
  expect((await facts()).sensitiveAddress).toBe(false);
  expect(await rows('select kind from governance_act')).toEqual([{ kind: 'withdraw-address-flag' }]);
});

describe('who is who, as messages are read now', () => {
  const known = async (nhsNumber: typeof anna) => texts((await store.readPerson(nhsNumber, ['problemList'])).entries);

  test('no longer says that a wrong identifier is of the person; what is said under it goes with it', async () => {
    const under = problem(local, 'a', 'of somebody');
    const messages = await said([
      [link(anna), under],
      [link(ben), under],
    ]);
    expect(await known(anna)).toEqual(['RGT: of somebody']);
    expect((await replay(messages)).differences).toEqual(['link added', 'link gone']);
    await replay(messages, { apply: true });
    expect(await known(anna)).toEqual([]);
    expect(await known(ben)).toEqual(['RGT: of somebody']);
  });

  test('keeps a link that another message states, and takes back a merge that none does', async () => {
    const merge: Statement = { kind: 'merge', discarded: ben, survivor: anna };
    const messages = await said(
      [[link(), problem(local, 'a', 'kept')], [problem(local, 'a', 'kept')]],
      [[link()], [link()]],
      [[merge], []],
    );
    await store.apply([unitOf([problem(ben, 'b', 'of ben')], { at: 9 })]);
    expect(await known(anna)).toEqual(['RGT: kept', 'RGT: of ben']);
    expect((await replay(messages, { apply: true })).differences).toEqual(['link gone', 'merge gone']);
    expect(await known(anna)).toEqual(['RGT: kept']);
    expect(await known(ben)).toEqual(['RGT: of ben']);
    expect(await rows('select subject from person_subject where subject = $1', [ben])).toEqual([]);
    expect(await replay(messages, { apply: true })).toEqual({ differences: [], effects: [] });
  });

  test('is as if it had been read so from the start', async () => {
    const other = await freshStore();
    const unlink: Statement = { kind: 'unlink', subject: local, from: anna };
    const right = [[link(), problem(local, 'a', 'one')], [link(ben)], [unlink, dissent(), hidden()]];
    const wrong = [
      [link(ben), dissent()],
      [unlink, problem(local, 'a', 'two')],
      [hidden(false), link()],
    ];
    const messages = await said(...right.map((is, i): [Statement[], Statement[]] => [wrong[i]!, is]));
    await replay(messages, { apply: true, lift: true });
    await other.apply(right.map((statements, at) => unitOf(statements, { at, identifier: `m${at}` })));
    const read = async (one: FreshStore) =>
      Promise.all(
        [anna, ben].map(async (nhsNumber) => {
          const { facts: of, entries } = await one.readPerson(nhsNumber, ['problemList']);
          return { ...of, objections: of.objections.map(({ id }) => id), entries: texts(entries) };
        }),
      );
    expect(await read(store)).toEqual(await read(other));
    await other.close();
  });
});

test('facts are found by their messages through an index', async () => {
  const pool = openPool(store.databaseUrl, 1, '-c enable_seqscan=off');
  const plan = await pool.query(`explain ${factsOfMessagesSql.replace('$1', `'{1,2}'`)}`);
  await pool.end();
  expect(JSON.stringify(plan.rows)).toContain('fact_message');
});
