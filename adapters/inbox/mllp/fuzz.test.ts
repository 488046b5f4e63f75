import { expect, test } from 'vitest';
import { fuzzMllp } from './test-fuzz.js';

// `npm run fuzz:mllp` sends a million.
test('among mutated frames no good message is lost', async () => {
  const report = await fuzzMllp({ frames: 12_000, seed: 7 });
  expect(report).toMatchObject({ lost: 0, unacknowledged: 0 });
  expect(report.good).toBeGreaterThan(3_500);
  expect(report.others).toBeGreaterThan(5_000);
}, 60_000);
