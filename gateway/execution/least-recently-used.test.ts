import { expect, test } from 'vitest';
import { LeastRecentlyUsed } from './least-recently-used.js';

test('what was used longest ago is forgotten first', () => {
  const kept = new LeastRecentlyUsed<string, number>(2);
  kept.keep('a', 1);
  kept.keep('b', 2);
  expect(kept.get('a')).toBe(1);
  kept.keep('c', 3);
  expect([kept.get('a'), kept.get('b'), kept.get('c')]).toEqual([1, undefined, 3]);
});

test('a heavy one makes as many lighter ones go as it weighs', () => {
  const kept = new LeastRecentlyUsed<string, number>(10);
  for (const key of ['a', 'b', 'c']) kept.keep(key, 0, 3);
  kept.keep('heavy', 1, 7);
  expect(['a', 'b', 'c', 'heavy'].map((key) => kept.get(key))).toEqual([undefined, undefined, 0, 1]);
});

test('what is kept again under a key counts once', () => {
  const kept = new LeastRecentlyUsed<string, number>(10);
  for (let i = 0; i < 5; i++) kept.keep('a', i, 4);
  kept.keep('b', 1, 4);
  expect([kept.get('a'), kept.get('b')]).toEqual([4, 1]);
});

test('what alone weighs more than all may is answered and not kept', () => {
  const kept = new LeastRecentlyUsed<string, number>(10);
  kept.keep('a', 1, 4);
  expect(kept.keep('huge', 2, 11)).toBe(2);
  expect([kept.get('a'), kept.get('huge')]).toEqual([1, undefined]);
});
