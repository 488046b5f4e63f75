/** Cheshire: a question at first access, the refusal in the record's own words, out and in through the GP, four grounds with their statutes. */
import { describe, expect, test } from 'vitest';
import { ann, bilal, chidi } from '../feed-messages.js';
import { startRecord } from '../record.js';
import { areaOf, asNhsNumber, look, object, withdraw } from './area.js';

const area = areaOf('cheshire');
const declined = 'The patient has declined to have an electronic shared record.';
const people = [ann, bilal, chidi, '9990000042', '9990000050'] as const;
const [, , , dora, erin] = people;
const record = await startRecord({
  profile: area.profile,
  feeds: people.flatMap((of) => [area.registered(of), area.attended(of)]),
});

async function answered(of: string, answer: 'given' | 'refused', role: 'gp' | 'hospital-doctor'): Promise<void> {
  const idempotencyKey = `${of} ${answer} ${role}`;
  await record.store.recordConsent({
    nhsNumber: asNhsNumber(of),
    answer,
    answeredBy: { speaker: 'person' },
    by: area.by(role),
    idempotencyKey,
  });
}

describe('consent', () => {
  test('R18 nobody is looked up before they were asked, whatever the relationship', async () => {
    const { patient } = await look(record, 'hospital-doctor', ann);
    expect(patient.access).toMatchObject({ permitted: false, reason: 'CONSENT_NOT_ASKED' });
    expect(patient.problemList).toMatchObject({ totalCount: null, entries: null });
  });

  test('R18 once given, it counts for everybody who cares for the person', async () => {
    await answered(ann, 'given', 'hospital-doctor');
    for (const persona of ['hospital-doctor', 'gp'] as const)
      expect((await look(record, persona, ann)).patient).toMatchObject({
        access: { permitted: true },
        problemList: { totalCount: 1 },
      });
  });

  test("R18 refused, the record says it in the profile's own words, to everybody", async () => {
    await answered(bilal, 'refused', 'gp');
    for (const persona of ['hospital-doctor', 'gp'] as const) {
      const { patient, text } = await look(record, persona, bilal);
      expect(patient.access).toMatchObject({ permitted: false, reason: 'CONSENT_REFUSED', explanation: declined });
      expect(text).not.toContain('Heart failure');
    }
  });
});

describe('opting out', () => {
  test('R17 is recorded through the GP only, and taken back through the GP only', async () => {
    await answered(chidi, 'given', 'gp');
    for (const persona of ['hospital-doctor', 'nurse', 'social-worker', 'privacy-officer'] as const) {
      const refused = await object(record, persona, chidi);
      expect([persona, refused.codes]).toEqual([persona, ['WITHHELD']]);
    }
    const { data, errors } = await object(record, 'gp', chidi);
    expect(errors).toEqual([]);
    const { patient } = await look(record, 'gp', chidi);
    expect(patient.problemList).toMatchObject({ totalCount: 0 });
    expect(
      patient.problemList.coverage.find((line: { partner: { odsCode: string } }) => line.partner.odsCode === area.hospital),
    ).toMatchObject({
      status: 'WITHHELD',
      explanation: declined,
    });
    for (const persona of ['hospital-doctor', 'privacy-officer'] as const)
      expect((await withdraw(record, persona, data.recordObjection)).codes).toEqual(['WITHHELD']);
    expect((await withdraw(record, 'gp', data.recordObjection)).errors).toEqual([]);
    expect((await look(record, 'gp', chidi)).patient.problemList.totalCount).toBe(1);
  });
});

test('R17 a dissent by feed does not count, and the integrator is told so', async () => {
  const said = area.dissented(erin);
  await expect(record.take(said)).rejects.toThrow('dissent by feed');
  await answered(erin, 'given', 'gp');
  expect((await look(record, 'gp', erin)).patient.problemList.totalCount).toBe(1);
  // What else the message says is taken in.
  expect(await record.sql(`select count(*)::int as kept from objection`)).toEqual([{ kept: 1 }]);
});

describe('access without consent', () => {
  test('R19 rests on four grounds, each with its statute', () => {
    expect(area.profile.withoutConsent.map(({ code }) => code)).toEqual([
      'lacks-capacity',
      'under-13-unaccompanied',
      'referred-on',
      'incident-protection',
    ]);
    for (const { statute } of area.profile.withoutConsent) expect(statute).toMatch(/ Act (?:19|20)\d\d/);
    expect(area.profile.withoutConsent[0]!.statute).toContain('Mental Capacity Act 2005');
  });

  test.each(area.profile.withoutConsent.map(({ code }, at) => [code, at] as const))(
    'R19 %s opens the record for who claims it, and is what the access rests on',
    async (ground, at) => {
      const fromMs = Date.now() - 1_000;
      // One after the other: each has the record to itself, then its time is over.
      const untilMs = fromMs + 3_600_000;
      expect((await look(record, 'hospital-doctor', dora)).patient.access).toMatchObject({
        permitted: false,
        reason: 'CONSENT_NOT_ASKED',
      });
      const claim = await record.store.makeClaim({
        nhsNumber: asNhsNumber(dora),
        kind: 'without-consent',
        ground,
        reason: 'Found confused, nobody with them',
        by: area.by('hospital-doctor'),
        fromMs,
        untilMs,
        idempotencyKey: `ground ${at}`,
      });
      const { patient } = await look(record, 'hospital-doctor', dora);
      expect(patient.access).toMatchObject({ permitted: true });
      expect(patient.access.relationship).toContain(`without consent (${ground})`);
      // For nobody else.
      expect((await look(record, 'gp', dora)).patient.access).toMatchObject({ permitted: false });
      await record.store.reviewClaim({
        id: claim.id,
        version: claim.version,
        by: area.by('privacy-officer'),
        reason: 'Over',
        outcome: 'not-justified',
      });
    },
  );
});

test('R36 a copy is kept for two years after care ends', () => {
  expect(area.profile.retention).toMatchObject({ kept: 'after-care-ends', yearsAfterCareEnds: 2 });
});

test('R40 analysis never reads about a person who is real, and needs no consent of one who is not', async () => {
  expect((await record.ask('analyst', '{ me { purpose population } }')).data.me).toEqual({
    purpose: 'de-identified-analysis',
    population: 'SYNTHETIC',
  });
});
