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

function quoted(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
