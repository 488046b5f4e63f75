import { describe, expect, it } from 'vitest';
import { decodeMessage } from './charset.js';

const header = (charset: string) => `MSH|^~\\&|PAS|RX1|||20240131||ADT^A01|1|P|2.4||||||${charset}\rPID|||1||`;
const latin = (charset: string, name: string) => Buffer.from(header(charset) + name, 'latin1');
const utf16 = (text: string) => Buffer.from(text, 'utf16le');

describe('the character set of a message', () => {
  it.each([
    ['MSH-18 says 8859/1', latin('8859/1', 'Zo\xeb'), 'MSH-18', 'windows-1252'],
    ['MSH-18 says 8859/15', latin('8859/15', 'Zo\xeb'), 'MSH-18', 'iso-8859-15'],
    ['MSH-18 says UNICODE UTF-8', Buffer.from(`${header('UNICODE UTF-8')}Zoë`), 'MSH-18', 'utf-8'],
    ['MSH-18 says UNICODE and means UTF-8, as ITK senders do', Buffer.from(`${header('UNICODE')}Zoë`), 'MSH-18', 'utf-8'],
    ['MSH-18 has repetitions: the first counts', latin('8859/1~UNICODE', 'Zo\xeb'), 'MSH-18', 'windows-1252'],
    ['MSH-18 says ASCII over UTF-8: it is not believed', Buffer.from(`${header('ASCII')}Zoë`), 'utf-8', 'utf-8'],
    ['MSH-18 says ASCII over Windows-1252', latin('ASCII', 'Zo\xeb'), 'feed', 'windows-1252'],
    ['MSH-18 says UTF-8 over Windows-1252', latin('UNICODE UTF-8', 'Zo\xeb'), 'feed', 'windows-1252'],
    ['MSH-18 is empty', latin('', 'Zo\xeb'), 'feed', 'windows-1252'],
    ['MSH-18 is not known', Buffer.from(`${header('KLINGON')}Zoë`), 'utf-8', 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${header('8859/1')}Zoë`), 'bom', 'utf-8'],
    ['UTF-16 with a mark', utf16(`\uFEFF${header('UNICODE')}Zoë`), 'bom', 'utf-16le'],
    ['UTF-16 without a mark', utf16(`${header('UNICODE')}Zoë`), 'bom', 'utf-16le'],
    ['UTF-16, high byte first', Buffer.from(utf16(`\uFEFF${header('')}Zoë`)).swap16(), 'bom', 'utf-16be'],
  ])('%s', (_, bytes, from, decoder) => {
    const decoded = decodeMessage(bytes, 'windows-1252');
    expect(decoded.charset).toEqual({ from, decoder });
    expect(decoded.text.endsWith('Zoë')).toBe(true);
    expect(decoded.text.startsWith('MSH')).toBe(true);
  });

  it('keeps the quotation marks and dashes of Windows-1252', () => {
    expect(decodeMessage(latin('', '\x93a\x94 \x96 \x80'), 'windows-1252').text.endsWith('“a” – €')).toBe(true);
  });

  it('is refused where no set fits, and where the feed names none that exists', () => {
    expect(() => decodeMessage(latin('', 'Zo\xeb'), 'utf-8')).toThrow(expect.objectContaining({ code: 'MESSAGE_UNREADABLE' }));
    expect(() => decodeMessage(latin('', 'Zo\xeb'), 'latin-9000')).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
    const cut = utf16(`\uFEFF${header('')}Zoë`).subarray(0, -1);
    expect(() => decodeMessage(cut, 'utf-8')).toThrow(expect.objectContaining({ code: 'MESSAGE_UNREADABLE' }));
  });
});
