/** Results, documents, problems and medicines by HL7 v2. */
import { afterAll, describe, expect, test } from 'vitest';
import type { NhsNumber } from '../../schema/nhs-number.js';
import { message, openHl7Record, pid, segment, someone } from './hl7v2-record.js';

const record = await openHl7Record();
afterAll(() => record.close());
const { inEveryOrder, take } = record;

interface Lab {
  readonly at: string;
  readonly status: string;
  readonly value?: string;
  readonly reportedAt?: string;
  readonly type?: string;
}
const lab = (person: NhsNumber, { at, status, value = '', reportedAt = at, type = 'NM' }: Lab) =>
  message(
    'ORU^R01',
    at,
    [
      pid(person),
      segment('OBR', { 1: '1', 3: 'F1', 4: 'K^Potassium', 22: reportedAt, 25: status === 'C' ? 'C' : 'F' }),
      segment('OBX', { 1: '1', 2: type, 3: 'K^Potassium', 5: value, 6: 'mmol/L', 11: status }),
    ],
    'LIMS|RGT',
  );
const values = async (person: NhsNumber) =>
  (await record.bodies(person, 'investigationResults')).map(
    ({ structuredInvestigationResult: result }) => (result as { value: { text: string } }).value.text,
  );
const final = (of: NhsNumber) => lab(of, { at: '202603031200', status: 'F', value: '6.1' });

describe('a result', () => {
  test('that is corrected shows its correction only, also where the correction arrives first', async () => {
    const corrected = (of: NhsNumber) => lab(of, { at: '202603031500', status: 'C', value: '4.1' });
    await inEveryOrder((of) => [final(of), corrected(of)], values, ['4.1']);
  });

  test('is corrected, too, where the laboratory leaves the time of its report as it was', async () => {
    const corrected = (of: NhsNumber) => lab(of, { at: '202603031500', status: 'C', value: '4.1', reportedAt: '202603031200' });
    await inEveryOrder((of) => [final(of), corrected(of)], values, ['4.1']);
  });

  test.each([
    ['deleted', 'D'],
    ['cancelled', 'X'],
    ["another person's", 'W'],
  ])('that is %s is gone at once, also where that arrives first', async (_, status) => {
    await inEveryOrder((of) => [final(of), lab(of, { at: '202603031500', status })], values, []);
  });

  test("that was another person's is gone under every identifier of the person, and stands for the right one", async () => {
    const [wrong, right] = [someone(), someone()];
    const merge = message('ADT^A40', '202603031300', [pid(wrong), `MRG|X${wrong}^^^RGT^MR`]);
    const underLocal = lab(wrong, { at: '202603031200', status: 'F', value: '6.1' }).replace(
      `${wrong}^^^NHS^NH`,
      `X${wrong}^^^RGT^MR`,
    );
    await take(underLocal, merge, lab(wrong, { at: '202603031500', status: 'W' }), final(right));
    expect([await values(wrong), await values(right)]).toEqual([[], ['6.1']]);
  });

  test('of an order that is cancelled without naming it is gone', async () => {
    const cancelled = (of: NhsNumber) =>
      message(
        'ORU^R01',
        '202603031500',
        [pid(of), segment('OBR', { 1: '1', 3: 'F1', 4: 'K^Potassium', 22: '202603031500', 25: 'X' })],
        'LIMS|RGT',
      );
    await inEveryOrder((of) => [final(of), cancelled(of)], values, []);
  });

  test('keeps its comparator, sent as structured number or as text, and a number of no unit stays text', async () => {
    const person = someone();
    const row = (id: string, type: string, value: string, unit = '') =>
      segment('OBX', { 1: '1', 2: type, 3: id, 5: value, 6: unit });
    const obr = segment('OBR', { 1: '1', 3: 'F2', 4: 'T^Tests' });
    const rows = [row('A', 'SN', '<^5', 'ng/L'), row('B', 'ST', '<5', 'ng/L'), row('C', 'ST', '>= 100'), row('D', 'ST', '12345')];
    await take(message('ORU^R01', '202603031200', [pid(person), obr, ...rows], 'LIMS|RGT'));
    const bodies = await record.bodies(person, 'investigationResults');
    const found = bodies.map(({ investigation, structuredInvestigationResult: structured, investigationResult: words }) => [
      (investigation as { coding: readonly { code: string }[] }).coding[0]?.code,
      (structured as { value?: unknown } | undefined)?.value ?? words,
    ]);
    expect(Object.fromEntries(found)).toEqual({
      A: { text: '<5', comparator: '<', value: '5', unit: 'ng/L' },
      B: { text: '<5', comparator: '<', value: '5', unit: 'ng/L' },
      C: { text: '>= 100', comparator: '>=', value: '100' },
      D: { coding: [], text: '12345' },
    });
  });
});

