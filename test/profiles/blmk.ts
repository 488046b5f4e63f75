/** What the two records of Bedfordshire, Luton and Milton Keynes promise alike. */
import { describe, expect, test } from 'vitest';
import { ann, bilal } from '../feed-messages.js';
import { startRecord } from '../record.js';
import { areaOf, asNhsNumber, look, lineOf } from './area.js';

export async function promisesOfBlmk(name: 'blmk-bedfordshire-luton' | 'blmk-milton-keynes'): Promise<void> {
  const area = areaOf(name);
  const { profile } = area;
  const record = await startRecord({
    profile,
    feeds: [
      ...[ann, bilal].flatMap((of) => [area.registered(of), area.attended(of)]),
      // Termination of pregnancy: one of the categories that are never included.
      area.attended(bilal, '386639001^Termination of pregnancy^SCT', 'V2'),
    ],
  });

  test('R10 each purpose has its lawful basis, which is told with the access', async () => {
    const bases = Object.fromEntries(
      Object.entries(profile.purposes).map(([purpose, { lawfulBasis }]) => [purpose, lawfulBasis]),
    );
    expect(bases).toEqual({
      'direct-care': ['UK GDPR 6(1)(e)', 'UK GDPR 9(2)(h)'],
      'emergency-care': ['UK GDPR 6(1)(d)', 'UK GDPR 6(1)(e)', 'UK GDPR 9(2)(h)'],
      safeguarding: ['UK GDPR 6(1)(e)', 'UK GDPR 9(2)(b)', 'UK GDPR 9(2)(h)'],
      'access-review': ['UK GDPR 6(1)(e)', 'UK GDPR 9(2)(h)'],
    });
    expect((await look(record, 'gp', ann)).patient.access).toMatchObject({ permitted: true, lawfulBasis: bases['direct-care'] });
  });

  test('R9 there is no analysis on it: it is for direct care', async () => {
    // Nobody has the role, so the development provider gives nobody a token for it.
    expect(await record.token('analyst')).toBeUndefined();
  });

  test('R22 highly sensitive entries are left out, and nothing tells that there are any', async () => {
    const [plain, sensitive] = [await look(record, 'gp', ann), await look(record, 'gp', bilal)];
    expect(sensitive.text).not.toMatch(/termination/i);
    expect(sensitive.patient.problemList).toEqual(plain.patient.problemList);
  });

  describe('an objection under review', () => {
    test('R14 hides the record already; R15 not upheld, on a ground of the profile, it is shown again', async () => {
      expect((await look(record, 'gp', ann)).patient.problemList.totalCount).toBe(1);
      const objection = await record.store.recordObjection({
        nhsNumber: asNhsNumber(ann),
        underReview: profile.objections.reviewed,
        recordedBy: area.by('gp').userId,
        organisation: area.practice,
        idempotencyKey: 'review',
      });
      const { patient } = await look(record, 'gp', ann);
      expect(patient.problemList).toMatchObject({ totalCount: 0, entries: [] });
      expect(lineOf(patient, area.hospital)).toMatchObject({ status: 'WITHHELD', reason: 'OBJECTION_UNDER_REVIEW' });
      await record.store.reviewObjection({
        id: objection.id,
        version: objection.version,
        by: area.by('privacy-officer'),
        reason: 'A child is at risk',
        to: 'not-upheld',
        ground: profile.objections.grounds[0]!.code,
      });
      expect((await look(record, 'gp', ann)).patient.problemList.totalCount).toBe(1);
    });
  });

  test('R16 a child decides from 13', () => expect(profile.objections.childDecidesFrom).toBe(13));

  test("R7 it is opened from the partners' own systems, each with keys of its own, within a minute", () => {
    const { issuers, maxAgeSeconds } = profile.launch!;
    expect(maxAgeSeconds).toBeLessThanOrEqual(60);
    expect(issuers.length).toBeGreaterThanOrEqual(2);
    expect(issuers.map(({ partner }) => partner)).toContain(area.hospital);
    expect(new Set(issuers.map(({ jwksUri }) => jwksUri)).size).toBe(issuers.length);
  });
}
