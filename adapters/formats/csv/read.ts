import { parse } from 'csv-parse/sync';
import { RecordError } from '../../../schema/errors.js';
import { byteOrderMark, decodeAsFeed, decodeStrictly, unmarkedUtf16 } from '../decode.js';
import { recordSpans, type RecordSpan } from './records.js';
import type { CsvRow, CsvTable } from './table.js';

/**
 * A CSV file with one header line. Bytes are decoded first (mark, strict UTF-8, the feed's character set);
 * comma unless the header is plainly in tabs or semicolons. A row at fault is marked, and the others go on.
 * @throws RecordError STRUCTURE_INVALID (no header, a column twice), MESSAGE_UNREADABLE, CONFIG_INVALID
 */
export function readCsv(bytes: Uint8Array, options: { readonly charset: string }): CsvTable {
  const { text, decoder } = textOf(bytes, options.charset);
  if (text.includes('\0')) throw new RecordError('MESSAGE_UNREADABLE', { detail: 'NUL in the text' });
  const firstLine = /^[^\r\n]*/.exec(text.trimStart())![0];
  const delimiter = delimiterOf(firstLine);
  const [span] = recordSpans(text, delimiter);
  if (!span || span.broken) throw invalid('no readable header line');
  const header = cellsOf(text.slice(span.start, span.end), delimiter)?.[0] ?? [];
  refuseDuplicates(header, span.line);
  return {
    header,
    headerWritten: text.slice(span.start, span.end),
    encoding: decoder,
    rows: { [Symbol.iterator]: () => rowsOf(text, delimiter, header) },
  };
}

function textOf(bytes: Uint8Array, charset: string): { text: string; decoder: string } {
  const marked = byteOrderMark(bytes) ?? unmarkedUtf16(bytes) ?? 'utf-8';
  return decodeStrictly(bytes, marked) ?? decodeAsFeed(bytes, charset);
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

function* rowsOf(text: string, delimiter: string, header: readonly string[]): Generator<CsvRow> {
  const spans = recordSpans(text, delimiter);
  spans.next();
  let batch: RecordSpan[] = [];
  for (const span of spans) {
    if (span.broken) {
      yield* rowsIn(batch, text, delimiter, header);
      batch = [];
      const written = text.slice(span.start, span.end);
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