describe('times without an offset are those of England', () => {
  test.each([
    ['in winter', '202601151200', '2026-01-15T12:00+00:00'],
    ['in summer', '202607151200', '2026-07-15T12:00+01:00'],
    ['in the hour that does not exist in spring, read by the clock before the change', '202603290130', '2026-03-29T01:30+00:00'],
    ['in the hour that occurs twice in autumn, read as the first', '202610250130', '2026-10-25T01:30+01:00'],
    ['with an offset of their own, kept as sent', '202607151200-0500', '2026-07-15T12:00-05:00'],
  ])('%s', async (_, sent, shown) => {
    const person = someone();
    const obr = segment('OBR', { 1: '1', 3: 'F3', 4: 'T^Test', 7: sent });
    await take(message('ORU^R01', '202603031200', [pid(person), obr, 'OBX|1|NM|A^A||1'], 'LIMS|RGT'));
    expect(await record.bodies(person, 'investigationResults')).toMatchObject([{ date: shown }]);
  });
});

describe('a document', () => {
  const mdm = (event: string, at: string, person: NhsNumber, fields: Readonly<Record<number, string>>, words = 'Text') =>
    message(`MDM^${event}`, at, [
      pid(person),
      'PV1|1|N',
      segment('TXA', { 1: '1', 2: 'DS^Discharge summary', 4: at, ...fields }),
      ...(event === 'T11' ? [] : [`OBX|1|TX|T||${words}`]),
    ]);
  const original = (of: NhsNumber) => mdm('T02', '202603060900', of, { 12: 'D1' }, 'First');
  const titles = async (person: NhsNumber) => (await record.bodies(person, 'documents')).map(({ narrative }) => narrative);

  test('that is replaced gives way to its replacement', async () => {
    await inEveryOrder((of) => [original(of), mdm('T10', '202603070900', of, { 12: 'D2', 13: 'D1' }, 'Second')], titles, [
      'T\nSecond',
    ]);
  });

  test('that is edited is as it was last edited', async () => {
    await inEveryOrder((of) => [original(of), mdm('T08', '202603070900', of, { 12: 'D1' }, 'Second')], titles, ['T\nSecond']);
  });

  test('that is cancelled is gone', async () => {
    await inEveryOrder((of) => [original(of), mdm('T11', '202603070900', of, { 12: 'D1' })], titles, []);
  });

  test('stays beside its addendum', async () => {
    const person = someone();
    await take(original(person), mdm('T06', '202603070900', person, { 12: 'D2', 13: 'D1' }, 'More'));
    expect(new Set(await titles(person))).toEqual(new Set(['T\nFirst', 'T\nMore']));
  });

  test('marked very restricted reaches nobody: a new one is refused, and one that was shared is taken back', async () => {
    const person = someone();
    expect(await take(mdm('T02', '202603060900', person, { 12: 'D3', 18: 'V' }))).toEqual(['DOCUMENT_RESTRICTED']);
    expect(await take(original(person), mdm('T08', '202603070900', person, { 12: 'D1', 18: 'V' }))).toEqual([
      'DOCUMENT_RESTRICTED',
    ]);
    expect(await titles(person)).toEqual([]);
  });
});

