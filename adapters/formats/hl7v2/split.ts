import { RecordError } from '../../../schema/errors.js';
import { startingWith } from '../chunks.js';
import { byteOrderMark, decodeStrictly, unmarkedUtf16 } from '../decode.js';

const CR = 0x0d;
const LF = 0x0a;
const FRAME_START = 0x0b;
const FRAME_END = 0x1c;

/**
 * The messages of a file, each as bytes: one after another, MLLP-framed, or wrapped in FHS/BHS … BTS/FTS
 * lines, which carry no patient data and are left out. What stands before the first MSH is returned
 * too, so that it is reported instead of lost; so is a batch that breaks off before its first message.
 * UTF-16 comes back as UTF-8 with its mark.
 */
export function splitMessages(bytes: Uint8Array): Uint8Array[] {
  const wide = byteOrderMark(bytes) ?? unmarkedUtf16(bytes);
  if (wide === 'utf-16le' || wide === 'utf-16be') {
    const text = decodeStrictly(bytes, wide)?.text;
    return text === undefined ? [bytes] : splitMessages(Buffer.from(text)).map(marked);
  }
  const body = wide === 'utf-8' ? bytes.subarray(3) : bytes;
  const { messages, isOpenBatch } = cut(body);
  const all = messages.length === 0 && isOpenBatch ? [body] : messages;
  return wide === 'utf-8' ? all.map(marked) : all;
}

/**
 * As {@link splitMessages}, of a file read as it comes: memory holds one message, and what came with it.
 * @param largest bytes that one message may have
 * @throws RecordError MESSAGE_TOO_LARGE, MESSAGE_UNREADABLE (not valid UTF-16)
 */
export async function* splitStream(chunks: AsyncIterable<Uint8Array>, largest: number): AsyncGenerator<Uint8Array> {
  let pending: Buffer = Buffer.alloc(0);
  let count = 0;
  let isMarked = false;
  for await (const { bytes, wide } of narrowed(chunks)) {
    isMarked = wide !== undefined;
    pending = Buffer.concat([pending, bytes]);
    const end = lastStart(pending);
    if (end > 0) {
      for (const message of cut(pending.subarray(0, end)).messages) {
        count++;
        yield isMarked ? marked(message) : Buffer.from(message);
      }
      pending = Buffer.from(pending.subarray(end));
    }
    if (pending.length > largest)
      throw new RecordError('MESSAGE_TOO_LARGE', { detail: `a message of more than ${largest} bytes` });
  }
  const { messages, isOpenBatch } = cut(pending);
  for (const message of count === 0 && messages.length === 0 && isOpenBatch ? [pending] : messages) {
    yield isMarked ? marked(message) : message;
  }
}

/** Bytes without their mark; UTF-16 as UTF-8. */
async function* narrowed(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ readonly bytes: Uint8Array; readonly wide: string | undefined }> {
  let wide: string | undefined;
  let decoder: TextDecoder | undefined;
  let isFirst = true;
  try {
    for await (const chunk of startingWith(chunks, 4)) {
      if (isFirst) {
        wide = byteOrderMark(chunk) ?? unmarkedUtf16(chunk);
        if (wide?.startsWith('utf-16') === true) decoder = new TextDecoder(wide, { fatal: true });
      }
      const bytes = isFirst && wide === 'utf-8' ? chunk.subarray(3) : chunk;
      isFirst = false;
      yield { bytes: decoder === undefined ? bytes : Buffer.from(decoder.decode(bytes, { stream: true })), wide };
    }
    if (decoder !== undefined) yield { bytes: Buffer.from(decoder.decode()), wide };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new RecordError('MESSAGE_UNREADABLE', { detail: `The bytes are not valid in their character set (${wide}).` });
  }
}

/** Where the last line of `bytes` stands that begins a message; 0 when only the first does, or none. */
function lastStart(bytes: Buffer): number {
  for (let at = bytes.lastIndexOf('MSH'); at > 0; at = bytes.lastIndexOf('MSH', at - 1)) {
    let start = at;
    while (start > 0 && (bytes[start - 1] === 0x20 || bytes[start - 1] === 0x09)) start--;
    // What stands behind the name must be there, or it may be the start of another word.
    if (start > 0 && isBreak(bytes[start - 1]!) && at + 3 < bytes.length && nameAt(bytes, at) === 'MSH') return start;
  }
  return 0;
}

function cut(bytes: Uint8Array): { readonly messages: Uint8Array[]; readonly isOpenBatch: boolean } {
  const messages: Uint8Array[] = [];
  let start: number | undefined;
  let isOpenBatch = false;
  const close = (end: number) => {
    if (start !== undefined && !isBlank(bytes, start, end)) messages.push(bytes.subarray(start, end));
    start = undefined;
  };
  for (let at = 0; at < bytes.length; at = nextLine(bytes, at)) {
    const name = nameAt(bytes, at);
    if (name === 'MSH') {
      close(at);
      start = at;
    } else if (name === 'FHS' || name === 'BHS' || name === 'BTS' || name === 'FTS') {
      close(at);
      isOpenBatch = name === 'FHS' || name === 'BHS';
    } else {
      start ??= at;
    }
    if (bytes[lineEnd(bytes, at)] === FRAME_END) close(lineEnd(bytes, at));
  }
  close(bytes.length);
  return { messages, isOpenBatch };
}

function lineEnd(bytes: Uint8Array, at: number): number {
  while (at < bytes.length && !isBreak(bytes[at]!)) at++;
  return at;
}

function nextLine(bytes: Uint8Array, at: number): number {
  return lineEnd(bytes, at) + 1;
}

function isBreak(byte: number): boolean {
  return byte === CR || byte === LF || byte === FRAME_START || byte === FRAME_END;
}

/** The segment name at a line's start, white space before it tolerated. */
function nameAt(bytes: Uint8Array, at: number): string {
  while (bytes[at] === 0x20 || bytes[at] === 0x09) at++;
  const name = String.fromCharCode(bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0);
  const after = bytes[at + 3];
  return after === undefined || isBreak(after) || /[^A-Za-z0-9\s]/.test(String.fromCharCode(after)) ? name : '';
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at]! > 0x20 && !isBreak(bytes[at]!)) return false;
  return true;
}

function marked(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]);
}
