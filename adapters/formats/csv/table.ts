/** A CSV file, strictly read: bytes decoded first, one header line, unique column names. */
export interface CsvTable {
  /** Columns as written, in order. */
  readonly header: readonly string[];
  /** The header line as written, its line break left out. */
  readonly headerWritten?: string;
  readonly encoding: string;
  readonly rows: Iterable<CsvRow>;
  /** Columns that hold dates in US order, where these rows are not all of the file; else the rows tell. */
  readonly monthFirst?: ReadonlySet<number>;
}

export interface CsvRow {
  /** 1-based line of the file on which the row starts. */
  readonly line: number;
  /** Cells as text, unaltered (leading zeros, spaces and `NULL` kept), one per column; those of a row at fault may be fewer or more. */
  readonly cells: readonly string[];
  /** The row as written, its line break left out. */
  readonly written: string;
  /** Set when the row itself is at fault (too many or too few cells, broken quote). */
  readonly fault?: 'cell-count' | 'quote';
}
