import { describe, expect, it } from 'vitest';
import { unescaper } from './escape.js';

const delimiters = { field: '|', component: '^', repetition: '~', escape: '\\', subcomponent: '&' };
const unescape = unescaper(delimiters, '#', 'utf-8');

describe('escapes', () => {
  it.each([
    ['delimiters', '\\F\\\\S\\\\T\\\\R\\\\E\\\\P\\', '|^&~\\#'],
    ['once: what an escape yields is not read again', '\\E\\F\\E\\', '\\F\\'],
    ['line breaks', 'a\\.br\\b\\.sp\\c\\.sp2\\d\\.sp+2\\e\\.ce\\f', 'a\nb\nc\n\nd\n\ne\nf'],
    ['skipped spaces', 'a\\.sk3\\b', 'a   b'],
    ['indents keep words apart', 'a\\.in+4\\b\\.ti-2\\c\\.fi\\ d\\.nf\\', 'a b c  d '],
    ['an indent at the start says nothing', '\\.in+4\\b', 'b'],
    ['highlighting is dropped', 'a \\H\\bold\\N\\ b', 'a bold b'],
    ['bytes in the character set of the message', 'Zo\\XC3AB\\', 'Zoë'],
    ['a carriage return by its byte', 'a\\X0D0A\\b\\X0D\\c', 'a\nb\nc'],
  ])('are decoded: %s', (_, written, meant) => {
    expect(unescape(written)).toBe(meant);
  });

  it.each([
    ['local ones', 'a\\Z01\\b'],
    ['those that switch the character set', 'a\\C2842\\b\\M244242\\c'],
    ['bytes that are no text', 'a\\XFF\\b'],
    ['a NUL, which no text may hold', 'a\\X00\\b'],
    ['odd digits', 'a\\X0\\b'],
    ['a path', 'C:\\temp\\F1'],
    ['a lone one', 'a\\'],
    ['unknown ones', 'a\\QQ\\b\\.zz\\c'],
  ])('stay as written when they are not understood: %s', (_, written) => {
    expect(unescape(written)).toBe(written);
  });

  it('are found behind a mark that is only text', () => {
    expect(unescape('C:\\temp\\.br\\next')).toBe('C:\\temp\nnext');
    expect(unescape('a\\Z01\\F\\')).toBe('a\\Z01\\F\\');
  });

  it('decode bytes in a character set of one byte', () => {
    expect(unescaper(delimiters, '', 'windows-1252')('Zo\\XEB\\')).toBe('Zoë');
  });

  it('are read in time that grows with the text, not its square', () => {
    const long = unescape('\\.br\\'.repeat(200_000));
    expect(long.length).toBe(200_000);
    expect(unescape('\\'.repeat(200_001)).length).toBe(200_001);
  });
});
