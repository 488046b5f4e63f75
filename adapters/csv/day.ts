import { parsePartialDateTime, type PartialDateTime } from '../../schema/partial-date.js';

const british = /^(\d{2})\/(\d{2})\/(\d{4})(?: 00:00(?::00)?)?$/;
const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/;

/**
 * A day written `DD/MM/YYYY`, else ISO; midnight, which databases append, is dropped. Undefined for
 * everything else: US order, two-digit years, single-digit days (an American spreadsheet's), Excel serials.
 */
export function parseDay(text: string): PartialDateTime | undefined {
  const uk = british.exec(text);
  if (uk) return parsePartialDateTime(`${uk[3]}-${uk[2]}-${uk[1]}`);
  const day = iso.exec(text)?.[1];
  return day === undefined ? undefined : parsePartialDateTime(day);
}

/** Whether a `nn/nn/yyyy` date means another day when read month first. */
export function isAmbiguousDay(text: string): boolean {
  const uk = british.exec(text);
  return uk !== null && uk[1] !== uk[2] && Number(uk[1]) <= 12 && Number(uk[2]) <= 12;
}

/**
 * Columns whose dates were exported month first: some can only be read so, none only day first.
 * `03/04/2024` in such a column is 4 March; read as 3 April it would be an invented date.
 */
export function monthFirstColumns(rows: Iterable<{ readonly cells: readonly string[] }>): ReadonlySet<number> {
  const monthFirst = new Set<number>();
  const dayFirst = new Set<number>();
  for (const { cells } of rows) {
    for (let column = 0; column < cells.length; column++) {
      const cell = cells[column]!;
      if (cell.length < 10 || !cell.includes('/')) continue;
      const parts = british.exec(cell.trim());
      if (!parts) continue;
      if (Number(parts[1]) > 12) dayFirst.add(column);
      else if (Number(parts[2]) > 12) monthFirst.add(column);
    }
  }
  return new Set([...monthFirst].filter((column) => !dayFirst.has(column)));
}
