import { expect, test } from 'vitest';
import { loadProfile } from '../schema/profile.js';
import { termOf } from './retention.js';

test('the term is counted back from now, in years of the profile; a profile without one removes nothing', () => {
  const now = new Date('2026-03-01T12:00:00Z');
  expect(termOf(loadProfile('cheshire'), now)).toMatchObject({
    years: 2,
    before: expect.stringMatching(/^2024-03-01T12:00/) as string,
  });
  for (const name of ['ccr', 'cambridgeshire-peterborough']) {
    expect(() => termOf(loadProfile(name), now)).toThrow(expect.objectContaining({ code: 'BAD_REQUEST' }));
  }
});
