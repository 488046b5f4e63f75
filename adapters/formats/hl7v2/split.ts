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
  const messages = cut(body);
  return wide === 'utf-8' ? messages.map(marked) : messages;
}

function cut(bytes: Uint8Array): Uint8Array[] {
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
  return messages.length === 0 && isOpenBatch ? [bytes] : messages;
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
