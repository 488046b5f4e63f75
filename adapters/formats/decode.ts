import { RecordError } from '../../schema/errors.js';

/** Bytes as text, strictly: undefined when `bytes` are not valid in that character set, or there is no such set. */
export function decodeStrictly(bytes: Uint8Array, label: string): { text: string; decoder: string } | undefined {
  try {
    const decoder = new TextDecoder(label, { fatal: true });
    if (decoder.encoding === 'windows-1252') return { text: windows1252(bytes), decoder: decoder.encoding };
    return { text: decoder.decode(bytes), decoder: decoder.encoding };
  } catch {
    return undefined;
  }
}

// Characters of 0x80 to 0x9F; the five bytes without one stay control characters, as browsers read them.
const windows1252Upper = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** TextDecoder of Node 20 reads Windows-1252 as ISO 8859-1: quotation marks, dashes and € become control characters. */
function windows1252(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  return text.replace(/[\x80-\x9f]/g, (character) => windows1252Upper.charAt(character.charCodeAt(0) - 0x80));
}

/** The encoding that a byte order mark at the start of `bytes` names. Decoders drop the mark themselves. */
export function byteOrderMark(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** UTF-16 without a mark: text in ASCII leaves a NUL in every other byte. */
export function unmarkedUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [a, b, c, d] = bytes;
  if (a && b === 0 && c && d === 0) return 'utf-16le';
  if (a === 0 && b && c === 0 && d) return 'utf-16be';
  return undefined;
}

/** `charset` of the feed as text. @throws RecordError CONFIG_INVALID when there is no such character set. */
export function decodeAsFeed(bytes: Uint8Array, charset: string): { text: string; decoder: string } {
  const decoded = decodeStrictly(bytes, charset);
  if (decoded) return decoded;
  if (decodeStrictly(new Uint8Array(), charset) === undefined) {
    throw new RecordError('CONFIG_INVALID', { detail: 'The feed names a character set that is not known.', location: 'charset' });
  }
  throw new RecordError('MESSAGE_UNREADABLE', { detail: `The bytes are not valid in the feed's character set (${charset}).` });
}
