import { describe, expect, it } from 'vitest';
import { RecordError } from '../../schema/errors.js';
import { translated } from './testing.js';

const pid = 'PID|1||9990000018^^^NHS^NH';
const obr = 'OBR|1|P1|F1|FBC^Full blood count';
const resultsOf = (...segments: readonly string[]) => translated('ORU^R01', segments);
const bodiesOf = (...segments: readonly string[]) =>
  resultsOf(pid, obr, ...segments).translation.statements.flatMap((statement) =>
    statement.kind === 'put' ? [statement.body] : [],
  );

describe('a result', () => {
  it('is none the less there when two have one code: neither replaces the other', () => {
    const { translation } = resultsOf(pid, obr, 'OBX|1|ST|ORG^Organism||E. coli', 'OBX|2|ST|ORG^Organism||S. aureus');
    expect(translation.statements.map((statement) => 'key' in statement && statement.key)).toEqual([
      'result:F1:ORG:',
      'result:F1:ORG:#2',
    ]);
  });

  it('keeps digits and comparator as sent', () => {
    expect(bodiesOf('OBX|1|NM|HB^Haemoglobin||0.50|g/L')).toMatchObject([
      { structuredInvestigationResult: { value: { text: '0.50', value: '0.50', unit: 'g/L' } } },
    ]);
    expect(bodiesOf('OBX|1|SN|TN^Troponin||>=^100')).toMatchObject([
      { structuredInvestigationResult: { value: { comparator: '>=', value: '100' } } },
    ]);
    expect(bodiesOf('OBX|1|SN|ANA^Titre||^1^:^128')[0]).toHaveProperty('structuredInvestigationResult.value', { text: '1:128' });
  });

  it('of several lines of text is one text, told apart by OBX-4', () => {
    const bodies = bodiesOf('OBX|1|TX|R^Report|1|Line one', 'OBX|2|TX|R^Report|1|Line two', 'OBX|3|TX|R^Report|2|Other');
    expect(bodies).toMatchObject([
      { investigationResult: { text: 'Line one\nLine two' } },
      { investigationResult: { text: 'Other' } },
    ]);
  });

  it.each([
    ['D', 'deleted'],
    ['X', 'cancelled'],
    ['W', 'wrong-patient'],
  ])('is taken back by OBX-11 %s', (status, because) => {
    const { translation } = resultsOf(pid, obr, `OBX|1||HB^Haemoglobin||||||||${status}`);
    expect(translation.statements).toContainEqual({
      kind: 'retract',
      subject: '9990000018',
      section: 'investigationResults',
      key: 'result:F1:HB:',
      because,
    });
    expect(translation.statements.some(({ kind }) => kind === 'put')).toBe(false);
  });

  it('of each person of a message is about that person', () => {
    const { translation } = resultsOf(
      pid,
      obr,
      'OBX|1|NM|HB^Hb||140',
      'PID|2||9990000026^^^NHS^NH',
      'OBR|1|P2|F2|FBC',
      'OBX|1|NM|HB^Hb||90',
    );
    expect(translation.statements.map((statement) => 'subject' in statement && statement.subject)).toEqual([
      '9990000018',
      '9990000026',
    ]);
  });

  it('is kept when another person of the message has no usable identifier', () => {
    const { translation, refused } = resultsOf(
      'PID|1||1^^^NHS',
      obr,
      'OBX|1|NM|HB^Hb||140',
      'PID|2||9990000026^^^NHS^NH',
      obr,
      'OBX|1|NM|HB^Hb||90',
    );
    expect(translation.statements).toHaveLength(1);
    expect(refused.map(({ code }) => code)).toContain('IDENTIFIER_MISSING');
  });

  it('brings along the notes on the order', () => {
    const { translation } = resultsOf(pid, obr, 'NTE|1||Haemolysed sample');
    expect(translation.statements).toMatchObject([
      { section: 'investigationResults', body: { comments: ['Haemolysed sample'] } },
    ]);
  });

  it('shows that it lies outside its range, with the flag as sent', () => {
    expect(bodiesOf('OBX|1|NM|K^Potassium||6.1|mmol/L|3.5-5.3|HH')).toMatchObject([
      {
        structuredInvestigationResult: { abnormalIndicator: { text: 'Abnormal' } },
        abnormalFlags: [{ text: 'Above upper panic limits' }],
      },
    ]);
  });

  it('that is a document says what it is and holds none of it', () => {
    const { translation } = resultsOf(pid, obr, 'OBX|1|ED|PDF^Report||L^IM^PDF^Base64^SGVsbG8=');
    expect(JSON.stringify(translation)).not.toContain('SGVsbG8');
    expect(translation.statements).toMatchObject([
      { section: 'documents', body: { documentMimeType: 'application/pdf', sizeInBytes: 5 } },
    ]);
    expect(translation.unmapped).toEqual(['OBR-2(1).1.1', 'OBX-5(1).1.1']);
  });
});

it('a message type that is not translated is refused as such', () => {
  expect(() => translated('DFT^P03', [pid])).toThrow(RecordError);
  expect(() => translated('__proto__^', [pid])).toThrow(expect.objectContaining({ code: 'MESSAGE_TYPE_UNSUPPORTED' }));
});
