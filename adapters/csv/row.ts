import type { Refused } from '../../schema/entry.js';
import { RecordError, type ErrorCode } from '../../schema/errors.js';
import type { PartialDateTime } from '../../schema/partial-date.js';
import type { CsvRow, CsvTable } from '../formats/csv/table.js';
import { isAmbiguousDay, monthFirstColumns, parseDate, parseDay } from './day.js';
import { columnsOf, folded } from './header.js';

/**
 * One row, read by column name (any spelling that folds to it). Reading a column counts it as mapped,
 * refusing one counts it as refused, and what is neither is unmapped: every leaf is accounted for once.
 */
export interface RowReader {
  readonly line: number;
  /** Text of the first of these columns that has any: trimmed; blank and a literal NULL are absent. */
  text(...columns: readonly string[]): string | undefined;
  /** As {@link text}, without counting the column as mapped. */
  peek(...columns: readonly string[]): string | undefined;
  /** The day in a column; one that cannot be read is refused while the row stands. */
  day(column: string): PartialDateTime | undefined;
  /** As {@link day}, for columns in which councils write a date as precisely as they know it: a year, a month, a day, or a time. */
  date(column: string): PartialDateTime | undefined;
  /** The day in a column that the row depends on. @throws RecordError DATE_INVALID, STRUCTURE_INVALID when blank */
  dayRequired(column: string): PartialDateTime;
  /** Whether the file has the column at all. */
  has(column: string): boolean;
  /** Refuses a column's value while the row stands. */
  refuse(column: string, code: ErrorCode, detail: string): void;
  /** Where in the file a column of this row is, for errors. */
  at(column: string): string;
  readonly refused: readonly Refused[];
  /** Column names as written. */
  mapped(): readonly string[];
  unmapped(): readonly string[];
}

/** Makes readers for the rows of a table, which is gone through once before for dates in US order. */
export function rowReaders(table: CsvTable): (row: CsvRow) => RowReader {
  const columns = columnsOf(table.header);
  const monthFirst = table.monthFirst ?? monthFirstColumns(table.rows);
  return (row) => readerOf(row, table.header, columns, monthFirst);
}

// Exactly these two spellings: `Null` is a surname.
const absent = new Set(['', 'NULL', 'null']);

function readerOf(
  row: CsvRow,
  header: readonly string[],
  columns: ReadonlyMap<string, number>,
  monthFirst: ReadonlySet<number>,
): RowReader {
  const mapped = new Set<number>();
  const refusedColumns = new Set<number>();
  const refused: Refused[] = [];
  const position = (column: string): number | undefined => columns.get(folded(column));
  const cell = (index: number): string | undefined => {
    const text = row.cells[index]?.trim() ?? '';
    return absent.has(text) ? undefined : text;
  };
  const find = (names: readonly string[]): number | undefined =>
    names.map(position).find((index) => index !== undefined && cell(index) !== undefined);
  const at = (column: string): string => `line ${row.line}, column ${header[position(column) ?? -1] ?? column}`;

  /** The day, or why there is none. */
  const dayIn = (index: number, parse = parseDay): PartialDateTime | string => {
    const text = cell(index)!;
    const day = parse(text);
    if (day === undefined) return 'not DD/MM/YYYY or ISO';
    return monthFirst.has(index) && isAmbiguousDay(text) ? 'the column holds dates in US order' : day;
  };
  const isDay = (day: PartialDateTime | string): day is PartialDateTime => /^\d{4}(?:-\d|$)/.test(day);
  const dateIn = (column: string, parse: typeof parseDay): PartialDateTime | undefined => {
    const index = find([column]);
    if (index === undefined) return undefined;
    const day = dayIn(index, parse);
    if (!isDay(day)) {
      refuse(column, 'DATE_INVALID', day);
      return undefined;
    }
    mapped.add(index);
    return day;
  };
  const refuse = (column: string, code: ErrorCode, detail: string): void => {
    const index = position(column);
    if (index === undefined || refusedColumns.has(index)) return;
    mapped.delete(index);
    refusedColumns.add(index);
    refused.push({ code, location: at(column), detail });
  };

  return {
    line: row.line,
    refused,
    at,
    has: (column) => position(column) !== undefined,
    refuse,
    peek(...names) {
      const index = find(names);
      return index === undefined ? undefined : cell(index);
    },
    text(...names) {
      const index = find(names);
      if (index === undefined) return undefined;
      if (!refusedColumns.has(index)) mapped.add(index);
      return cell(index);
    },
    day: (column) => dateIn(column, parseDay),
    date: (column) => dateIn(column, parseDate),
    dayRequired(column) {
      const index = find([column]);
      if (index === undefined) throw new RecordError('STRUCTURE_INVALID', { detail: 'a date is missing', location: at(column) });
      const day = dayIn(index);
      if (!isDay(day)) throw new RecordError('DATE_INVALID', { detail: day, location: at(column) });
      mapped.add(index);
      return day;
    },
    mapped: () => [...mapped].sort((a, b) => a - b).map((index) => header[index]!),
    unmapped: () => header.filter((_, index) => cell(index) !== undefined && !mapped.has(index) && !refusedColumns.has(index)),
  };
}
