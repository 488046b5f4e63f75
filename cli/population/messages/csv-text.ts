import type { FeedFile } from '../feed-file.js';
import type { Moment } from '../calendar.js';

/** How a council's system writes its files. */
export interface CsvHabits {
  readonly lineEnd: '\r\n' | '\n';
  readonly byteOrderMark: boolean;
}

const cell = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/** A CSV file; a row names only the columns it fills. */
export function csvFile<Column extends string>(
  feed: string,
  fileName: string,
  at: Moment,
  columns: readonly Column[],
  rows: readonly Readonly<Partial<Record<Column, string>>>[],
  habits: CsvHabits = { lineEnd: '\r\n', byteOrderMark: false },
): FeedFile {
  const lines = [columns.map(cell), ...rows.map((row) => columns.map((column) => cell(row[column] ?? '')))].map((cells) =>
    cells.join(','),
  );
  const text = (habits.byteOrderMark ? '\uFEFF' : '') + lines.join(habits.lineEnd) + habits.lineEnd;
  return { feed, fileName, at, bytes: new TextEncoder().encode(text) };
}
