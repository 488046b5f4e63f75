import { expect, test } from 'vitest';
import type { Decisions } from '../../policy/decide.js';
import type { Section } from '../../schema/entry.js';
import type { StoredEntry } from '../../store/store.js';
import { SeenDates } from './dates.js';
import { askedFor } from './entries.js';

const now = new Date('2026-03-01');
const decisions = (hidden: readonly string[]) =>
  ({
    element: (_section: Section, element: string) => ({
      permitted: !hidden.includes(element),
      reason: 'x',
      rule: 'y',
      basis: 'z',
    }),
  }) as unknown as Decisions;

/** Whether an entry with these elements is left by the filter. */
function isIn(section: Section, body: object, filter: object, hidden: readonly string[] = []): boolean {
  const dates = new SeenDates(section, decisions(hidden));
  const entry = { id: 'e', section, partner: 'RGT', startsMs: undefined, endsMs: undefined, body } as unknown as StoredEntry;
  return askedFor([dates.dated(entry)], { filter }, now, dates).length === 1;
}

test('an entry that may have been in the range asked for is in it, as precise as its date is', () => {
  const result = { date: '2011' };
  for (const filter of [{ from: '2011-02' }, { from: '2011-12-31' }, { to: '2011-01-01' }, { from: '2011-03', to: '2011-04' }])
    expect(isIn('investigationResults', result, filter), JSON.stringify(filter)).toBe(true);
  for (const filter of [{ from: '2012' }, { to: '2010' }]) expect(isIn('investigationResults', result, filter)).toBe(false);
});

test('what has begun and not ended goes on; a contact is over when it was, and a partial end is all of its period', () => {
  expect(isIn('problemList', { onsetDate: '2011' }, { from: '2025' })).toBe(true);
  expect(isIn('problemList', { onsetDate: '2011', endDate: '2012' }, { from: '2012-06' })).toBe(true);
  expect(isIn('problemList', { onsetDate: '2011', endDate: '2012' }, { from: '2013' })).toBe(false);
  expect(isIn('contactsWithProfessionals', { dateOfContact: '2011' }, { from: '2011-06' })).toBe(true);
  expect(isIn('contactsWithProfessionals', { dateOfContact: '2011' }, { from: '2025' })).toBe(false);
});

test('an entry without a date is in no range, nor is one whose date is hidden', () => {
  expect(isIn('problemList', {}, { from: '1900' })).toBe(false);
  expect(isIn('problemList', { onsetDate: '2011' }, { from: '1900' }, ['onsetDate'])).toBe(false);
  expect(isIn('problemList', { onsetDate: '2011', date: '2012' }, { from: '1900' }, ['onsetDate'])).toBe(true);
});

test('a filter is refused where all of the dates that it would look at are hidden, and only there', () => {
  const refusal = (section: Section, by: 'date' | 'period', hidden: readonly string[]) =>
    new SeenDates(section, decisions(hidden)).refusal(by) !== undefined;
  expect(refusal('problemList', 'date', ['onsetDate', 'date'])).toBe(true);
  expect(refusal('problemList', 'date', ['onsetDate'])).toBe(false);
  expect(refusal('problemList', 'period', ['onsetDate', 'date'])).toBe(false);
  expect(refusal('problemList', 'period', ['endDate'])).toBe(true);
  // No date is looked at: whoever it is, nothing matches, and nothing is told.
  expect(refusal('personDemographics', 'date', ['dateOfBirth'])).toBe(false);
});
