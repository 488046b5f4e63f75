import { RecordError } from '../../../schema/errors.js';
import { startingWith } from '../chunks.js';
import { byteOrderMark, decodeAsFeed, decodeStrictly, unmarkedUtf16 } from '../decode.js';
import { recordSpans, type RecordSpan } from './records.js';
import { headerOf, refuseNul, rowsOf, type CsvHeader } from './rows.js';
import type { CsvRow } from './table.js';

/** Rows of a file that is read as it comes, with the header they stand under. */
export interface CsvPiece extends CsvHeader {
  readonly rows: readonly CsvRow[];
}

/** A record longer than this counts as a broken quote: the file need not be read to its end to know. */
const longestRecord = 250_000;
const window = 3 * longestRecord;

/**
 * A CSV file read as it comes, by the rules of `readCsv`, in pieces of some thousand rows: memory holds one window of text, however long
 * the file is.
 * @throws RecordError STRUCTURE_INVALID (no header, a column twice), MESSAGE_UNREADABLE, CONFIG_INVALID
 */
export async function* streamCsv(chunks: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<CsvPiece> {
  let text = '';
  let line = 1;
  let header: CsvHeader | undefined;
  for await (const { decoded, isLast } of textOf(chunks, encoding)) {
    refuseNul(decoded);
    text += decoded;
    if (text.length < window && !isLast) continue;
    header ??= headerOf(text);
    const isFirst = line === 1;
    const { spans, next, nextLine } = finalSpans(text, header.delimiter, line, isLast);
    const data = isFirst ? spans.slice(1) : spans;
    if (data.length > 0) yield { ...header, rows: [...rowsOf(data, text, header.delimiter, header.header)] };
    text = text.slice(next);
    line = nextLine;
  }
}

/** Records that nothing behind the window can change, and where the others start. */
function finalSpans(
  text: string,
  delimiter: string,
  firstLine: number,
  isLast: boolean,
): { readonly spans: readonly RecordSpan[]; readonly next: number; readonly nextLine: number } {
  const spans: RecordSpan[] = [];
  for (const span of recordSpans(text, delimiter)) {
    const line = span.line + firstLine - 1;
    if (!isLast && span.start > text.length - longestRecord) return { spans, next: span.start, nextLine: line };
    spans.push({ ...span, line });
  }
  return { spans, next: text.length, nextLine: firstLine };
}

async function* textOf(
  chunks: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncGenerator<{ readonly decoded: string; readonly isLast: boolean }> {
  // One behind, so that the last is known to be the last.
  let before: string | undefined;
  const decoder = encoding === 'windows-1252' ? undefined : new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of startingWith(chunks, 4)) {
      if (before !== undefined) yield { decoded: before, isLast: false };
      const bytes = before === undefined && byteOrderMark(chunk) === 'utf-8' ? chunk.subarray(3) : chunk;
      before = decoder === undefined ? decodeStrictly(bytes, encoding)!.text : decoder.decode(bytes, { stream: true });
    }
    yield { decoded: (before ?? '') + (decoder?.decode() ?? ''), isLast: true };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new RecordError('MESSAGE_UNREADABLE', { detail: `The bytes are not valid in their character set (${encoding}).` });
  }
}

/**
 * Finds out the character set of bytes as they pass: a mark, strict UTF-8, else the feed's. Which one it is stands only when all
 * have passed; until then `provisional` reads ASCII, hence dates and codes, as any of them would.
 */
export class EncodingFinder {
  readonly provisional: string;
  readonly #marked: string | undefined;
  #utf8: InstanceType<typeof TextDecoder> | undefined = new TextDecoder('utf-8', { fatal: true });

  constructor(first: Uint8Array) {
    this.#marked = byteOrderMark(first) ?? unmarkedUtf16(first);
    this.provisional = this.#marked?.startsWith('utf-16') === true ? this.#marked : 'windows-1252';
  }

  see(bytes: Uint8Array): void {
    this.#tryUtf8(bytes, true);
  }

  /** @param charset of the feed. @throws RecordError CONFIG_INVALID */
  found(charset: string): string {
    if (this.#marked?.startsWith('utf-16') === true) return this.#marked;
    this.#tryUtf8(new Uint8Array(), false);
    return this.#utf8 === undefined ? decodeAsFeed(new Uint8Array(), charset).decoder : 'utf-8';
  }

  #tryUtf8(bytes: Uint8Array, stream: boolean): void {
    try {
      this.#utf8?.decode(bytes, { stream });
    } catch {
      this.#utf8 = undefined;
    }
  }
}
