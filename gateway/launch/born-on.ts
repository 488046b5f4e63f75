import type { PartialDateTime } from '../../schema/partial-date.js';

/**
 * Whether a person of whom the record has these dates of birth can be the one born on `day` (YYYY-MM-DD). Where partners
 * differ, one of the dates has to agree. Full dates are compared exactly; only where there is none, a partial date as
 * far as it goes. No date at all proves nobody.
 */
export function isBornOn(day: PartialDateTime, dates: readonly PartialDateTime[]): boolean {
  const days = dates.map((date) => date.slice(0, 10));
  const full = days.filter((date) => date.length === 10);
  return full.length > 0 ? full.includes(day) : days.some((date) => day.startsWith(date));
}
