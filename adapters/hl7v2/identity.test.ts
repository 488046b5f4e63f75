import { describe, expect, it } from 'vitest';
import { RecordError } from '../../schema/errors.js';
import { translated } from './testing.js';

const subjectsOf = (pid3: string, feed = {}) => {
  const { translation } = translated('ADT^A31', [`PID|1||${pid3}||EXAMPLEWORTH^Ada`, 'PV1|1|N'], feed);
  return new Set(
    translation.statements.flatMap((statement) =>
      'subject' in statement && statement.kind !== 'link' ? [statement.subject] : [],
    ),
  );
};
const codeOf = (pid3: string) => {
  try {
    subjectsOf(pid3);
    return undefined;
  } catch (error) {
    return error instanceof RecordError ? error.code : error;
  }
};

describe('whom a message is about', () => {
  it.each(['9990000018^^^NHS^NH', '9990000018^^^NHS', '9990000018^^^^NH', '999 000 0018^^^NHS^NH'])(
    'is the NHS number in the shape %s',
    (pid3) => {
      expect([...subjectsOf(pid3)]).toEqual(['9990000018']);
    },
  );

  it("is the NHS number under the feed's own authority", () => {
    expect([...subjectsOf('M7^^^MRN~9990000018^^^NHSNBR', { nhsNumberAuthorities: ['NHSNBR'] })]).toEqual(['9990000018']);
  });

  it('is the local number with its authority where there is no NHS number', () => {
    expect([...subjectsOf('A77^^^RGT^MR')]).toEqual(['RGT|A77']);
  });

  it("gets the feed's authority, else the partner, where a local number names none", () => {
    expect([...subjectsOf('A77', { localAuthority: 'RGTPAS' })]).toEqual(['RGTPAS|A77']);
    expect([...subjectsOf('A77')]).toEqual(['RGT|A77']);
  });

  it('is never a number that claims to be an NHS number and fails its check digit', () => {
    expect(codeOf('9990000019^^^NHS^NH')).toBe('IDENTIFIER_MISSING');
    expect(codeOf('3333333333^^^NHS')).toBe('IDENTIFIER_MISSING');
    expect([...subjectsOf('9990000019^^^NHS^NH~A77^^^RGT^MR')]).toEqual(['RGT|A77']);
  });

  it('is never a visit, account or episode number', () => {
    expect(codeOf('V1^^^RGT^VN~E1^^^RGT^CE')).toBe('IDENTIFIER_MISSING');
  });

  it('is refused where PID-3 holds two NHS numbers', () => {
    expect(codeOf('9990000018^^^NHS^NH~9990000026^^^NHS^NH')).toBe('MESSAGE_UNMAPPABLE');
  });

  it('links local number and NHS number, with the tracing status of PID-32', () => {
    const segments = [`PID|1||9990000018^^^NHS^NH~A77^^^RGT^MR${'|'.repeat(29)}NSTS04`, 'PV1|1|N'];
    const { translation } = translated('ADT^A31', segments);
    expect(translation.statements).toContainEqual({ kind: 'link', subject: 'RGT|A77', nhsNumber: '9990000018', status: '04' });
    expect(translation.nhsNumberStatus).toBe('04');
  });
});

describe('two identifiers of one person', () => {
  const merges = (segments: readonly string[]) =>
    translated('ADT^A40', segments).translation.statements.filter(({ kind }) => kind === 'merge');

  it('merge into the survivor of the same authority', () => {
    expect(merges(['PID|1||9990000018^^^NHS^NH~A2^^^RGT^MR', 'MRG|A1^^^RGT^MR'])).toEqual([
      { kind: 'merge', discarded: 'RGT|A1', survivor: 'RGT|A2' },
    ]);
  });

  it('merge a superseded NHS number into the one that is kept', () => {
    expect(merges(['PID|1||9990000018^^^NHS^NH', 'MRG|9990000026^^^NHS^NH'])).toEqual([
      { kind: 'merge', discarded: '9990000026', survivor: '9990000018' },
    ]);
  });

  it('merge each pair of a message with several', () => {
    const segments = ['PID|1||9990000018^^^NHS^NH', 'MRG|A1^^^RGT^MR', 'PID|2||9990000026^^^NHS^NH', 'MRG|B1^^^RGT^MR'];
    expect(merges(segments).map((merge) => 'survivor' in merge && merge.survivor)).toEqual(['9990000018', '9990000026']);
  });

  it('say nothing of a number that stays', () => {
    expect(merges(['PID|1||9990000018^^^NHS^NH~A1^^^RGT^MR', 'MRG|9990000018^^^NHS^NH~A1^^^RGT^MR'])).toEqual([]);
  });

  it('link without merging in A24', () => {
    const { translation } = translated('ADT^A24', ['PID|1||9990000018^^^NHS^NH', 'PID|2||B9^^^RYV^MR']);
    expect(translation.statements).toEqual([{ kind: 'link', subject: 'RYV|B9', nhsNumber: '9990000018' }]);
  });
});
