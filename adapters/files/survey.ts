import { createHash } from 'node:crypto';
import { DateOrders, parseDay } from '../csv/day.js';
import { folded } from '../csv/header.js';
import { kindOf, type RecordKind } from '../csv/translate.js';
import { startingWith } from '../formats/chunks.js';
import { EncodingFinder, streamCsv } from '../formats/csv/stream.js';
import type { CsvRow } from '../formats/csv/table.js';

/** Bytes that can be gone through again. */
export interface FileSource {
  /** Of all of it (bytes). */
  readonly size: number;
  open(): AsyncIterable<Uint8Array>;
}

/** The days that a file says it covers, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** What must be known of all rows of a CSV file before the first is translated. */
export interface Survey {
  readonly hash: Buffer;
  readonly kind: RecordKind | undefined;
  /** Local-authority code of the first row that has one; '' without any. */
  readonly sender: string;
  readonly monthFirst: ReadonlySet<number>;
  /** The reporting period that most rows name. */
  readonly period: Period | undefined;
  /** @param charset of the feed. @throws RecordError CONFIG_INVALID */
  encoding(charset: string): string;
}

/**
 * Goes through a file once.
 * @param seen told of the bytes gone through so far
 * @throws RecordError STRUCTURE_INVALID, MESSAGE_UNREADABLE
 */
export async function surveyCsv(source: FileSource, seen?: (bytes: number) => void): Promise<Survey> {
  const hash = createHash('sha256');
  const orders = new DateOrders();
  const periods = new Periods();
  let finder: EncodingFinder | undefined;
  let kind: RecordKind | undefined;
  let sender = '';
  let bytesSeen = 0;
  const watched = async function* (first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    yield watch(first);
    for await (const chunk of rest) yield watch(chunk);
  };
  const watch = (chunk: Uint8Array): Uint8Array => {
    hash.update(chunk);
    finder!.see(chunk);
    seen?.((bytesSeen += chunk.length));
    return chunk;
  };
  const chunks = startingWith(source.open(), 4)[Symbol.asyncIterator]();
  const first = await chunks.next();
  const start = first.done === true ? new Uint8Array() : first.value;
  finder = new EncodingFinder(start);
  let columns: Columns | undefined;
  const rest = { [Symbol.asyncIterator]: () => chunks };
  for await (const { header, rows } of streamCsv(watched(start, rest), finder.provisional)) {
    kind ??= kindOf(header);
    columns ??= columnsIn(header);
    orders.see(rows);
    periods.see(rows, columns);
    sender ||= senderIn(rows, columns);
  }
  const found = finder;
  return {
    hash: hash.digest(),
    kind,
    sender,
    monthFirst: orders.monthFirst(),
    period: periods.most(),
    encoding: (charset) => found.found(charset),
  };
}

interface Columns {
  readonly authority: number;
  readonly from: number;
  readonly to: number;
}

/** Where the columns are that say whose file it is, and of which days. */
export function columnsIn(header: readonly string[]): Columns {
  const position = (name: string) => header.findIndex((column) => folded(column) === folded(name));
  return {
    authority: position('LA_Code'),
    from: position('Reporting_Period_Start_Date'),
    to: position('Reporting_Period_End_Date'),
  };
}

/** Local-authority code of the first row that has one; '' without any. */
export function senderIn(rows: readonly CsvRow[], { authority }: Columns): string {
  for (const { cells } of rows) {
    const code = cells[authority]?.trim() ?? '';
    if (code !== '' && code !== 'NULL') return code;
  }
  return '';
}

/** The period that most rows name: one row that is mistyped does not widen it. */
class Periods {
  readonly #counts = new Map<string, number>();

  see(rows: readonly CsvRow[], { from, to }: Columns): void {
    if (from === -1 || to === -1) return;
    for (const { cells } of rows) {
      const key = `${cells[from]?.trim() ?? ''}\n${cells[to]?.trim() ?? ''}`;
      const count = this.#counts.get(key);
      if (count !== undefined || this.#counts.size < 1_000) this.#counts.set(key, (count ?? 0) + 1);
    }
  }

  most(): Period | undefined {
    const [first] = [...this.#counts].toSorted((a, b) => b[1] - a[1]);
    const [from, to] = first?.[0].split('\n').map((text) => parseDay(text)) ?? [];
    return from === undefined || to === undefined || from > to ? undefined : { from, to };
  }
}
