import { describe, expect, test } from 'vitest';
import { parseNhsNumber } from '../schema/nhs-number.js';
import type { Viewer } from '../schema/viewer.js';
import { DisclosureCollector, type OperationFacts } from './collect.js';

const one = parseNhsNumber('9990000018')!;
const two = parseNhsNumber('9990000026')!;
const viewer: Viewer = {
  userId: 'user-1',
  name: 'A Nurse',
  roleCode: 'R8001',
  role: 'nurse',
  organisation: 'RGT',
  purpose: 'direct-care',
  sessionId: 'session-1',
};
const about: OperationFacts = {
  viewer,
  operationName: 'Record',
  operationHash: 'abc',
  requestId: 'request-1',
  atUtc: '2026-06-01T12:00:00.000Z',
};
const ground = { relationship: 'admission at RGT', lawfulBasis: ['UK GDPR 6(1)(e)'], subgraph: 'encounters' };

describe('what one request discloses', () => {
  test('is one record per person, with who asked and on what ground', () => {
    const collector = new DisclosureCollector();
    collector.touched(one, ground);
    collector.returned(one, 'ProblemListEntry.problem', 2, ['RGT'], ['e1', 'e2']);
    collector.returned(two, 'ProblemListEntry.problem', 1, ['RT1'], ['e3']);
    const [first, second, ...more] = collector.disclosures(about);
    expect(more).toEqual([]);
    expect(first).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      nhsNumber: one,
      ...about,
      relationship: 'admission at RGT',
      lawfulBasis: ['UK GDPR 6(1)(e)'],
      subgraphs: ['encounters'],
      returned: [{ coordinate: 'ProblemListEntry.problem', count: 2, partners: ['RGT'], entries: ['e1', 'e2'] }],
      withheld: [],
    });
    expect(second).toMatchObject({ nhsNumber: two, relationship: undefined, lawfulBasis: [], subgraphs: [] });
    expect(second!.id).not.toBe(first!.id);
  });

  test('nothing touched is nothing to write', () => {
    expect(new DisclosureCollector().disclosures(about)).toEqual([]);
  });

  test('a person who was only opened, or only refused, is written too', () => {
    const collector = new DisclosureCollector();
    collector.touched(one, { ...ground, relationship: undefined });
    collector.withheld(two, 'Patient.problemList', 'NO_RELATIONSHIP', 'R2 relationship', []);
    expect(collector.disclosures(about)).toMatchObject([
      { nhsNumber: one, returned: [], withheld: [] },
      {
        nhsNumber: two,
        withheld: [{ coordinate: 'Patient.problemList', reason: 'NO_RELATIONSHIP', rule: 'R2 relationship', partners: [] }],
      },
    ]);
  });

  test('what several subgraphs say of one person is joined', () => {
    const collector = new DisclosureCollector();
    collector.touched(one, { ...ground, relationship: undefined, subgraph: 'results' });
    collector.touched(one, ground);
    collector.touched(one, { ...ground, relationship: 'referral at RGT' });
    expect(collector.disclosures(about)).toMatchObject([
      { relationship: 'admission at RGT', lawfulBasis: ['UK GDPR 6(1)(e)'], subgraphs: ['results', 'encounters'] },
    ]);
  });

  test('a coordinate shown several times adds up, naming each partner and entry once', () => {
    const collector = new DisclosureCollector();
    collector.returned(one, 'Coding.code', 2, ['RGT'], ['e1', 'e2']);
    collector.returned(one, 'Coding.code', 3, ['RT1', 'RGT'], ['e2', 'e3', 'e3']);
    expect(collector.disclosures(about)[0]!.returned).toEqual([
      { coordinate: 'Coding.code', count: 5, partners: ['RGT', 'RT1'], entries: ['e1', 'e2', 'e3'] },
    ]);
  });

  test('the same lists given again for a coordinate are named once', () => {
    const collector = new DisclosureCollector();
    const partners = ['RGT', 'RGT'];
    const entries = ['e1', 'e1'];
    collector.returned(one, 'ProblemListEntry.date', 1, partners, entries);
    collector.returned(one, 'ProblemListEntry.date', 1, partners, entries);
    collector.returned(one, 'ProblemListEntry.problem', 1, partners, entries);
    expect(collector.disclosures(about)[0]!.returned).toEqual([
      { coordinate: 'ProblemListEntry.date', count: 2, partners: ['RGT'], entries: ['e1'] },
      { coordinate: 'ProblemListEntry.problem', count: 1, partners: ['RGT'], entries: ['e1'] },
    ]);
  });

  test('an iterator is read at once, and a set may grow afterwards', () => {
    const collector = new DisclosureCollector();
    const partners = new Set(['RGT']);
    collector.returned(one, 'ProblemListEntry.date', 1, partners, ['e1'].values());
    partners.add('RT1');
    for (let again = 0; again < 2; again++) {
      expect(collector.disclosures(about)[0]!.returned).toMatchObject([{ partners: ['RGT'], entries: ['e1'] }]);
    }
  });

  test('one coordinate withheld for two reasons is two lines, and each reason names all its partners', () => {
    const collector = new DisclosureCollector();
    collector.withheld(one, 'Patient.documents', 'OBJECTION', 'R11 objection', ['RGT']);
    collector.withheld(one, 'Patient.documents', 'NOT_YET_LIVE', 'R30 datasets', ['RT1']);
    collector.withheld(one, 'Patient.documents', 'OBJECTION', 'R11 objection', ['RGM', 'RGT']);
    expect(collector.disclosures(about)[0]!.withheld).toEqual([
      { coordinate: 'Patient.documents', reason: 'OBJECTION', rule: 'R11 objection', partners: ['RGT', 'RGM'] },
      { coordinate: 'Patient.documents', reason: 'NOT_YET_LIVE', rule: 'R30 datasets', partners: ['RT1'] },
    ]);
  });
});
