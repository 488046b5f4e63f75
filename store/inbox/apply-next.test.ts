/** Processes that end while they apply: what they leave is settled once, and nothing good is set aside for it. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openPool } from '../database.js';
import { openStore } from '../open.js';
import { freshStore, testDataKey, type FreshStore } from '../test-database.js';
import { noon, people, problem, unitOf } from '../test-units.js';
import type { ArrivalOutcome, ArrivalUnit, Translating } from './inbox-store.js';

const lane = 'rgt-pas';
let store: FreshStore;
beforeEach(async () => {
  store = await freshStore();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await store.close();
});

/** Arrivals named `names`, the ids of which are answered; what they hold is up to {@link Processes}. */
async function received(names: readonly string[], own = lane): Promise<number[]> {
  const answers = await store.inbox.receive(
    names.map((name) => {
      const bytes = Buffer.from(name);
      const hash = createHash('sha256').update(bytes).digest();
      return { channel: 'mllp', bytes, hash, lane: own, sender: own, controlId: name, receivedAt: noon(0) };
    }),
  );
  return answers.map((answer) => (answer as { id: number }).id);
}

/** One message for each of `names`, from the arrival `id`. */
function messagesOf(id: number, names: readonly string[], feed = lane): ArrivalUnit[] {
  return names.map((name) => {
    const unit = unitOf([problem(people[0], name, name)], { identifier: name, feed });
    return { ...unit, message: { ...unit.message, arrival: { id, isWhole: names.length === 1 } } };
  });
}

/** As if the process was killed there: no fault of the data, and nobody lives to take the attempt back. */
class Killed extends Error {}

/** One process after the other on the same queue; one that is killed is not asked again. */
async function process(unitsOf: (id: number, name: string) => Iterable<ArrivalUnit>, livedMs: number, lanes = [lane]) {
  const opened = await openStore({ databaseUrl: store.databaseUrl, dataKey: testDataKey });
  const clock = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => clock() + livedMs);
  const settled = new Map<number, ArrivalOutcome>();
  const translating: Translating = {
    unitsOf: ({ id, bytes }) => unitsOf(id, Buffer.from(bytes).toString()),
  };
  try {
    for (;;) {
      const turn = await opened.inbox.applyNext(lanes, translating);
      if (turn.settled.size === 0) return { settled, isKilled: false };
      for (const [id, outcome] of turn.settled) settled.set(id, outcome);
    }
  } catch (error) {
    if ((error as { detail?: string }).detail !== 'Error') throw error;
    return { settled, isKilled: true };
  } finally {
    vi.restoreAllMocks();
    await opened.close();
  }
}
const longMs = 60_000;

async function rowsOf<T extends object>(sql: string): Promise<T[]> {
  const pool = openPool(store.databaseUrl, 1);
  try {
    return (await pool.query<T>(sql)).rows;
  } finally {
    await pool.end();
  }
}
const stored = async () =>
  (await rowsOf<{ name: string }>('select message_identifier as name from message order by id')).map(({ name }) => name);
const states = async () =>
  (await rowsOf<{ state: string }>('select state from arrival_outcome order by id')).map(({ state }) => state);

test('one that ends every process that tries it is set aside after five times alone; those before and behind it are applied, in order', async () => {
  const names = ['a', 'b', 'poison', 'c', 'd'];
  await received(names);
  let deaths = 0;
  const unitsOf = (id: number, name: string) => {
    if (name === 'poison') throw new Killed();
    return messagesOf(id, [name]);
  };
  while ((await process(unitsOf, longMs)).isKilled) expect(++deaths).toBeLessThan(20);
  expect(deaths).toBe(2 + 5);
  expect(await stored()).toEqual(['a', 'b', 'c', 'd']);
  expect(await states()).toEqual(['applied', 'applied', 'quarantined', 'applied', 'applied']);
});

