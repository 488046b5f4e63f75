import { expect, test } from 'vitest';
import { isAmbiguousDay, monthFirstColumns, parseDay } from './day.js';

test.each([
  ['14/05/2025', '2025-05-14'],
  ['03/04/2025', '2025-04-03'],
  ['2025-04-03', '2025-04-03'],
  ['29/02/2024', '2024-02-29'],
  ['14/05/2025 00:00:00', '2025-05-14'],
  ['2025-05-14T00:00:00', '2025-05-14'],
])('%s is %s', (text, day) => {
  expect(parseDay(text)).toBe(day);
});

test.each([
  '05/14/2025',
  '14/05/25',
  '3/4/2025',
  '45791',
  '45791.0',
  '29/02/2025',
  '14/05/2025 13:30',
  '14 May 2025',
  '0000-00-00',
  '99/99/9999',
  '',
])('"%s" is no day', (text) => {
  expect(parseDay(text)).toBeUndefined();
});

test('a date is ambiguous when both orders give a day, and not the same one', () => {
  expect(['03/04/2025', '13/04/2025', '04/04/2025', '2025-04-03'].map(isAmbiguousDay)).toEqual([true, false, false, false]);
});

test('a column is month first when some date can only be read so and none the other way', () => {
  const rows = [{ cells: ['05/14/2025', '05/14/2025', '14/05/2025'] }, { cells: ['03/04/2025', '14/05/2025', '03/04/2025'] }];
  expect([...monthFirstColumns(rows)]).toEqual([0]);
});
