import { expect, test } from 'vitest';
import { loadProfile } from '../../schema/profile.js';
import { readCsv } from '../formats/csv/read.js';
import { translateBytes } from '../translate.js';
import { keptFile, keptRow, withoutCosts } from './without-costs.js';

const header = ['LA_Code', 'unit cost', 'Event_Description', 'Planned_units_per_week'];
const tableOf = (text: string) => readCsv(Buffer.from(text), { charset: 'windows-1252' });

test('a row is kept with its costs blank and all else as it was', () => {
  const cells = ['0312', '21.50', ' said "yes",\nthen left ', '14'];
  const table = tableOf(withoutCosts(header, cells)!);
  expect(table.header).toEqual(header);
  expect([...table.rows].map((row) => row.cells)).toEqual([['0312', '', ' said "yes",\nthen left ', '']]);
});

test('a row without costs is kept as it was written', () => {
  expect(withoutCosts(header, ['0312', ' ', 'x', ''])).toBeUndefined();
  expect(withoutCosts(['CHILD', 'DECOM'], ['1', '01/04/2025'])).toBeUndefined();
  const table = tableOf('LA_Code;Unit_Cost;Note\n0312;;"a ""b"""\n');
  expect([...table.rows].map((row) => keptRow(table, row))).toEqual(['LA_Code;Unit_Cost;Note\r\n0312;;"a ""b"""\r\n']);
});

test('of a row at fault nothing is kept where its cost may be in any cell', () => {
  const costly = tableOf('LA_Code,Unit_Cost,Note\n0312,21.50\n0312,21.50,x,y\n0312,"21.50"z,x\n');
  expect([...costly.rows].map((row) => keptRow(costly, row))).toEqual(
    Array.from({ length: 3 }, () => 'LA_Code,Unit_Cost,Note\r\n'),
  );
  const other = tableOf('LA_Code,Note\n0312,x,y\n');
  expect([...other.rows].map((row) => keptRow(other, row))).toEqual(['LA_Code,Note\r\n0312,x,y\r\n']);
});

test('a file refused as a whole is kept without its costs, and as it was sent where it has none', () => {
  const costly = Buffer.from('LA_Code,Unit_Cost,Note\n0312,21.50,"a,b"\n0312,21.50\n');
  expect(Buffer.from(keptFile(tableOf(costly.toString()), costly)).toString()).toBe(
    'LA_Code,Unit_Cost,Note\r\n0312,,"a,b"\r\n\r\n',
  );
  const other = Buffer.from('LA_Code,Note\n0312,x\n');
  expect(keptFile(tableOf(other.toString()), other)).toBe(other);
});

test('no byte that goes to the store holds a cost: of a row, a row refused, a row at fault, or a file refused', () => {
  const columns =
    'LA_Code,NHS_Number,LA_Person_Unique_Identifier,Client_Type,Event_Type,Event_Start_Date,Service_Type,Unit_Cost,Cost_Frequency_Unit_Type,Planned_units_per_week';
  const rows = [
    '312,9991000003,42,Service user,Service,01/04/2025,Long term support: Community,987.65,Per fortnight,4321',
    '312,9991000003,42,Nobody knows,Service,01/04/2025,Long term support: Community,987.65,Per fortnight,4321',
    '312,9991000003,42,Service user,Service,Long term support: Community,987.65,Per fortnight,4321',
  ];
  const profile = loadProfile('cambridgeshire-peterborough');
  const units = (text: string) => [...translateBytes(Buffer.from(text), { profile })];
  const stored = [
    ...units([columns, ...rows].join('\r\n')),
    ...units([columns.replace('Event_Type,', 'Kind,'), ...rows].join('\r\n')),
  ];
  expect(stored.map(({ refusal }) => refusal?.code)).toEqual([
    undefined,
    'MESSAGE_UNMAPPABLE',
    'MESSAGE_UNREADABLE',
    'STRUCTURE_INVALID',
  ]);
  const kept = stored.map(({ message }) => Buffer.from(message.bytes).toString()).join('\n');
  for (const cost of ['987.65', 'fortnight', '4321']) expect(kept).not.toContain(cost);
  expect(kept).toContain('9991000003');
});
