import { expect, test } from 'vitest';
import { openBreaker } from './breaker.js';

test('a source that failed three times in a row is left alone, then tried by one, and used again once it answers', () => {
  const breaker = openBreaker({ failures: 3, rest: 1_000 });
  for (const nowMs of [0, 1, 2]) {
    expect(breaker.admits(nowMs)).toBe(true);
    breaker.failed(nowMs);
  }
  expect(breaker.admits(500)).toBe(false);
  expect(breaker.admits(1_002)).toBe(true);
  // One tries; whoever comes meanwhile does not wait for it.
  expect(breaker.admits(1_003)).toBe(false);
  breaker.failed(1_100);
  expect(breaker.admits(1_900)).toBe(false);
  expect(breaker.admits(2_200)).toBe(true);
  breaker.succeeded();
  expect(breaker.admits(2_201)).toBe(true);
});

test('a success in between starts the count anew', () => {
  const breaker = openBreaker({ failures: 2, rest: 1_000 });
  breaker.failed(0);
  breaker.succeeded();
  breaker.failed(1);
  expect(breaker.admits(2)).toBe(true);
});
