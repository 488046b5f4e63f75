/** The default profile: ten partner groups with 85 practices, live one by one over twelve months; objections by dataset and by recipient. */
import { describe, expect, test } from 'vitest';
import { loadPolicy, datasetOf } from '../../policy/table.js';
import { sectionNames } from '../../schema/sections.js';
import { ann, bilal } from '../feed-messages.js';
import { startRecord, type Asked } from '../record.js';
import { areaOf, look, object } from './area.js';

const area = areaOf('cambridgeshire-peterborough');
const record = await startRecord({
  profile: area.profile,
  feeds: [ann, bilal].flatMap((of) => [area.registered(of), area.attended(of), area.resulted(of)]),
});

describe('the partners', () => {
  test('R5 are ten groups, one of them 85 practices, all in good standing, through the gateway', async () => {
    const answer = await record.ask(
      'privacy-officer',
      '{ partners { partner { odsCode name kind } inGoodStanding datasets { section liveFrom live } } }',
    );
    expect(answer.errors).toEqual([]);
    const partners: Asked[] = answer.data.partners;
    expect(partners).toHaveLength(94);
    expect(partners.filter(({ partner }) => partner.kind === 'gp-practice')).toHaveLength(85);
    expect(partners.every(({ inGoodStanding }) => inGoodStanding === true)).toBe(true);
    expect(partners.every(({ datasets }) => datasets.length === sectionNames.length)).toBe(true);
    expect(new Set(area.profile.partners.map(({ group }) => group)).size).toBe(10);
    expect(new Set(partners.map(({ partner }) => partner.odsCode)).size).toBe(94);
    expect(new Set(partners.map(({ partner }) => partner.name)).size).toBe(94);
  });

  test('R30 begin one by one over twelve months: nobody before the first, everybody after the last, and each on a day of its own month', () => {
    const policy = loadPolicy(area.profile);
    const begins = area.profile.partners.map(
      ({ ods }) => sectionNames.map((section) => datasetOf(policy, ods, section)?.liveFrom ?? '9').toSorted()[0]!,
    );
    const months = new Set(begins.map((day) => day.slice(0, 7)));
    expect(begins.toSorted()[0]).toBe('2025-01-01');
    expect(begins.toSorted().at(-1)).toBe('2025-12-01');
    expect(months.size).toBe(12);
    // Never all at once: no month brings more than a tenth of them and one.
    for (const month of months) expect(begins.filter((day) => day.startsWith(month)).length).toBeLessThanOrEqual(10);
  });

  test('R29 practices that have nothing to do with the person are no noise in coverage', async () => {
    const { patient } = await look(record, 'gp', ann);
    const practices = patient.problemList.coverage.filter((line: Asked) => line.partner.odsCode.startsWith('Y99'));
    expect(practices.map((line: Asked) => line.partner.odsCode)).toEqual(['Y99901']);
    expect(patient.problemList.coverage).toHaveLength(10);
  });
});

describe('objections', () => {
  test('R11 to a dataset hide it and nothing else', async () => {
    expect((await object(record, 'gp', ann, { sections: ['problemList'] })).errors).toEqual([]);
    const { patient } = await look(record, 'gp', ann);
    expect(patient).toMatchObject({ problemList: { totalCount: 0 }, investigationResults: { totalCount: 1 } });
  });

  test('R11 to a recipient hide it from that partner and from nobody else', async () => {
    expect((await object(record, 'gp', bilal, { recipientPartners: ['Y99901'] })).errors).toEqual([]);
    expect((await look(record, 'gp', bilal)).patient.problemList.totalCount).toBe(0);
    const { patient } = await look(record, 'hospital-doctor', bilal);
    expect(new Set(patient.personDemographics.entries.map((entry: Asked) => entry.provenance.partner.odsCode))).toEqual(
      new Set(['RGT', 'Y99901']),
    );
  });
});
