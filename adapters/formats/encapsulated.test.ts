import { expect, it } from 'vitest';
import { bytesWritten } from './encapsulated.js';

const pdf = Buffer.from('%PDF-1.7 \xff\0\x80', 'latin1');

it.each([
  ['base64', pdf.toString('base64')],
  ['base64', pdf.toString('base64').replace(/=+$/, '')],
  ['base64', pdf.toString('base64').replace(/.{4}/g, '$&\r\n')],
  ['hex', pdf.toString('hex')],
  ['hex', pdf.toString('hex').toUpperCase()],
] as const)('bytes in %s come out as they went in: %s', (encoding, written) => {
  expect(bytesWritten(written, encoding)?.equals(pdf)).toBe(true);
});

it.each([
  ['base64', 'JVBERi0'.slice(0, 5)],
  ['base64', 'JVBERi0='.slice(0, 7) + '*'],
  ['base64', 'JVB=ERi0'],
  ['base64', 'JVBERi0x===='],
  ['hex', '255'],
  ['hex', '25 5g'],
] as const)('what is no whole %s is not taken for a file: %s', (encoding, written) => {
  expect(bytesWritten(written, encoding)).toBeUndefined();
});

it('text is a file of its characters', () => {
  expect(bytesWritten('Grüße', 'text')?.toString()).toBe('Grüße');
});
