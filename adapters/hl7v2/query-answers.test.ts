import { expect, test } from 'vitest';
import { loadProfile } from '../../schema/profile.js';
import { translateBytes } from '../translate.js';

const profile = loadProfile('cambridgeshire-peterborough');
const message = (segments: readonly string[]): Uint8Array => Buffer.from(`${segments.join('\r')}\r`);
const header = (type: string): string => String.raw`MSH|^~\&|PAS|RGT|SCR|SCR|20260601120000||${type}|X1|P|2.4`;
const pid = 'PID|1||9990000018^^^NHS^NH||EXAMPLEWORTH^Ann||19520314|2';
const statementsOf = (bytes: Uint8Array) => {
  const [unit] = translateBytes(bytes, { profile, feed: 'rgt-pas' });
  if (unit?.translation === undefined) throw new Error(JSON.stringify(unit?.refusal));
  return unit.translation.statements;
};

test('ADR^A19 says the person and each of the visits, as they stand', () => {
  const visit = (number: string, ended?: string): string => {
    const fields: Readonly<Record<number, string | undefined>> = {
      1: '1',
      2: 'I',
      3: 'W1^B1^1^RGT01',
      4: '21',
      19: `${number}^^^RGT^VN`,
      44: '20260501',
      45: ended,
    };
    return `PV1|${Array.from({ length: 45 }, (_, at) => fields[at + 1] ?? '').join('|')}`;
  };
  const statements = statementsOf(
    message([header('ADR^A19'), 'MSA|AA|Q1', 'QRD|20260601|R|I|Q1', pid, visit('V1', '20260510'), pid, visit('V2')]),
  );
  const said = statements.map((one) =>
    `${one.kind} ${'section' in one ? one.section : ''}${'key' in one ? ` ${one.key}` : ''}`.trim(),
  );
  expect(said.filter((one) => one.startsWith('patch admissionDetails'))).toHaveLength(2);
  expect(said.filter((one) => one.startsWith('put dischargeDetails'))).toHaveLength(1);
  const involvements = statements.filter((one) => one.kind === 'involvement');
  expect(involvements).toHaveLength(2);
  expect(statements.some((one) => 'section' in one && one.section === 'personDemographics')).toBe(true);
});

test('ORF^R04 says results as ORU^R01 does', () => {
  const body = [pid, 'OBR|1||L1^LIMS|U&E^Urea and electrolytes^L|||20260501', 'OBX|1|NM|2823-3^Potassium^LN||5.90|mmol/L|||||F'];
  const answered = statementsOf(message([header('ORF^R04'), 'MSA|AA|Q1', 'QRD|20260601|R|I|Q1', ...body]));
  expect(answered).toEqual(statementsOf(message([header('ORU^R01'), ...body])));
  expect(JSON.stringify(answered)).toContain('5.90');
});
