/** What shares a commit, what may be under way at the same time, and what happens when more comes than is applied. */
import { expect, test } from 'vitest';
import type { NewArrival } from '../../store/inbox/inbox-store.js';
import { openReceiving, type Receiving } from './receiving.js';

const arrival = (controlId: string) => ({ lane: 'rgt-pas', controlId, bytes: Buffer.from(controlId) }) as unknown as NewArrival;

/** A store whose commits end when the test says so. */
function held() {
  const commits: { readonly names: readonly string[]; end(): void }[] = [];
  let ids = 0;
  const store = {
    receive: (arrivals: readonly NewArrival[]) =>
      new Promise<{ id: number; repeated: boolean }[]>((resolve) => {
        const end = () => resolve(arrivals.map(() => ({ id: ++ids, repeated: false })));
        commits.push({ names: arrivals.map(({ controlId }) => controlId), end });
      }),
    manyWait: () => Promise.resolve(false),
  };
  return { commits, store, names: () => commits.map(({ names }) => names) };
}
const soon = () => new Promise((resolve) => setTimeout(resolve, 20));
const sent = (receiving: Receiving, names: readonly string[], from: object) =>
  names.map((name) => receiving.receive(arrival(name), from));

test('what comes at once shares a commit; a second connection does not wait for the first, and on one connection nothing overtakes', async () => {
  const { commits, store, names } = held();
  const receiving = openReceiving({ store, mostWaiting: 10, kept: () => undefined });
  const [one, other] = [{}, {}];
  const all = sent(receiving, ['a1', 'a2'], one);
  await soon();
  all.push(...sent(receiving, ['a3'], one), ...sent(receiving, ['b1'], other));
  await soon();
  expect(names()).toEqual([['a1', 'a2'], ['b1']]);
  all.push(...sent(receiving, ['b2'], other));
  commits[1]!.end();
  await soon();
  expect(names().slice(2)).toEqual([['b2']]);
  commits[0]!.end();
  await soon();
  expect(names().slice(3)).toEqual([['a3']]);
  for (const commit of commits) commit.end();
  await Promise.all(all);
  await receiving.close();
});

test('where too many wait to be applied, what comes waits for room, and is received all the same in the end', async () => {
  const { store, commits } = held();
  let looks = 0;
  const crowded = { ...store, manyWait: () => Promise.resolve(++looks > 0) };
  const receiving = openReceiving({ store: crowded, mostWaiting: 10, kept: () => undefined });
  const all = sent(
    receiving,
    Array.from({ length: 500 }, (_, index) => `n${index}`),
    {},
  );
  await soon();
  // The first look is after a thousand.
  commits[0]!.end();
  await Promise.all(all);
  expect(looks).toBe(0);
  all.push(
    ...sent(
      receiving,
      Array.from({ length: 500 }, (_, index) => `m${index}`),
      {},
    ),
  );
  await expect.poll(() => commits.length, { timeout: 20_000 }).toBe(2);
  expect(looks).toBe(10);
  commits[1]!.end();
  await Promise.all(all);
  await receiving.close();
});

test('the end waits for what was given', async () => {
  const { store, commits } = held();
  const receiving = openReceiving({ store, mostWaiting: 10, kept: () => undefined });
  const all = sent(receiving, ['x'], {});
  let isClosed = false;
  const closing = receiving.close().then(() => (isClosed = true));
  await soon();
  expect(isClosed).toBe(false);
  commits[0]!.end();
  await closing;
  await Promise.all(all);
});
