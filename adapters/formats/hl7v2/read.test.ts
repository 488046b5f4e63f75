import { describe, expect, it } from 'vitest';
import { RecordError } from '../../../schema/errors.js';
import { leavesOf, readHl7 } from './read.js';
import { segment, segments, text } from './typed.js';

const header = 'MSH|^~\\&|PAS|RX1|ROUTE|ROUTE|20240131||ORU^R01|1|P|2.4';
const read = (...lines: string[]) => readHl7(Buffer.from([header, ...lines].join('\r')), { charset: 'windows-1252' });

function refusal(bytes: Uint8Array | string): RecordError {
  try {
    readHl7(Buffer.from(bytes), { charset: 'windows-1252' });
  } catch (error) {
    if (error instanceof RecordError) return error;
    throw error;
  }
  throw new Error('it was read');
}

describe('what the hl7v2 package loses is kept here', () => {
  it.each([
    ['a one-word line beginning with C', 'Seen\\.br\\Collapsed\\.br\\again', 'Seen\nCollapsed\nagain'],
    ['a one-word line beginning with X', 'Seen\\.br\\Xray\\.br\\again', 'Seen\nXray\nagain'],
    ['a one-word line beginning with M, which throws there', 'Seen\\.br\\Malaise\\.br\\again', 'Seen\nMalaise\nagain'],
    ['a line of hexadecimal letters', 'A\\.br\\XDEAD\\.br\\B', 'A\nXDEAD\nB'],
  ])('the text beside a line break: %s', (_, written, meant) => {
    expect(text(segment(read(`OBX|1|FT|1||${written}`), 'OBX'), 5)).toBe(meant);
  });

  it.each(['1989', '198905', '20100125121557-0500', '0.50', '007', '1e3', '+1', ' padded '])(
    'the precision, sign and zeros of %s',
    (written) => {
      expect(text(segment(read(`OBX|1|ST|1||${written}`), 'OBX'), 5)).toBe(written);
    },
  );

  it('the character set that MSH-18 names', () => {
    const message = Buffer.from(`${header}||||||8859/1\rPID|||9990000018^^^NHS||Zo\xeb`, 'latin1');
    const said = readHl7(message, { charset: 'utf-8' });
    expect(text(segment(said, 'PID'), 5)).toBe('Zoë');
  });

  it('PID in a file whose lines end in LF only, or CRLF', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const message = readHl7(Buffer.from([header, 'EVN|A01|2024', 'PID|||9990000018', ''].join(end)), { charset: 'utf-8' });
      expect(message.segments.map(({ name }) => name)).toEqual(['MSH', 'EVN', 'PID']);
      expect(text(segment(message, 'PID'), 3)).toBe('9990000018');
    }
  });
});

describe('a message', () => {
  it('is split by the delimiters it names, whatever they are', () => {
    const message = readHl7(Buffer.from('MSH$%~\\#$PAS\rPID$1$$a%b#c~d'), { charset: 'utf-8' });
    expect(message.delimiters).toEqual({ field: '$', component: '%', repetition: '~', escape: '\\', subcomponent: '#' });
    expect(leavesOf(message).filter(({ path }) => path.startsWith('PID'))).toEqual([
      { path: 'PID-1(1).1.1', text: '1' },
      { path: 'PID-3(1).1.1', text: 'a' },
      { path: 'PID-3(1).2.1', text: 'b' },
      { path: 'PID-3(1).2.2', text: 'c' },
      { path: 'PID-3(2).1.1', text: 'd' },
    ]);
  });

  it('without an escape or sub-component delimiter takes those characters as text', () => {
    const message = readHl7(Buffer.from('MSH|^~|PAS\rPID|1||A\\F\\B&C'), { charset: 'utf-8' });
    expect(text(segment(message, 'PID'), 3)).toBe('A\\F\\B&C');
  });

  it('keeps MSH-1 and MSH-2 as they stand, and numbers the fields of MSH as HL7 does', () => {
    const msh = segment(read(), 'MSH');
    expect([1, 2, 3, 9, 12].map((field) => text(msh, field))).toEqual(['|', '^~\\&', 'PAS', 'ORU', '2.4']);
    expect(text(msh, 9, 2)).toBe('R01');
  });

  it('tells HL7 null, empty and absent apart', () => {
    const pid = segment(read('PID|1||""|""^""|a^""|""&b|x|'), 'PID')!;
    expect(pid.field(2)).toEqual([]);
    expect(pid.field(8)).toEqual([]);
    expect(pid.field(3)[0]).toMatchObject({ isNull: true });
    expect(text(pid, 3)).toBeUndefined();
    expect(pid.field(4)[0]!.isNull).toBe(false);
    expect([1, 2].map((component) => pid.field(4)[0]!.isNullAt(component))).toEqual([true, true]);
    expect([1, 2].map((component) => pid.field(5)[0]!.isNullAt(component))).toEqual([false, true]);
    expect(pid.field(6)[0]!.isNullAt(1)).toBe(false);
    expect(text(pid, 6, 1, 2)).toBe('b');
    expect(leavesOf(read('PID|1||""')).at(-1)).toEqual({ path: 'PID-3(1).1.1', text: '""' });
  });

  it('keeps every repetition, empty ones too, so that places do not shift', () => {
    const pid = segment(read('PID|||a~~c'), 'PID')!;
    expect(pid.field(3).map((repetition) => repetition.text())).toEqual(['a', undefined, 'c']);
  });

  it('numbers repeated segments in the paths of leaves', () => {
    const paths = leavesOf(read('OBX|1', 'OBX|2')).map(({ path }) => path);
    expect(paths.slice(-2)).toEqual(['OBX-1(1).1.1', 'OBX[2]-1(1).1.1']);
    expect(segments(read('OBX|1', 'OBX|2'), 'OBX').map(({ line }) => line)).toEqual([2, 3]);
  });

  it('keeps a line feed inside a text where segments end with CR', () => {
    const message = read('OBX|1|TX|1||first\nNot a segment\n\nlast||||F');
    const obx = segment(message, 'OBX');
    expect(text(obx, 5)).toBe('first\nNot a segment\n\nlast');
    expect(text(obx, 9)).toBe('F');
  });

  it('may stand in an MLLP frame', () => {
    const message = readHl7(Buffer.from(`\x0b${header}\rPID|1\r\x1c\r`), { charset: 'utf-8' });
    expect(message.segments.map(({ name }) => name)).toEqual(['MSH', 'PID']);
  });
});

describe('a message is refused, with the place, when', () => {
  it.each([
    ['it does not begin with MSH', 'PID|1', 'line 1'],
    ['it is empty', '', 'line 1'],
    ['MSH-1 is no separator', 'MSHAB', 'MSH-1'],
    ['two delimiters are the same', 'MSH|^^\\&|', 'MSH-2'],
    ['a delimiter is a letter', 'MSH|^~\\A|', 'MSH-2'],
    ['a line is no segment', `${header}\nPID|1\nloose text`, 'line 3'],
    ['a segment has another separator', `${header}\nPID^1`, 'line 2'],
    ['a second message follows unsplit', `${header}\r${header}`, 'line 2'],
    ['there is a NUL in it', `${header}\rPID|1\0`, 'message'],
  ])('%s', (_, message, location) => {
    expect(refusal(message)).toMatchObject({ code: 'MESSAGE_UNREADABLE', location });
  });
});