describe('a problem', () => {
  const ppr = (event: string, at: string, person: NhsNumber, fields: Readonly<Record<number, string>>) =>
    message(`PPR^${event}`, at, [pid(person), segment('PRB', { 1: 'AD', 2: at, 3: 'A^Asthma', 4: 'PR1', ...fields })]);
  const shown = async (person: NhsNumber) =>
    (await record.bodies(person, 'problemList')).map(({ onsetDate, endDate, problemStatus }) => [
      onsetDate,
      endDate,
      (problemStatus as { text: string } | undefined)?.text,
    ]);
  const added = (of: NhsNumber) => ppr('PC1', '202601010900', of, { 16: '1999', 14: 'A^Active' });

  test('that is open has no end', async () => {
    await inEveryOrder((of) => [added(of)], shown, [['1999', undefined, 'Active']]);
  });

  test('that has ended says when, as precisely as is known', async () => {
    await inEveryOrder((of) => [added(of), ppr('PC2', '202601020900', of, { 9: '202512', 14: 'R^Resolved' })], shown, [
      ['1999', '2025-12', 'Resolved'],
    ]);
  });

  test('that has ended on a day nobody knows says that it has ended, and no day is made up', async () => {
    await inEveryOrder((of) => [added(of), ppr('PC2', '202601020900', of, { 14: 'R^Resolved' })], shown, [
      ['1999', undefined, 'Resolved'],
    ]);
  });

  test('is open again when its end is deleted', async () => {
    const ended = (of: NhsNumber) => ppr('PC2', '202601020900', of, { 9: '20251201', 14: 'R^Resolved' });
    await inEveryOrder((of) => [added(of), ended(of), ppr('PC2', '202601030900', of, { 9: '""', 14: 'A^Active' })], shown, [
      ['1999', undefined, 'Active'],
    ]);
  });

  test('that is deleted is gone', async () => {
    await inEveryOrder((of) => [added(of), ppr('PC3', '202601020900', of, {})], shown, []);
  });

  test('that turns out to be confidential is taken back', async () => {
    const dg1 = (at: string, person: NhsNumber, confidential: string) =>
      message('ADT^A08', at, [
        pid(person),
        'PV1|1|I|||||||||||||||||V1',
        segment('DG1', { 1: '1', 3: 'F10^Dependence^I10', 18: confidential }),
      ]);
    const person = someone();
    expect(await take(dg1('202601010900', person, 'N'))).toEqual([]);
    expect(await record.bodies(person, 'problemList')).toHaveLength(1);
    expect(await take(dg1('202601020900', person, 'Y'))).toEqual(['DOCUMENT_RESTRICTED']);
    expect(await record.bodies(person, 'problemList')).toEqual([]);
  });
});

describe('a medicine', () => {
  const byName = ([a]: readonly unknown[], [b]: readonly unknown[]) => String(a).localeCompare(String(b));
  const rde = (at: string, person: NhsNumber, ...segments: readonly string[]) =>
    message('RDE^O11', at, [pid(person), ...segments]);
  const prescribed = (of: NhsNumber) =>
    rde(
      '202603020900',
      of,
      'ORC|NW|RX1|||||||202603020900|||C1^Mockford^Mina',
      'RXE|^BD|AMOX^Amoxicillin|500||mg',
      'RXR|PO^Oral',
    );

  test('that is stopped says who stopped it and why, and still what it was and who prescribed it', async () => {
    const stopped = (of: NhsNumber) =>
      rde(
        '202603040900',
        of,
        'ORC|DC|RX1|||||||202603040900|||C2^Trialby^Tess|||202603040900|AE^Rash',
        'RXE||AMOX^Amoxicillin',
        'NTE|1||Widespread rash.',
      );
    const read = async (person: NhsNumber) => {
      const [body] = await record.bodies(person, 'medicationsAndMedicalDevices');
      const item = body?.['medicationItemCluster'] as Readonly<Record<string, { name?: string; text?: string }>>;
      const end = body?.['medicationDiscontinuedEntry'] as Readonly<Record<string, unknown>>;
      return [
        item['performingProfessional']?.name,
        item['route']?.text,
        'structuredDoseDirectionCluster' in item,
        end['comment'],
        end['indication'],
      ];
    };
    await inEveryOrder((of) => [prescribed(of), stopped(of)], read, [
      'Mina Mockford',
      'Oral',
      true,
      'Widespread rash.\nStopped by Tess Trialby',
      { coding: [{ code: 'AE', display: 'Rash' }], text: 'Rash' },
    ]);
  });

  test('that is replaced is over, and the one that replaces it is not', async () => {
    const replaced = (of: NhsNumber) =>
      rde('202603040900', of, 'ORC|RP|RX1', 'RXE||AMOX^Amoxicillin', 'ORC|RO|RX2', 'RXE|^TDS|CLAR^Clarithromycin|250||mg');
    const read = async (person: NhsNumber) =>
      (await record.bodies(person, 'medicationsAndMedicalDevices'))
        .map((body) => [
          (body['medicationItemCluster'] as { medicationName: { text: string } }).medicationName.text,
          'medicationDiscontinuedEntry' in body,
        ])
        .toSorted(byName);
    await inEveryOrder((of) => [prescribed(of), replaced(of)], read, [
      ['Amoxicillin', true],
      ['Clarithromycin', false],
    ]);
  });
});
