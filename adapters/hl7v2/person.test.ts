import { describe, expect, it } from 'vitest';
import type { Statement } from '../../schema/entry.js';
import { translated } from './testing.js';

const pid = (fields: Readonly<Record<number, string>>) => {
  const all = { 1: '1', 3: '9990000018^^^NHS^NH', ...fields };
  const last = Math.max(...Object.keys(all).map(Number));
  return `PID|${Array.from({ length: last }, (_, i) => (all as Readonly<Record<number, string>>)[i + 1] ?? '').join('|')}`;
};

const statementsOf = (...segments: readonly string[]): readonly Statement[] =>
  translated('ADT^A31', segments).translation.statements;

const demographics = (fields: Readonly<Record<number, string>>) => {
  const [patch] = statementsOf(pid(fields), 'PV1|1|N').filter(({ kind }) => kind === 'patch');
  return patch?.kind === 'patch' && patch.section === 'personDemographics' ? patch.changes : {};
};

describe('demographics', () => {
  it('leave what is absent and delete what is HL7 null', () => {
    const changes = demographics({ 11: '""', 16: '""' });
    expect(changes).toMatchObject({ personsAddress: null, maritalStatus: null });
    expect(changes).not.toHaveProperty('personName');
    expect(changes).not.toHaveProperty('dateOfBirth');
  });

  it('keep a partial date of birth partial, and mark an estimate', () => {
    expect(demographics({ 7: '1980' })).toMatchObject({ dateOfBirth: '1980' });
    expect(demographics({ 7: '198005', 32: 'ED' })).toMatchObject({ dateOfBirth: '1980-05', dateOfBirthEstimated: true });
  });

  it('do not show a default as a date of birth or address', () => {
    expect(demographics({ 7: '19000101', 11: '1 Unknown Street', 32: 'UD~UA' })).toMatchObject({
      dateOfBirth: null,
      personsAddress: null,
    });
  });

  it('do not show midnight padding as a time of birth', () => {
    expect(demographics({ 7: '19890118000000' })).toMatchObject({ dateOfBirth: '1989-01-18' });
    expect(demographics({ 7: '198901181515' })).toMatchObject({ dateOfBirth: '1989-01-18T15:15+00:00' });
  });

  it('report a date that does not exist and keep the rest', () => {
    const { translation, refused } = translated('ADT^A31', [pid({ 5: 'EXAMPLEWORTH^Ada', 7: '19651312' }), 'PV1|1|N']);
    expect(refused).toEqual([{ code: 'DATE_INVALID', location: 'PID-7' }]);
    expect(translation.statements).not.toEqual([]);
  });

  it.each([
    ['9', 'GDS Person gender', 'Not specified'],
    ['X', 'NHSDD Person stated gender code', 'Not known'],
    ['F', 'http://terminology.hl7.org/CodeSystem/v2-0001', 'Female'],
  ])('keep the list of gender %s', (code, system, display) => {
    expect(demographics({ 8: code })).toMatchObject({ gender: { coding: [{ code, system, display }], text: display } });
  });

  it('of a laboratory message are not those of the person', () => {
    const { translation } = translated('ORU^R01', [
      pid({ 5: 'EXAMPLEWORTH^Ada', 11: '9 Old Road' }),
      'OBR|1|P|F|X',
      'OBX|1|NM|NA^Sodium||138',
    ]);
    expect(translation.statements.map((statement) => 'section' in statement && statement.section)).toEqual([
      'investigationResults',
    ]);
  });

  it('say of death what was sent', () => {
    expect(demographics({ 30: 'Y' })).toMatchObject({ deceased: true });
    expect(demographics({ 29: '20260331' })).toMatchObject({ deceased: true, dateOfDeath: '2026-03-31' });
    expect(demographics({ 29: '""', 30: 'N' })).toMatchObject({ deceased: false, dateOfDeath: null });
  });
});

