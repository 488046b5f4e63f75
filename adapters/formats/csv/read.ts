import { RecordError } from '../../../schema/errors.js';
import { byteOrderMark, decodeAsFeed, decodeStrictly, unmarkedUtf16 } from '../decode.js';
import { recordSpans } from './records.js';
import { headerOf, rowsOf } from './rows.js';
import type { CsvRow, CsvTable } from './table.js';

/**
 * A CSV file with one header line. Bytes are decoded first (mark, strict UTF-8, the feed's character set);
 * comma unless the header is plainly in tabs or semicolons. A row at fault is marked, and the others go on.
 * @param options.longestRecord see {@link longestRecord}
 * @throws RecordError STRUCTURE_INVALID (no header, a column twice), MESSAGE_UNREADABLE, CONFIG_INVALID
 */
export function readCsv(bytes: Uint8Array, options: { readonly charset: string; readonly longestRecord?: number }): CsvTable {
  const { text, decoder } = textOf(bytes, options.charset);
  const { delimiter, header, headerWritten } = headerOf(text, options.longestRecord);
  return {
    header,
    headerWritten,
    encoding: decoder,
    rows: { [Symbol.iterator]: () => dataRows(text, delimiter, header, options.longestRecord) },
  };
}

function textOf(bytes: Uint8Array, charset: string): { text: string; decoder: string } {
  const marked = byteOrderMark(bytes) ?? unmarkedUtf16(bytes);
  const decoded = decodeStrictly(bytes, marked ?? 'utf-8');
  if (decoded !== undefined) return decoded;
  // In no other character set is it text.
  if (marked?.startsWith('utf-16') === true) {
    throw new RecordError('MESSAGE_UNREADABLE', { detail: `The bytes are not valid in their character set (${marked}).` });
  }
  // A mark is no part of the text, whatever it is in.
  return decodeAsFeed(marked === undefined ? bytes : bytes.subarray(3), charset);
}

function* dataRows(text: string, delimiter: string, header: readonly string[], longest?: number): Generator<CsvRow> {
  const spans = recordSpans(text, delimiter, longest);
  spans.next();
  yield* rowsOf(spans, text, delimiter, header, longest);
}
