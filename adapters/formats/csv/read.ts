import { byteOrderMark, decodeAsFeed, decodeStrictly, unmarkedUtf16 } from '../decode.js';
import { recordSpans } from './records.js';
import { headerOf, rowsOf } from './rows.js';
import type { CsvRow, CsvTable } from './table.js';

/**
 * A CSV file with one header line. Bytes are decoded first (mark, strict UTF-8, the feed's character set);
 * comma unless the header is plainly in tabs or semicolons. A row at fault is marked, and the others go on.
 * @throws RecordError STRUCTURE_INVALID (no header, a column twice), MESSAGE_UNREADABLE, CONFIG_INVALID
 */
export function readCsv(bytes: Uint8Array, options: { readonly charset: string }): CsvTable {
  const { text, decoder } = textOf(bytes, options.charset);
  const { delimiter, header, headerWritten } = headerOf(text);
  return {
    header,
    headerWritten,
    encoding: decoder,
    rows: { [Symbol.iterator]: () => dataRows(text, delimiter, header) },
  };
}

function textOf(bytes: Uint8Array, charset: string): { text: string; decoder: string } {
  const marked = byteOrderMark(bytes) ?? unmarkedUtf16(bytes) ?? 'utf-8';
  return decodeStrictly(bytes, marked) ?? decodeAsFeed(bytes, charset);
}

function* dataRows(text: string, delimiter: string, header: readonly string[]): Generator<CsvRow> {
  const spans = recordSpans(text, delimiter);
  spans.next();
  yield* rowsOf(spans, text, delimiter, header);
}
