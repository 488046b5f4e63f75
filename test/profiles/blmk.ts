/** What the two records of Bedfordshire, Luton and Milton Keynes promise alike. */
import { describe, expect, test } from 'vitest';
import { ann, bilal, chidi } from '../feed-messages.js';
import { launch, openLauncher } from '../launcher.js';
import { post, startRecord, type Asked } from '../record.js';
import { act, areaOf, look, lineOf, object, trailOf } from './area.js';

/** A diagnosis of each of the categories that are left out. */
const neverIncluded = [
  '8098009^Sexually transmitted infectious disease^SCT',
  '63487001^Assisted fertilisation^SCT',
  '999000000000301^Gender reassignment surgery^SCT',
  '386639001^Termination of pregnancy^SCT',
];

/** The day on which somebody is 13 since `days` days, as HL7 v2 writes it; the year alone with `digits` 4. */
function born13(days: number, digits = 8): string {
  const now = new Date();
  const day = new Date(Date.UTC(now.getUTCFullYear() - 13, now.getUTCMonth(), now.getUTCDate() - days));
  return day.toISOString().replaceAll('-', '').slice(0, digits);
}
const thisYear = new Date().getUTCFullYear();
/** Children, by what is known of their birth. */
const children = {
  twelve: { of: '9990000042', born: born13(-1) },
  thirteen: { of: '9990000050', born: born13(0) },
  'twelve or thirteen, of whom the year alone is known': { of: '9990000069', born: String(thisYear - 13) },
  'eleven or twelve, of whom the year alone is known': { of: '9990000077', born: String(thisYear - 12) },
};