test('while it waits for a process that has lived, other lanes go on', async () => {
  await received(['poison']);
  const kill = () => {
    throw new Killed();
  };
  for (let deaths = 0; deaths < 3; deaths++) await process(kill, longMs);
  const [other] = await received(['other'], 'rgn-pas');
  const { isKilled, settled } = await process((id, name) => (name === 'poison' ? kill() : messagesOf(id, [name], 'rgn-pas')), 0, [
    lane,
    'rgn-pas',
  ]);
  expect(isKilled).toBe(false);
  expect([...settled]).toMatchObject([[other, { state: 'applied' }]]);
});

test('processes that are killed young, however many, set nothing aside', async () => {
  const names = ['a', 'b', 'c'];
  await received(names);
  const young = () => {
    throw new Killed();
  };
  for (let killed = 0; killed < 30; killed++) await process(young, 0);
  await process((id, name) => messagesOf(id, [name]), longMs);
  expect(await stored()).toEqual(names);
  expect(await states()).toEqual(['applied', 'applied', 'applied']);
});

test('an attempt that something else ended is forgotten once another message was applied', async () => {
  const names = Array.from({ length: 30 }, (_, index) => `n${index}`);
  await received(names);
  // Each process applies a little, and is then killed in the middle of another message.
  for (let killed = 0; killed < 8; killed++) {
    let left = 3;
    await process((id, name) => {
      if (left-- === 0) throw new Killed();
      return messagesOf(id, [name]);
    }, longMs);
  }
  await process((id, name) => messagesOf(id, [name]), longMs);
  expect(await stored()).toEqual(names);
  expect(new Set(await states())).toEqual(new Set(['applied']));
});

test('the outcome is settled with the message: where the one fails, the other is not there', async () => {
  await received(['a']);
  const pool = openPool(store.databaseUrl, 1);
  // The third process lets it go alone; its outcome then cannot be written.
  for (let deaths = 0; deaths < 2; deaths++) {
    await process(() => {
      throw new Killed();
    }, longMs);
  }
  await pool.query(`create function out_of_order() returns trigger language plpgsql as
    $$ begin raise exception 'out of order' using errcode = '57014'; end $$`);
  await pool.query('create trigger broken before insert on arrival_outcome for each row execute function out_of_order()');
  const whole = (id: number, name: string) => messagesOf(id, [name]);
  await expect(process(whole, longMs)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', detail: 'PostgreSQL 57014' });
  expect(await stored()).toEqual([]);
  await pool.query('drop trigger broken on arrival_outcome');
  await pool.end();
  await process(whole, longMs);
  expect(await stored()).toEqual(['a']);
  expect(await states()).toEqual(['applied']);
});

test('a file whose process ended between two of its parts is applied whole, and counts what was stored before', async () => {
  const [id] = await received(['file']);
  const names = Array.from({ length: 450 }, (_, index) => `row ${index}`);
  function* killedAfter(count: number): Generator<ArrivalUnit> {
    yield* messagesOf(id!, names.slice(0, count));
    throw new Killed();
  }
  // The first alone as it is long; no attempt of these is its fault, as each stores more than the one before.
  for (const count of [0, 201, 402]) await process(() => killedAfter(count), longMs);
  expect(await stored()).toHaveLength(400);
  const { settled } = await process(() => messagesOf(id!, names), longMs);
  expect(settled.get(id!)).toEqual({ state: 'applied', units: 450, stored: 450, duplicates: 0, entries: 450 });
  expect(await stored()).toEqual(names);
});

test('a part that stores something new is no attempt at what follows', async () => {
  const [id] = await received(['file']);
  const names = Array.from({ length: 2_000 }, (_, index) => `row ${index}`);
  function* killedAfter(count: number): Generator<ArrivalUnit> {
    yield* messagesOf(id!, names.slice(0, count));
    throw new Killed();
  }
  for (let part = 1; part < 10; part++) await process(() => killedAfter(part * 200 + 1), longMs);
  const { settled } = await process(() => messagesOf(id!, names), longMs);
  expect(settled.get(id!)).toMatchObject({ state: 'applied', stored: 2_000 });
});
