import type { Random } from '../random.js';
import type { TestKind } from '../words/tests.js';

/** A value as an analyser prints it, mostly within the range, with the digits that the test is reported to. */
export function resultValue(random: Random, test: TestKind): string {
  const spread = test.high - test.low;
  const scale = 1000;
  const value = test.low - spread * 0.15 + (spread * 1.4 * random.int(0, scale)) / scale;
  return Math.max(value, 0).toFixed(test.decimals);
}

/** Table 0078 for a value against its range. */
export function abnormalFlag(value: string, test: TestKind): 'L' | 'H' | 'N' {
  const number = Number(value);
  return number < test.low ? 'L' : number > test.high ? 'H' : 'N';
}
