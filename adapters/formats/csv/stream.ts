import { RecordError } from '../../../schema/errors.js';
import { startingWith } from '../chunks.js';
import { byteOrderMark, decodeAsFeed, decodeStrictly, unmarkedUtf16 } from '../decode.js';
import { breaksIn, isBreak, longestRecord, recordSpans, type RecordSpan } from './records.js';
import { headerOf, refuseNul, rowsOf, type CsvHeader } from './rows.js';
import type { CsvRow } from './table.js';

/** Rows of a file that is read as it comes, with the header they stand under. */
export interface CsvPiece extends CsvHeader {
  readonly rows: readonly CsvRow[];
}

/**
 * A CSV file read as it comes, by the rules of `readCsv`, in pieces of some thousand rows: memory holds one window of text, however long
 * the file is.
 * @param longest see {@link longestRecord}; a window is three times as long
 * @throws RecordError STRUCTURE_INVALID (no header, a column twice), MESSAGE_UNREADABLE, CONFIG_INVALID
 */
export async function* streamCsv(
  chunks: AsyncIterable<Uint8Array>,
  encoding: string,
  longest = longestRecord,
): AsyncGenerator<CsvPiece> {
  let text = '';
  let line = 1;
  let header: CsvHeader | undefined;
  let isInEndlessLine = false;
  for await (const { decoded, isLast } of textOf(chunks, encoding)) {
    refuseNul(decoded);
    text += decoded;
    if (isInEndlessLine) {
      const rest = behindLine(text, isLast);
      // Half a line break may be the first half of one.
      text = rest ?? (text.endsWith('\r') ? '\r' : '');
      if (rest === undefined) continue;
      isInEndlessLine = false;
      line++;
    }
    if (text.length < 3 * longest && !isLast) continue;
    let isFirst = false;
    if (header === undefined) {
      const blank = isLast ? 0 : blankLinesOf(text);
      line += breaksIn(text, 0, blank);
      text = text.slice(blank);
      if (text.length < 3 * longest && !isLast) continue;
      header = headerOf(text, longest, line);
      isFirst = true;
    }
    const { spans, next, nextLine, isEndless } = finalSpans(text, header.delimiter, line, isLast, longest);
    const data = isFirst ? spans.slice(1) : spans;
    if (data.length > 0) yield { ...header, rows: [...rowsOf(data, text, header.delimiter, header.header, longest)] };
    text = text.slice(next);
    line = nextLine;
    isInEndlessLine = isEndless;
  }
}

interface FinalSpans {
  /** Records that nothing behind the window can change. */
  readonly spans: readonly RecordSpan[];
  /** Where the others start. */
  readonly next: number;
  readonly nextLine: number;
  /** The last of them is a line that goes on behind the window. */
  readonly isEndless: boolean;
}

function finalSpans(text: string, delimiter: string, firstLine: number, isLast: boolean, longest: number): FinalSpans {
  const spans: RecordSpan[] = [];
  for (const span of recordSpans(text, delimiter, longest)) {
    const line = span.line + firstLine - 1;
    if (!isLast && span.start > text.length - longest) return { spans, next: span.start, nextLine: line, isEndless: false };
    spans.push({ ...span, line });
    if (!isLast && span.end === text.length) return { spans, next: text.length, nextLine: line, isEndless: true };
  }
  // Only blank lines are left, of which the last character may be half a line break.
  const last = spans.at(-1);
  const next = isLast || !text.endsWith('\r') ? text.length : text.length - 1;
  const from = last?.end ?? 0;
  const nextLine =
    (last === undefined ? firstLine : last.line + breaksIn(text, last.start, last.end)) + breaksIn(text, from, next);
  return { spans, next, nextLine, isEndless: false };
}

/** What stands behind the line that `text` begins in the middle of; undefined while its end is not there. */
function behindLine(text: string, isLast: boolean): string | undefined {
  const at = /[\r\n]/.exec(text)?.index;
  if (at === undefined) return isLast ? '' : undefined;
  if (text[at] === '\r' && at + 1 === text.length && !isLast) return undefined;
  return text.slice(at + (text.startsWith('\r\n', at) ? 2 : 1));
}

/** Length of the blank lines that `text` begins with; half a line break at its end is left. */
function blankLinesOf(text: string): number {
  let at = 0;
  while (at < text.length && isBreak(text[at]!)) at++;
  return at === text.length && text.endsWith('\r') ? at - 1 : at;
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
      const bytes = before === undefined && encoding !== 'utf-8' && byteOrderMark(chunk) === 'utf-8' ? chunk.subarray(3) : chunk;
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
