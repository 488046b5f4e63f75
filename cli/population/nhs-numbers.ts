import { type NhsNumber, parseNhsNumber } from '../../schema/nhs-number.js';

/**
 * The `index`-th NHS number of the population, in the range that is never issued (999 000 0000 and up).
 * Numbers whose check digit would be 10 do not exist and are stepped over.
 */
export function syntheticNhsNumber(index: number): NhsNumber {
  // 41 apart, so that a slip of one digit rarely leads to another person of the population.
  for (let body = 999_100_000 + index * 41; ; body++) {
    for (let check = 0; check < 10; check++) {
      const nhsNumber = parseNhsNumber(`${body}${check}`);
      if (nhsNumber !== undefined) return nhsNumber;
    }
  }
}
