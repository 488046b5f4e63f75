/** The default profile: ten partner groups with 85 practices, live one by one over twelve months; objections by dataset and by recipient. */
import { describe, expect, test } from 'vitest';
import { loadPolicy, datasetOf } from '../../policy/table.js';
import { sectionNames } from '../../schema/sections.js';
import { ann, bilal, chidi } from '../feed-messages.js';
import { startRecord, type Asked } from '../record.js';
import { act, areaOf, lineOf, look, object, trailOf } from './area.js';

const area = areaOf('cambridgeshire-peterborough');
const record = await startRecord({
  profile: area.profile,
  feeds: [ann, bilal, chidi].flatMap((of) => [area.registered(of), area.attended(of), area.resulted(of)]),
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
    expect((await object(record, 'gp', ann, { sections: ['problemList'] })).codes).toEqual([]);
    const { patient } = await look(record, 'gp', ann);
    expect(patient).toMatchObject({ problemList: { totalCount: 0 }, investigationResults: { totalCount: 1 } });
  });

  test('R11 to a recipient hide it from that partner and from nobody else', async () => {
    expect((await object(record, 'gp', bilal, { recipientPartners: ['Y99901'] })).codes).toEqual([]);
    expect((await look(record, 'gp', bilal)).patient.problemList.totalCount).toBe(0);
    const { patient } = await look(record, 'hospital-doctor', bilal);
    expect(new Set(patient.personDemographics.entries.map((entry: Asked) => entry.provenance.partner.odsCode))).toEqual(
      new Set(['RGT', 'Y99901']),
    );
  });

  test('R11 R24 to a source and a recipient together hide what that source holds from that recipient', async () => {
    const scope = { sourcePartners: [area.hospital], recipientPartners: [area.practice], sections: ['investigationResults'] };
    expect((await object(record, 'gp', chidi, scope)).codes).toEqual([]);
    expect((await look(record, 'gp', chidi)).patient).toMatchObject({
      problemList: { totalCount: 1 },
      investigationResults: { totalCount: 0 },
    });
    expect((await look(record, 'hospital-doctor', chidi)).patient.investigationResults.totalCount).toBe(1);
  });

  test('R11 are refused where they would hide nothing: no such dataset, no such partner', async () => {
    for (const scope of [{ sections: ['horoscope'] }, { recipientPartners: ['RD8'] }, { sourcePartners: [] }])
      expect((await object(record, 'gp', chidi, scope)).codes).toEqual(['BAD_REQUEST']);
  });
});

describe('an emergency override', () => {
  const reason = 'Found unconscious';
  const waiting = async (): Promise<Asked[]> =>
    (
      await record.ask(
        'privacy-officer',
        '{ accessReviews(kind: EMERGENCY_OVERRIDE) { totalCount claims { id version nhsNumber userId organisation role reason } } }',
      )
    ).data.accessReviews.claims;

  test('R20 opens the record in spite of an objection, for minutes, flagged in the trail, and waits for review', async () => {
    expect((await object(record, 'gp', chidi)).codes).toEqual([]);
    expect((await look(record, 'paramedic', chidi)).patient.access).toMatchObject({ reason: 'NO_RELATIONSHIP' });
    const { done, codes } = await act(record, 'paramedic', 'overrideInEmergency', { nhsNumber: chidi, reason });
    expect(codes).toEqual([]);
    expect(Date.parse(done.until) - Date.parse(done.from)).toBe(area.profile.override!.minutes * 60_000);
    const { patient } = await look(record, 'paramedic', chidi);
    expect(patient).toMatchObject({ access: { permitted: true }, problemList: { totalCount: 1 } });
    expect(lineOf(patient, area.hospital)).toMatchObject({ status: 'SHARED' });
    // Nobody else's objection is set aside, and nobody else sees more for it.
    expect((await look(record, 'gp', chidi)).patient.problemList.totalCount).toBe(0);
    expect((await look(record, 'paramedic', ann)).patient.access).toMatchObject({ reason: 'NO_RELATIONSHIP' });

    const [newest] = (await trailOf(record, chidi)).filter(({ role }) => role === 'paramedic');
    expect(newest).toMatchObject({ userId: area.userId('paramedic'), purpose: 'emergency-care' });
    expect(newest.relationship).toMatch(/emergency override at RYC until .*an objection is set aside/);
    expect(await waiting()).toMatchObject([
      { id: done.id, nhsNumber: chidi, userId: area.userId('paramedic'), organisation: 'RYC', role: 'paramedic', reason },
    ]);
  });

  test('R20 is no role of its own: who may not, may not, and not for care that is no emergency', async () => {
    for (const persona of ['receptionist', 'social-worker', 'pharmacist', 'privacy-officer', 'gp'] as const)
      expect([persona, (await act(record, persona, 'overrideInEmergency', { nhsNumber: chidi, reason })).codes]).toEqual([
        persona,
        ['WITHHELD'],
      ]);
  });

  test('R20 found unjustified, it is over at once and waits no longer; nobody but a reviewer finds so', async () => {
    const [{ id, version }] = (await waiting()) as [Asked];
    const found = { id, version, outcome: 'NOT_JUSTIFIED', reason: 'Nobody was in danger' };
    for (const persona of ['paramedic', 'gp'] as const)
      expect((await act(record, persona, 'reviewAccess', found)).codes).toEqual(['WITHHELD']);
    expect((await act(record, 'privacy-officer', 'reviewAccess', found)).done).toMatchObject({
      review: { outcome: 'NOT_JUSTIFIED' },
    });
    expect(await waiting()).toEqual([]);
    expect((await look(record, 'paramedic', chidi)).patient.access).toMatchObject({
      permitted: false,
      reason: 'NO_RELATIONSHIP',
    });
  });
});
