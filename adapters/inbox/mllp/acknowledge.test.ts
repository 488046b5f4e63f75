import { expect, test } from 'vitest';
import { headerOf } from '../../formats/hl7v2/header.js';
import { acknowledgement, wantedBy, type Acknowledgement, type Fault } from './acknowledge.js';

const header = (text: string) => headerOf(Buffer.from(text, 'latin1'));
const answer = (text: string, code: Acknowledgement, fault?: Fault) =>
  Buffer.from(acknowledgement(header(text), code, fault))
    .toString('latin1')
    .split('\r')
    .map((segment) => segment.split(text[3] ?? '|'));

const message =
  'MSH|^~\\&|PAS^1^ISO|RCB|ROUTE|RYE|201010101418||ADT^A01^ADT_A01|1391320453338055|P|2.4|1|20101010141857|||GBR|UNICODE|EN||iTKv1.0\rPID|1\r';

test('sender and receiver change places; MSH-10 comes back in MSA-2; processing, version, country and character set stay', () => {
  const [msh, msa, ...rest] = answer(message, 'AA');
  expect(msh!.slice(0, 6)).toEqual(['MSH', '^~\\&', 'ROUTE', 'RYE', 'PAS^1^ISO', 'RCB']);
  expect(msh![6]).toMatch(/^\d{14}\+0000$/);
  expect(msh![8]).toBe('ACK^A01^ACK');
  expect(msh![9]).toMatch(/^[0-9A-Z]{1,20}$/);
  expect(msh!.slice(10)).toEqual(['P', '2.4', '', '', '', '', 'GBR', 'UNICODE']);
  expect(msa).toEqual(['MSA', 'AA', '1391320453338055']);
  expect(rest).toEqual([['']]);
});

test('no two answers have one identifier', () => {
  const ids = Array.from({ length: 1_000 }, () => answer(message, 'AA')[0]![9]);
  expect(new Set(ids).size).toBe(1_000);
});

test('the delimiters are those of the message, and its bytes come back as they were', () => {
  const [msh, msa] = answer('MSH$%*!@$PAS%x$R\xe9G$A$B$2010$$ADT%A08$id\xff$T$2.5$$$$$$8859/1\r', 'AA');
  expect(msh!.slice(0, 6)).toEqual(['MSH', '%*!@', 'A', 'B', 'PAS%x', 'R\xe9G']);
  expect(msh![8]).toBe('ACK%A08%ACK');
  expect(msa).toEqual(['MSA', 'AA', 'id\xff']);
});

test('message types of older versions have fewer parts', () => {
  expect(answer('MSH|^~\\&|A|B|C|D|1||ADT^A01|1|P|2.2\r', 'AA')[0]![8]).toBe('ACK');
  expect(answer('MSH|^~\\&|A|B|C|D|1||ADT^A01|1|P|2.3\r', 'AA')[0]![8]).toBe('ACK^A01');
  expect(answer('MSH|^~\\&|A|B|C|D|1||ADT^A01|1|P|2.3.1\r', 'AA')[0]![8]).toBe('ACK^A01^ACK');
});

test('before version 2.5 a fault stands in ERR-1, with its place and table 0357', () => {
  const [, msa, err] = answer(message, 'AE', { code: 'IDENTIFIER_MISSING', location: 'PID-3' });
  expect(msa!.slice(0, 3)).toEqual(['MSA', 'AE', '1391320453338055']);
  expect(msa![3]).toContain('IDENTIFIER_MISSING: ');
  expect(err![1]).toMatch(/^PID\^1\^3\^101&Required field missing&HL70357&IDENTIFIER_MISSING&No usable identifier/);
});

test('from version 2.5 on it stands in ERR-2 to ERR-8', () => {
  const [, , err] = answer(message.replace('|2.4|', '|2.5.1|'), 'AR', {
    code: 'MESSAGE_TYPE_UNSUPPORTED',
    location: 'OBX[2]-5(1).3.2',
  });
  expect(err!.slice(1, 6)).toEqual([
    '',
    'OBX^2^5^1^3^2',
    '200^Unsupported message type^HL70357',
    'E',
    'MESSAGE_TYPE_UNSUPPORTED^This message type is not translated here.^L',
  ]);
  expect(err![7]).toBe('OBX[2]-5(1).3.2');
});

test('words that hold delimiters are escaped, and a location that is no field is told in words only', () => {
  const [, , err] = answer(message.replace('|2.4|', '|2.5|').replace('^~\\&', '^o\\&'), 'AE', {
    code: 'STRUCTURE_INVALID',
    location: 'line 3, column a|b',
  });
  expect(err![2]).toBe('');
  expect(err!.join('|')).toContain('line 3, c\\R\\lumn a\\F\\b');
});

test('what has no header is answered with standard delimiters and no names', () => {
  const [msh, msa] = answer('hello', 'AR', { code: 'FRAME_UNREADABLE' }).map((fields) => fields.join('').split('|'));
  expect(msh!.slice(0, 6)).toEqual(['MSH', '^~\\&', '', '', '', '']);
  expect(msa!.slice(0, 2)).toEqual(['MSA', 'AR']);
});

test.each([
  ['', '', false, [false, false, true, true]],
  ['AL', 'NE', true, [true, true, false, false]],
  ['NE', 'AL', true, [false, false, true, true]],
  ['ER', 'SU', true, [false, true, true, false]],
  ['SU', 'ER', true, [true, false, false, true]],
  ['', 'AL', true, [false, false, true, true]],
  ['AL', '', true, [true, true, false, false]],
])(
  'MSH-15 %j with MSH-16 %j: enhanced %j, commit and application answers when good and when not',
  (accept, application, isEnhanced, answers) => {
    const wanted = wantedBy(header(`MSH|^~\\&|A|B|C|D|1||ADT^A01|1|P|2.4|||${accept}|${application}\r`)!);
    expect(wanted.isEnhanced).toBe(isEnhanced);
    expect([wanted.commit(true), wanted.commit(false), wanted.application(true), wanted.application(false)]).toEqual(answers);
  },
);
