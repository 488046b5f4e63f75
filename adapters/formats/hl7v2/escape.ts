import { decodeStrictly } from '../decode.js';
import type { Delimiters } from './message.js';

/** Turns the text of one leaf, as written, into what it says. */
export type Unescape = (written: string) => string;

// Local (\Zxx\) and character-set (\Cxxyy\, \Mxxyyzz\) escapes are whole, though not read: kept as written.
const known =
  /^(?:[FSTREPHN]|X(?:[0-9A-Fa-f]{2})+|\.(?:br|sp|sk|in|ti|fi|nf|ce)[ ]?[+-]?\d{0,4}|Z[0-9A-Za-z]{0,20}|C[0-9A-Fa-f]{4}|M[0-9A-Fa-f]{4,6})$/;

/**
 * Escapes decoded once, left to right: what one escape yields is never read as part of another. What
 * is not an escape stays as written (a Windows path, a lone escape character).
 */
export function unescaper(delimiters: Delimiters, truncation: string, decoder: string): Unescape {
  const mark = delimiters.escape;
  if (mark === '') return (written) => written;
  const letters: Readonly<Record<string, string>> = {
    F: delimiters.field,
    S: delimiters.component,
    T: delimiters.subcomponent,
    R: delimiters.repetition,
    E: mark,
    P: truncation,
  };
  const meaningOf = (escape: string, before: string): string | undefined => {
    if (!known.test(escape)) return undefined;
    if (escape === 'H' || escape === 'N') return '';
    if (escape.startsWith('.')) return formatting(escape, before);
    if (escape.startsWith('X')) return hexadecimal(escape.slice(1), decoder);
    return letters[escape] || undefined;
  };
  return (written) => {
    const pieces: string[] = [];
    let done = 0;
    let at = written.indexOf(mark);
    while (at !== -1) {
      const end = written.indexOf(mark, at + 1);
      if (end === -1) break;
      const escape = written.slice(at + 1, end);
      const meaning = meaningOf(escape, at > done ? written.charAt(at - 1) : (pieces.at(-1) ?? ''));
      if (meaning !== undefined) {
        if (at > done) pieces.push(written.slice(done, at));
        if (meaning !== '') pieces.push(meaning);
        done = end + 1;
        at = written.indexOf(mark, done);
      } else {
        // An escape that is only not understood is stepped over whole; any other mark is plain text.
        at = known.test(escape) ? written.indexOf(mark, end + 1) : end;
      }
    }
    return done === 0 ? written : pieces.join('') + written.slice(done);
  };
}

/** HL7 2.7.6: formatting commands. Line commands become line breaks; the rest only keep words apart. */
function formatting(escape: string, before: string): string {
  const command = escape.slice(1, 3);
  const count = Math.abs(Number.parseInt(escape.slice(3).trim() || '1', 10)) || 1;
  if (command === 'br' || command === 'ce') return '\n';
  if (command === 'sp') return '\n'.repeat(Math.min(count, 100));
  if (command === 'sk') return ' '.repeat(Math.min(count, 100));
  return before === '' || /\s$/.test(before) ? '' : ' ';
}

/** Bytes in the message's own character set; undefined (kept as written) when they are not text in it. */
function hexadecimal(digits: string, decoder: string): string | undefined {
  const text = decodeStrictly(Buffer.from(digits, 'hex'), decoder)?.text.replace(/\r\n?/g, '\n');
  return text === undefined || text.includes('\0') ? undefined : text;
}
