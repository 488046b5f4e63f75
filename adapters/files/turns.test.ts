import { expect, test } from 'vitest';
import { restMs } from '../../store/attempts.js';
import { openTurns } from './turns.js';

const old = () => 1e9;

test('files that were never begun go beside each other', () => {
  const turns = openTurns(old);
  expect([turns.mayBegin('a', 0), turns.mayBegin('b', 0)]).toEqual([true, true]);
});

test('one that was begun and did not end waits for the others, then goes alone', () => {
  const turns = openTurns(old);
  turns.mayBegin('a', 0);
  expect(turns.mayBegin('suspect', 1)).toBe(false);
  // Nothing new begins before it had its turn.
  expect(turns.mayBegin('b', 0)).toBe(false);
  turns.ended('a');
  expect(turns.mayBegin('suspect', 1)).toBe(true);
  expect(turns.mayBegin('b', 0)).toBe(false);
  turns.ended('suspect');
  expect(turns.mayBegin('b', 0)).toBe(true);
});

test('once something of it is stored, others go beside it', () => {
  const turns = openTurns(old);
  turns.mayBegin('suspect', 2);
  expect(turns.mayBegin('b', 0)).toBe(false);
  turns.cleared('suspect');
  expect(turns.mayBegin('b', 0)).toBe(true);
});

test('a young process does not begin with it, and holds up nobody for it', () => {
  let aliveMs = restMs(2) - 1;
  const turns = openTurns(() => aliveMs);
  expect([turns.mayBegin('suspect', 2), turns.mayBegin('b', 0)]).toEqual([false, true]);
  turns.ended('b');
  aliveMs++;
  expect(turns.mayBegin('suspect', 2)).toBe(true);
});

test('nobody waits for one that another process took', () => {
  const turns = openTurns(old);
  turns.mayBegin('a', 0);
  turns.mayBegin('suspect', 1);
  turns.waiting(['b']);
  expect(turns.mayBegin('b', 0)).toBe(true);
});
