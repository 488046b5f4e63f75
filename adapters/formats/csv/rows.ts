import { parse } from 'csv-parse/sync';
import { RecordError } from '../../../schema/errors.js';
import { longestRecord, recordSpans, type RecordSpan } from './records.js';
import type { CsvRow } from './table.js';

/** The header line of a CSV text, and what its columns are divided by. */
export interface CsvHeader {
  readonly delimiter: string;
  readonly header: readonly string[];
  readonly headerWritten: string;
}

/**
 * Reads the header of `text`: comma unless it is plainly in tabs or semicolons.
 * @param startsOnLine number of the line that `text` begins with
 * @throws RecordError STRUCTURE_INVALID (no header, a column twice), MESSAGE_UNREADABLE
 */
export function headerOf(text: string, longest = longestRecord, startsOnLine = 1): CsvHeader {
  refuseNul(text);
  const firstLine = /^[^\r\n]*/.exec(text.trimStart())![0];
  const delimiter = delimiterOf(firstLine);
  const first = recordSpans(text, delimiter, longest).next();
  if (first.done === true || first.value.broken) throw invalid('no readable header line');
  const { start, end, line } = first.value;
  const headerWritten = text.slice(start, end);
  const header = cellsOf(headerWritten, delimiter)?.[0] ?? [];
  refuseDuplicates(header, line + startsOnLine - 1);
  return { delimiter, header, headerWritten };
}

/** @throws RecordError MESSAGE_UNREADABLE */
export function refuseNul(text: string): void {
  if (text.includes('\0')) throw new RecordError('MESSAGE_UNREADABLE', { detail: 'NUL in the text' });
}

function delimiterOf(header: string): string {
  const bare = header.replace(/"(?:[^"]|"")*"/g, '');
  const count = (delimiter: string) => bare.split(delimiter).length - 1;
  return [',', '\t', ';'].reduce((best, next) => (count(next) > count(best) ? next : best));
}

function refuseDuplicates(header: readonly string[], line: number): void {
  const seen = new Set<string>();
  for (const column of header) {
    const name = column.trim().toLowerCase();
    if (name === '') continue;
    if (seen.has(name)) throw invalid('a column stands twice in the header', `line ${line}`);
    seen.add(name);
  }
  if (seen.size === 0) throw invalid('no column has a name', `line ${line}`);
}

/** The rows that stand at `spans` of `text`; one at fault is marked, and the others go on. */
export function* rowsOf(
  spans: Iterable<RecordSpan>,
  text: string,
  delimiter: string,
  header: readonly string[],
  longest = longestRecord,
): Generator<CsvRow> {
  let batch: RecordSpan[] = [];
  for (const span of spans) {
    if (span.broken) {
      yield* rowsIn(batch, text, delimiter, header);
      batch = [];
      // Of a line without end its beginning is told.
      const written = text.slice(span.start, Math.min(span.end, span.start + longest));
      yield { line: span.line, cells: [], written, fault: 'quote' };
    } else if (batch.push(span) === 1000) {
      yield* rowsIn(batch, text, delimiter, header);
      batch = [];
    }
  }
  yield* rowsIn(batch, text, delimiter, header);
}

/** A batch at a time: setting up a parser costs more than a row. */
function* rowsIn(spans: readonly RecordSpan[], text: string, delimiter: string, header: readonly string[]): Generator<CsvRow> {
  if (spans.length === 0) return;
  const together = cellsOf(text.slice(spans[0]!.start, spans.at(-1)!.end), delimiter);
  const agreed = together?.length === spans.length ? together : undefined;
  for (const [index, span] of spans.entries()) {
    const written = text.slice(span.start, span.end);
    const cells = agreed ? agreed[index]! : cellsOf(written, delimiter)?.[0];
    if (!cells) yield { line: span.line, cells: [], written, fault: 'quote' };
    else if (!fits(cells, header)) yield { line: span.line, cells, written, fault: 'cell-count' };
    else yield { line: span.line, cells, written };
  }
}

/** A column without a name (a trailing comma) may only be empty. */
function fits(cells: readonly string[], header: readonly string[]): boolean {
  return cells.length === header.length && cells.every((cell, index) => cell === '' || header[index]!.trim() !== '');
}

function cellsOf(text: string, delimiter: string): string[][] | undefined {
  try {
    return parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    });
  } catch {
    return undefined;
  }
}

function invalid(detail: string, location = 'line 1'): RecordError {
  return new RecordError('STRUCTURE_INVALID', { detail, location });
}
