import { expect, test } from 'vitest';
import { readCsv } from '../formats/csv/read.js';
import { withoutCosts } from './without-costs.js';

const header = ['LA_Code', 'unit cost', 'Event_Description', 'Planned_units_per_week'];

test('a row is kept with its costs blank and all else as it was', () => {
  const cells = ['0312', '21.50', ' said "yes",\nthen left ', '14'];
  const table = readCsv(new TextEncoder().encode(withoutCosts(header, cells)), { charset: 'windows-1252' });
  expect(table.header).toEqual(header);
  expect([...table.rows].map((row) => row.cells)).toEqual([['0312', '', ' said "yes",\nthen left ', '']]);
});

test('a row without costs is kept as it was written', () => {
  expect(withoutCosts(header, ['0312', ' ', 'x', ''])).toBeUndefined();
  expect(withoutCosts(['CHILD', 'DECOM'], ['1', '01/04/2025'])).toBeUndefined();
});
