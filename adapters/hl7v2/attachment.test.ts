import { describe, expect, it } from 'vitest';
import type { PutEntry } from '../../schema/entry.js';
import { translated } from './testing.js';

const pid = 'PID|1||9990000018^^^NHS^NH';
const txa = 'TXA|1|DS^Discharge summary|TX|202603061600||||||||DOC-55^PAS';

function documentsIn(...rows: readonly string[]) {
  const { translation, refused } = translated('MDM^T02', [pid, txa, ...rows]);
  const puts = translation.statements.filter(
    (each) => each.kind === 'put' && each.section === 'documents',
  ) as PutEntry<'documents'>[];
  return { puts, refused };
}
const textOf = (put: PutEntry<'documents'> | undefined) => put?.content && Buffer.from(put.content.bytes).toString('latin1');

describe('an attached file comes out as its sender had it', () => {
  it.each([
    ['base64', '^application^pdf^Base64^JVBERi0xLjc='],
    ['base64 in lines', String.raw`^application^pdf^Base64^JVBE\.br\Ri0xLjc=`],
    ['hexadecimal', '^application^pdf^Hex^255044462d312e37'],
    ['text', '^TEXT^plain^A^%PDF-1.7'],
    ['base64 that does not say so', '^application^pdf^^JVBERi0xLjc='],
  ])('%s', (_, value) => {
    const { puts, refused } = documentsIn(`OBX|1|ED|PDF||${value}||||||F`);
    expect(textOf(puts[0])).toBe('%PDF-1.7');
    expect(refused).toEqual([]);
  });

  it.each([
    ['cut short', '^application^pdf^Base64^JVBERi0xL'],
    ['not hexadecimal', '^application^pdf^Hex^25504446zz'],
    ['in an encoding nobody knows', '^application^pdf^UUENCODE^JVBERi0xLjc='],
  ])('one that is %s is refused, and the document is listed without it', (_, value) => {
    const { puts, refused } = documentsIn(`OBX|1|ED|PDF||${value}||||||F`);
    expect(puts).toMatchObject([{ body: { documentName: { text: 'Discharge summary' } } }]);
    expect(puts[0]).not.toHaveProperty('content');
    expect(refused).toEqual([{ code: 'DOCUMENT_UNREADABLE', location: 'OBX-5 in line 4' }]);
  });
});

it('each of several files is a document of its own', () => {
  const { puts } = documentsIn(
    'OBX|1|ED|L^Letter||^application^pdf^Base64^JVBERi0xLjc=||||||F',
    'OBX|2|ED|S^Scan||^image^jpeg^Hex^ffd8ffe0||||||F',
  );
  expect(puts.map(textOf)).toEqual(['%PDF-1.7', '\xff\xd8\xff\xe0']);
  expect(new Set(puts.map(({ key }) => key)).size).toBe(2);
});

it('a pointer has no file: nothing is fetched from where it points', () => {
  const { puts, refused } = documentsIn('OBX|1|RP|L||https://images.example/55^PACS^application^pdf||||||F');
  expect(puts).toMatchObject([{ body: { documentationLocation: 'https://images.example/55' } }]);
  expect(puts[0]).not.toHaveProperty('content');
  expect(refused).toEqual([]);
});

it('a letter in lines of text is a text file, too', () => {
  const { puts } = documentsIn('OBX|1|TX|L^Letter||Dear doctor,||||||F', 'OBX|2|TX|L^Letter||she is well.||||||F');
  expect(textOf(puts[0])).toBe('Letter\nDear doctor,\nshe is well.');
});

it('RTF sent as text is an RTF file, and its narrative is the words', () => {
  const rtf = String.raw`{\E\rtf1\E\ansi Dear doctor,\E\par she is \E\b well\E\b0 .}`;
  const { puts } = documentsIn(`OBX|1|FT|||${rtf}||||||F`);
  expect(textOf(puts[0])).toMatch(/^\{\\rtf1/);
  expect(puts[0]?.body.narrative).toBe('Dear doctor,\nshe is well.');
});
