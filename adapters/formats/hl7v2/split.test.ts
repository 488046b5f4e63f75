import { describe, expect, it } from 'vitest';
import { readHl7 } from './read.js';
import { splitMessages } from './split.js';
import { segment, text } from './typed.js';

const message = (id: string, end = '\r') => ['MSH|^~\\&|PAS|RX1|||20240131||ADT^A01|' + id, 'PID|1||9990000018', ''].join(end);
const ids = (bytes: Uint8Array) =>
  splitMessages(bytes).map((one) => text(segment(readHl7(one, { charset: 'windows-1252' }), 'MSH'), 10));

describe('the messages of a file', () => {
  it.each([
    ['one after another', message('1') + message('2')],
    ['blank lines between', `\n${message('1', '\n')}\n\n${message('2', '\n')}\n`],
    ['MLLP frames', `\x0b${message('1')}\x1c\r\x0b${message('2')}\x1c\r`],
    ['MLLP frames without line breaks', `\x0b${message('1')}\x1c\x0b${message('2')}\x1c`],
    ['a batch', `FHS|^~\\&|X\rBHS|^~\\&|X\r${message('1')}${message('2')}BTS|2\rFTS|1\r`],
    ['a byte order mark', `\uFEFF${message('1')}${message('2')}`],
    ['no end to the last line', (message('1') + message('2')).trimEnd()],
  ])('%s', (_, written) => {
    expect(ids(Buffer.from(written))).toEqual(['1', '2']);
  });

  it('are found in UTF-16, and still read as what they are', () => {
    expect(ids(Buffer.from(`\uFEFF${message('1')}${message('2ë')}`, 'utf16le'))).toEqual(['1', '2ë']);
  });

  it('come with what stands before the first of them, so that it is reported and not lost', () => {
    const [junk, first] = splitMessages(Buffer.from(`PID|1||lost\r${message('1')}`));
    expect(Buffer.from(junk!).toString()).toContain('lost');
    expect(Buffer.from(first!).toString()).toBe(message('1'));
  });

  it('are none in a file of white space, and one in a file of junk', () => {
    expect(splitMessages(Buffer.from(' \r\n\t\r'))).toEqual([]);
    expect(splitMessages(Buffer.from('junk'))).toHaveLength(1);
  });

  it('are none in an empty batch, but a batch that breaks off is returned to be refused', () => {
    expect(splitMessages(Buffer.from('BHS|^~\\&|X\rBTS|0\r'))).toEqual([]);
    expect(splitMessages(Buffer.from('FHS|^~\\&|X\rBHS|^~\\&|X\r'))).toHaveLength(1);
  });

  it('do not end at a word that only begins with MSH', () => {
    expect(splitMessages(Buffer.from(`${message('1')}OBX|1|TX|1||a\nMSHA is a word`))).toHaveLength(1);
  });
});
