import type { CsvRow, CsvTable } from '../formats/csv/table.js';
import { folded } from './header.js';

/** What care costs is not needed to give it, so it is not even kept. */
const costColumns = new Set(['Unit_Cost', 'Cost_Frequency_Unit_Type', 'Planned_units_per_week'].map(folded));

/**
 * A row and its header as a file of its own in which the costs are blank, to be kept in place of what
 * was sent; undefined when the row holds none and may be kept as it was written.
 */
export function withoutCosts(header: readonly string[], cells: readonly string[]): string | undefined {
  const isCost = header.map((name) => costColumns.has(folded(name)));
  if (!cells.some((cell, index) => isCost[index] && cell.trim() !== '')) return undefined;
  const kept = cells.map((cell, index) => (isCost[index] ? '' : cell));
  return [header, kept].map((line) => `${line.map(quoted).join(',')}\r\n`).join('');
}

/**
 * What is kept of a row: a file of its own, as it was written but for costs. Of a row at fault in a file with costs only
 * the header is: which of its cells are costs cannot be told.
 */
export function keptRow(table: CsvTable, row: CsvRow): string {
  const header = table.headerWritten ?? table.header.map(quoted).join(',');
  const hasCosts = table.header.some((name) => costColumns.has(folded(name)));
  if (row.fault !== undefined && hasCosts) return `${header}\r\n`;
  return withoutCosts(table.header, row.cells) ?? `${header}\r\n${row.written}\r\n`;
}

/** What is kept of a file that is refused as a whole: as it was sent, or row by row without them where it has costs. */
export function keptFile(table: CsvTable, bytes: Uint8Array): Uint8Array {
  const isCost = table.header.map((name) => costColumns.has(folded(name)));
  if (!isCost.includes(true)) return bytes;
  const rows = [...table.rows].map(({ cells, fault }) =>
    fault === undefined ? cells.map((cell, index) => (isCost[index] ? '' : cell)) : [],
  );
  return Buffer.from([table.header, ...rows].map((line) => `${line.map(quoted).join(',')}\r\n`).join(''));
}

function quoted(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