describe('dissent and hiding', () => {
  const decisions = (zu8: string) =>
    statementsOf(pid({}), 'PV1|1|N', zu8).filter(({ kind }) => kind === 'objection' || kind === 'sensitive-address');

  it('are recorded by 2, and weakened by nothing but an explicit value', () => {
    expect(decisions('ZU8||2||2')).toEqual([
      { kind: 'objection', subject: '9990000018', action: 'record' },
      { kind: 'sensitive-address', subject: '9990000018', hidden: true },
    ]);
    for (const silent of ['ZU8||""||""', 'ZU8|', 'ZU8||3||9', 'ZU8||""||']) expect(decisions(silent)).toEqual([]);
    expect(decisions('ZU8||1||0')).toEqual([
      { kind: 'objection', subject: '9990000018', action: 'withdraw' },
      { kind: 'sensitive-address', subject: '9990000018', hidden: false },
    ]);
  });

  it('hide the place of a person whom PV1-16 marks, whatever ZU8 says', () => {
    const visit = `PV1|1|O${'|'.repeat(14)}S|||V1`;
    const statements = statementsOf(pid({}), visit, 'ZU8||||0');
    expect(statements).toContainEqual({ kind: 'sensitive-address', subject: '9990000018', hidden: true });
  });
});

describe('lists', () => {
  const lists = (event: string, ...segments: readonly string[]) =>
    translated(`ADT^${event}`, [pid({}), `PV1|1|I${'|'.repeat(17)}V1`, ...segments]).translation.statements.filter(
      ({ kind }) => kind === 'list',
    );
  const allergies = (statements: readonly Statement[]) =>
    statements.filter((list) => list.kind === 'list' && list.list === 'ADT-AL1');

  it('are snapshots where the segments are there, and say nothing where they are not', () => {
    expect(allergies(lists('A08', 'AL1|1|DA|A1^One', 'AL1|2|FA|A2^Two'))).toMatchObject([{ keys: ['AL1:A1', 'AL1:A2'] }]);
    expect(allergies(lists('A08'))).toEqual([]);
    expect(allergies(lists('A08', 'AL1|1||""'))).toMatchObject([{ keys: [] }]);
  });

  it('of diagnoses end those of the same visit only', () => {
    expect(lists('A08', 'DG1|1||K35^Appendicitis^I10')).toContainEqual({
      kind: 'list',
      subject: '9990000018',
      section: 'problemList',
      list: 'ADT-DG1:visit:V1',
      keys: ['ADT-DG1:visit:V1:K35'],
    });
  });

  it('prefer IAM to AL1, and take back what IAM deletes', () => {
    const { translation } = translated('ADT^A31', [
      pid({}),
      'AL1|1|DA|A1^One',
      'IAM|1|DA|A1^One|||A|ID1',
      'IAM|2|DA|A2^Two|||D|ID2',
    ]);
    const about = translation.statements.filter(
      (statement) => 'section' in statement && statement.section === 'allergiesAndAdverseReactions',
    );
    expect(about.map((statement) => [statement.kind, 'key' in statement && statement.key])).toEqual([
      ['put', 'IAM:ID1'],
      ['retract', 'IAM:ID2'],
    ]);
  });

  it('show a contraindication, and not as an allergy', () => {
    const [entry] = statementsOf(pid({}), 'AL1|1|MC|X1^Latex^L').filter(({ kind }) => kind === 'put');
    expect(entry).toMatchObject({ body: { category: { text: 'contraindication' } } });
    expect(entry).not.toHaveProperty('body.typeOfReaction');
  });
});

describe('when it was stated', () => {
  const statedAt = (event: string) =>
    translated(`ADT^${event}`, ['EVN||202603021200||||202603020900', pid({}), `PV1|1|I${'|'.repeat(17)}V1`]).translation.statedAt;

  it('is when the event happened, for a message that cancels when it was recorded', () => {
    expect(statedAt('A02')).toBe('2026-03-02T09:00+00:00');
    expect(statedAt('A11')).toBe('2026-03-02T12:00+00:00');
  });
});
