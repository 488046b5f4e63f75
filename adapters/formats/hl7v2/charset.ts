import { RecordError } from '../../../schema/errors.js';
import { byteOrderMark, decodeAsFeed, decodeStrictly, unmarkedUtf16 } from '../decode.js';
import type { Charset } from './message.js';

/** HL7 table 0211. `UNICODE` is sent for UTF-8 as often as for UTF-16, which its bytes betray before this is asked. */
const table0211: ReadonlyMap<string, string> = new Map([
  ['ASCII', 'ascii'],
  ['UNICODE', 'utf-8'],
  ['UNICODE UTF-8', 'utf-8'],
  ['UNICODE UTF-16', 'utf-16be'],
  ['UTF-8', 'utf-8'],
  ['GB 18030-2000', 'gb18030'],
  ['BIG-5', 'big5'],
  ['KS X 1001', 'euc-kr'],
]);

/**
 * The text of one message: byte order mark, then MSH-18, then strict UTF-8, then the feed's character
 * set. A sender that names a set its bytes do not fit is not believed.
 * @throws RecordError MESSAGE_UNREADABLE, CONFIG_INVALID
 */
export function decodeMessage(bytes: Uint8Array, feedCharset: string): { text: string; charset: Charset } {
  const marked = byteOrderMark(bytes) ?? unmarkedUtf16(bytes);
  if (marked) {
    const decoded = decodeStrictly(bytes, marked);
    if (!decoded) throw new RecordError('MESSAGE_UNREADABLE', { detail: `The bytes are not the ${marked} they begin as.` });
    return { text: decoded.text, charset: { from: 'bom', decoder: decoded.decoder } };
  }
  const declared = declaredCharset(bytes);
  const label = declared === undefined ? undefined : labelOf(declared);
  const byHeader = label === undefined ? undefined : label === 'ascii' ? ascii(bytes) : decodeStrictly(bytes, label);
  if (byHeader) return { text: byHeader.text, charset: { from: 'MSH-18', decoder: byHeader.decoder } };
  const utf8 = decodeStrictly(bytes, 'utf-8');
  if (utf8) return { text: utf8.text, charset: { from: 'utf-8', decoder: utf8.decoder } };
  const byFeed = decodeAsFeed(bytes, feedCharset);
  return { text: byFeed.text, charset: { from: 'feed', decoder: byFeed.decoder } };
}

/** MSH-18 (first repetition), read before the character set is known: every set it can name holds ASCII. */
function declaredCharset(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1');
  const header = /^[\s\x0b]*MSH([^\r\n])([^\r\n]*)/.exec(start);
  if (!header) return undefined;
  const separator = header[1]!;
  const fields = header[2]!.split(separator);
  const repetition = fields[0]?.[1];
  const value = fields[16] ?? '';
  return (repetition ? value.split(repetition)[0] : value)?.trim() || undefined;
}

function labelOf(declared: string): string | undefined {
  const latin = /^(?:ISO[- ]?)?8859[-/](\d{1,2})$/i.exec(declared);
  return latin ? `iso-8859-${latin[1]}` : table0211.get(declared.toUpperCase());
}

function ascii(bytes: Uint8Array): { text: string; decoder: string } | undefined {
  if (bytes.some((byte) => byte > 0x7f)) return undefined;
  return { text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'), decoder: 'ascii' };
}