export async function promisesOfBlmk(name: 'blmk-bedfordshire-luton' | 'blmk-milton-keynes'): Promise<void> {
  const area = areaOf(name);
  const { profile } = area;
  const [practiceSystem, hospitalSystem] = [await openLauncher(area.practice), await openLauncher(area.hospital)];
  const record = await startRecord({
    profile: hospitalSystem.launching(practiceSystem.launching(profile)),
    feeds: [
      ...Object.values(children).flatMap(({ of, born }) => [
        area.registered(of, { born }),
        area.attended(of),
        // The attendance gave an adult's date of birth; the hospital corrects itself.
        area.known(of, { born }),
      ]),
      ...[ann, bilal, chidi].flatMap((of) => [area.registered(of), area.attended(of)]),
      // Each of the categories that are never included.
      ...neverIncluded.map((diagnosis, at) => area.attended(bilal, diagnosis, `V${at + 2}`)),
    ],
  });

  /** What a launched session is shown of a person, without any other token. */
  const openedBy = async (session: string | undefined, of: string): Promise<Asked> => {
    const query = 'query ($of: ID!) { patient(nhsNumber: $of) { access { permitted reason } problemList { totalCount } } }';
    return (await post(record.url, query, { of }, session)).data?.patient;
  };

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

  test('R10 the lawful basis of its purpose is written with each access', async () => {
    for (const purpose of ['direct-care', 'emergency-care', 'safeguarding']) {
      const { session } = await launch(record.url, await practiceSystem.token(chidi, { purpose, sub: `u-${purpose}` }));
      expect((await openedBy(session, chidi)).access).toMatchObject({ permitted: true });
    }
    await trailOf(record, chidi);
    const trail = await trailOf(record, chidi);
    for (const [purpose, { lawfulBasis }] of Object.entries(profile.purposes)) {
      const written = trail.filter((one) => one.purpose === purpose).map((one) => one.lawfulBasis);
      expect([purpose, written]).toEqual([purpose, written.map(() => lawfulBasis)]);
      expect([purpose, written.length > 0]).toEqual([purpose, true]);
    }
  });

  test('R9 there is no analysis on it: it is for direct care', async () => {
    // Nobody has the role, so the development provider gives nobody a token for it.
    expect(await record.token('analyst')).toBeUndefined();
  });

  test('R22 highly sensitive entries are left out, and nothing tells that there are any', async () => {
    const [plain, sensitive] = [await look(record, 'gp', ann), await look(record, 'gp', bilal)];
    for (const diagnosis of neverIncluded) {
      const [code, words] = diagnosis.split('^') as [string, string];
      for (const trace of [code, words]) expect(sensitive.text).not.toContain(trace);
    }
    expect(sensitive.patient.problemList).toEqual(plain.patient.problemList);
  });

  describe('an objection under review', () => {
    const ground = profile.objections.grounds[0]!.code;
    const seen = async (of: string) => (await look(record, 'gp', of)).patient;

    test('R14 hides the record at once, also in an open session; R15 not upheld on a ground of the profile, it is shown again', async () => {
      const { session } = await launch(record.url, await practiceSystem.token(ann));
      const inSession = async () => (await openedBy(session, ann)).problemList.totalCount as number;
      expect([(await seen(ann)).problemList.totalCount, await inSession()]).toEqual([1, 1]);
      const { done, codes } = await object(record, 'gp', ann);
      expect([codes, done.state]).toEqual([[], 'UNDER_REVIEW']);
      const patient = await seen(ann);
      expect(patient.problemList).toMatchObject({ totalCount: 0, entries: [] });
      expect(lineOf(patient, area.hospital)).toMatchObject({ status: 'WITHHELD', reason: 'OBJECTION_UNDER_REVIEW' });
      expect(await inSession()).toBe(0);

      const decide = (persona: 'gp' | 'privacy-officer', more: object) =>
        act(record, persona, 'reviewObjection', {
          id: done.id,
          version: done.version,
          to: 'NOT_UPHELD',
          reason: 'A child is at risk',
          ...more,
        });
      // Not by whoever recorded it, and on no ground but those of the profile.
      expect((await decide('gp', { ground })).codes).toEqual(['WITHHELD']);
      for (const other of [null, 'convenience'])
        expect((await decide('privacy-officer', { ground: other })).codes).toEqual(['BAD_REQUEST']);
      expect((await seen(ann)).problemList.totalCount).toBe(0);
      expect((await decide('privacy-officer', { ground })).done).toMatchObject({
        state: 'NOT_UPHELD',
        review: { ground, reason: 'A child is at risk' },
      });
      expect([(await seen(ann)).problemList.totalCount, await inSession()]).toEqual([1, 1]);
    });

    test('R15 upheld, it hides on', async () => {
      const { done } = await object(record, 'gp', bilal);
      const upheld = { id: done.id, version: done.version, to: 'UPHELD', reason: 'Nothing speaks against it' };
      expect((await act(record, 'privacy-officer', 'reviewObjection', upheld)).done).toMatchObject({ state: 'UPHELD' });
      expect(lineOf(await seen(bilal), area.hospital)).toMatchObject({ status: 'WITHHELD', reason: 'OBJECTION' });
    });
  });

  describe('R16 a parent', () => {
    const objects = (of: string) => object(record, 'gp', of, { objector: 'PARENT_OR_GUARDIAN', relationship: 'mother' });
    const problemsOf = async (of: string) => (await look(record, 'gp', of)).patient.problemList.totalCount as number;

    test.each(['twelve', 'eleven or twelve, of whom the year alone is known'] as const)(
      'objects for a child of %s',
      async (age) => {
        const { of } = children[age];
        expect(await problemsOf(of)).toBe(1);
        expect(await objects(of)).toMatchObject({ codes: [], done: { objector: 'PARENT_OR_GUARDIAN' } });
        expect(await problemsOf(of)).toBe(0);
      },
    );

    test.each(['thirteen', 'twelve or thirteen, of whom the year alone is known'] as const)(
      'does not for somebody of %s, who decides',
      async (age) => {
        const { of } = children[age];
        expect(await objects(of)).toMatchObject({ codes: ['WITHHELD'], reasons: ['CHILD_DECIDES'] });
        expect(await problemsOf(of)).toBe(1);
        expect(await object(record, 'gp', of)).toMatchObject({ codes: [], done: { objector: 'PERSON' } });
        expect(await problemsOf(of)).toBe(0);
      },
    );
  });

  test('R7 it is opened by a launch from the own system of the practice and of the hospital: one person, once, no second log-in', async () => {
    for (const [system, claims] of [
      [practiceSystem, {}],
      [hospitalSystem, { role_code: 'S0000:G0000:R0050', sub: '999000000022' }],
    ] as const) {
      const token = await system.token(chidi, claims);
      const { session } = await launch(record.url, token);
      expect(await openedBy(session, chidi)).toMatchObject({
        access: { permitted: true },
        problemList: { totalCount: 1 },
      });
      expect(await openedBy(session, ann)).toEqual({
        access: { permitted: false, reason: 'OTHER_PERSON' },
        problemList: { totalCount: null },
      });
      expect((await launch(record.url, token)).code).toBe('LAUNCH_REFUSED');
      expect((await launch(record.url, await system.token(chidi, { ...claims, org_code: 'RGT' }))).code).toBe('LAUNCH_REFUSED');
    }
  });

  test("R7 it is opened from the partners' own systems, each with keys of its own, within a minute", () => {
    const { issuers, maxAgeSeconds } = profile.launch!;
    expect(maxAgeSeconds).toBeLessThanOrEqual(60);
    expect(issuers.length).toBeGreaterThanOrEqual(2);
    expect(issuers.map(({ partner }) => partner)).toContain(area.hospital);
    expect(new Set(issuers.map(({ jwksUri }) => jwksUri)).size).toBe(issuers.length);
  });
}
