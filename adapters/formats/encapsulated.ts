/** How the bytes of a file were written as text. */
export type TransferEncoding = 'base64' | 'hex' | 'text';

/**
 * The bytes of a file written into a message; undefined when they are not encoded as said. Nothing is guessed: a
 * base64 text that was cut or has foreign characters would decode to another file.
 */
export function bytesWritten(written: string, encoding: TransferEncoding): Buffer | undefined {
  if (encoding === 'text') return Buffer.from(written, 'utf8');
  const compact = written.replace(/\s/g, '');
  if (encoding === 'hex')
    return compact.length % 2 === 0 && /^[\da-f]*$/i.test(compact) ? Buffer.from(compact, 'hex') : undefined;
  const letters = compact.replace(/={1,2}$/, '');
  const isWhole = compact.length === letters.length ? letters.length % 4 !== 1 : compact.length % 4 === 0;
  return isWhole && /^[A-Za-z\d+/]*$/.test(letters) ? Buffer.from(letters, 'base64') : undefined;
}
