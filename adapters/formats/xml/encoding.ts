import { RecordError } from '../../../schema/errors.js';
import { byteOrderMark, decodeStrictly, unmarkedUtf16 } from '../decode.js';

const allowed = /^(?:utf-?8|utf-?16(?:le|be)?|us-ascii|ascii|iso-8859-\d{1,2}|windows-125\d|cp125\d)$/i;

/**
 * The text of an XML document: byte order mark, then XML declaration, then UTF-8 (XML 1.0, appendix F).
 * @throws RecordError MESSAGE_UNREADABLE when the bytes do not fit what they declare
 */
export function xmlText(bytes: Uint8Array): { text: string; encoding: string } {
  const label = byteOrderMark(bytes) ?? unmarkedUtf16(bytes) ?? declaredIn(bytes) ?? 'utf-8';
  const decoded = allowed.test(label) ? decodeStrictly(bytes, label) : undefined;
  if (!decoded) throw unreadable('The bytes are not valid in the encoding the document declares.');
  if (decoded.text.includes('\0')) throw unreadable('NUL in the text');
  // Feeds put line breaks before the declaration; XML allows nothing there.
  return { text: decoded.text.replace(/^\s+(?=<)/, ''), encoding: decoded.decoder };
}

function declaredIn(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 400)).toString('latin1');
  const label = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)["']/.exec(start)?.[1];
  // A document that was decoded and written again as UTF-8 may still say UTF-16; its bytes are one byte wide.
  return label !== undefined && /^utf-?16/i.test(label) ? 'utf-8' : label;
}

function unreadable(detail: string): RecordError {
  return new RecordError('MESSAGE_UNREADABLE', { detail, location: 'line 1' });
}
