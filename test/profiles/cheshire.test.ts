/** Cheshire: a question at first access, the refusal in the record's own words, out and in through the GP, four grounds with their statutes. */
import { describe, expect, test } from 'vitest';
import { ann, bilal, chidi } from '../feed-messages.js';
import type { Role } from '../../schema/viewer.js';
import { startRecord } from '../record.js';
import { act, areaOf, lineOf, look, object, trailOf, withdraw } from './area.js';

const area = areaOf('cheshire');
const declined = 'The patient has declined to have an electronic shared record.';
const people = [ann, bilal, chidi, '9990000042', '9990000050'] as const;
const [, , , dora, erin] = people;
const record = await startRecord({
  profile: area.profile,
  feeds: people.flatMap((of) => [area.registered(of), area.attended(of)]),
});

const answered = (of: string, answer: 'GIVEN' | 'REFUSED', role: Role, more: object = {}) =>
  act(record, role, 'recordConsentAnswer', { nhsNumber: of, answer, ...more });

describe('consent', () => {
  test('R18 nobody is looked up before they were asked, whatever the relationship', async () => {
    const { patient } = await look(record, 'hospital-doctor', ann);
    expect(patient.access).toMatchObject({ permitted: false, reason: 'CONSENT_NOT_ASKED' });
    expect(patient.problemList).toMatchObject({ totalCount: null, entries: null });
  });

  test('R18 the question is in the words of the record, and offered to those who may ask it', async () => {
    const { data } = await record.ask(
      'hospital-doctor',
      `query ($of: ID!) { patient(nhsNumber: $of) { access { offers } } sharingRules { consent { asked question countsForEveryone askedBy } } }`,
      { of: ann },
    );
    expect(data.sharingRules.consent).toMatchObject({
      asked: true,
      question: 'May I look at your Cheshire Care Record?',
      countsForEveryone: true,
    });
    expect(data.sharingRules.consent.askedBy).not.toContain('receptionist');
    expect(data.patient.access.offers).toContain('RECORD_CONSENT_ANSWER');
    expect(await answered(ann, 'GIVEN', 'receptionist')).toMatchObject({ codes: ['WITHHELD'], reasons: ['ROLE_NOT_PERMITTED'] });
    expect((await look(record, 'hospital-doctor', ann)).patient.access).toMatchObject({ reason: 'CONSENT_NOT_ASKED' });
  });

  test('R18 once given, it counts for everybody who cares for the person, and the trail says that access rests on it', async () => {
    expect(await answered(ann, 'GIVEN', 'hospital-doctor')).toMatchObject({ done: { answer: 'GIVEN' }, codes: [] });
    for (const persona of ['hospital-doctor', 'gp'] as const)
      expect((await look(record, persona, ann)).patient).toMatchObject({
        access: { permitted: true },
        problemList: { totalCount: 1 },
      });
    const [newest] = (await trailOf(record, ann)).filter(({ userId }) => userId === area.userId('gp'));
    expect(newest.relationship).toContain(`consent given at ${area.hospital}`);
  });

  test("R18 refused, the record says it in the profile's own words, to everybody", async () => {
    expect(await answered(bilal, 'REFUSED', 'gp')).toMatchObject({ done: { answer: 'REFUSED' }, codes: [] });
    for (const persona of ['hospital-doctor', 'gp'] as const) {
      const { patient, text } = await look(record, persona, bilal);
      expect(patient.access).toMatchObject({ permitted: false, reason: 'CONSENT_REFUSED', explanation: declined });
      expect(text).not.toContain('Heart failure');
    }
  });

  test('R18 is asked again, and a change of mind counts at once', async () => {
    await answered(bilal, 'GIVEN', 'hospital-doctor');
    expect((await look(record, 'gp', bilal)).patient).toMatchObject({
      access: { permitted: true },
      problemList: { totalCount: 1 },
    });
    await answered(bilal, 'REFUSED', 'hospital-doctor');
    expect((await look(record, 'gp', bilal)).patient.access).toMatchObject({ reason: 'CONSENT_REFUSED', explanation: declined });
  });
});

describe('opting out', () => {
  test('R17 is recorded through the GP only, and taken back through the GP only', async () => {
    await answered(chidi, 'GIVEN', 'gp');
    for (const persona of [
      'hospital-doctor',
      'nurse',
      'pharmacist',
      'receptionist',
      'social-worker',
      'privacy-officer',
    ] as const) {
      const refused = await object(record, persona, chidi);
      expect([persona, refused.codes]).toEqual([persona, ['WITHHELD']]);
    }
    const { done, codes } = await object(record, 'gp', chidi);
    expect(codes).toEqual([]);
    const { patient } = await look(record, 'gp', chidi);
    expect(patient.problemList).toMatchObject({ totalCount: 0 });
    expect(lineOf(patient, area.hospital)).toMatchObject({ status: 'WITHHELD', explanation: declined });
    for (const persona of ['hospital-doctor', 'nurse', 'social-worker', 'privacy-officer'] as const)
      expect((await withdraw(record, persona, done)).codes).toEqual(['WITHHELD']);
    expect((await withdraw(record, 'gp', done)).errors).toEqual([]);
    expect((await look(record, 'gp', chidi)).patient.problemList.totalCount).toBe(1);
  });
});

test('R17 a dissent by feed does not count, and the integrator is told so', async () => {
  const said = area.dissented(erin);
  await expect(record.take(said)).rejects.toThrow('dissent by feed');
  await answered(erin, 'GIVEN', 'gp');
  expect((await look(record, 'gp', erin)).patient.problemList.totalCount).toBe(1);
  // What else the message says is taken in.
  expect(await record.sql(`select count(*)::int as kept from objection`)).toEqual([{ kept: 1 }]);
});

describe('access without consent', () => {
  const reason = 'Found confused, nobody with them';
  const claim = (role: Role, ground: string, why = reason) =>
    act(record, role, 'accessWithoutConsent', { nhsNumber: dora, ground, reason: why });
  const waiting = async () =>
    (await record.ask('privacy-officer', '{ accessReviews(kind: WITHOUT_CONSENT) { claims { id nhsNumber ground reason } } }'))
      .data.accessReviews.claims;

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

  test.each(area.profile.withoutConsent)(
    'R19 $code opens the record for who claims it; the trail names the ground and its statute, and the claim waits for review',
    async ({ code: ground, statute }) => {
      const { patient: before } = await look(record, 'hospital-doctor', dora);
      expect(before.access).toMatchObject({ permitted: false, reason: 'CONSENT_NOT_ASKED' });
      const { done, codes } = await claim('hospital-doctor', ground);
      expect([codes, done?.ground]).toEqual([[], ground]);
      const { patient } = await look(record, 'hospital-doctor', dora);
      expect(patient).toMatchObject({ access: { permitted: true }, problemList: { totalCount: 1 } });
      // For nobody else.
      expect((await look(record, 'gp', dora)).patient.access).toMatchObject({ permitted: false });

      const own = (await trailOf(record, dora)).filter(({ userId }) => userId === area.userId('hospital-doctor'));
      expect(own[0].relationship).toMatch(new RegExp(`without consent \\(${ground}\\) at ${area.hospital} until `));
      expect(own[0].relationship).toContain(statute);
      expect(await waiting()).toMatchObject([{ id: done.id, nhsNumber: dora, ground, reason }]);

      // One after the other: each has the record to itself, then a reviewer ends it.
      const review = { id: done.id, version: done.version, outcome: 'NOT_JUSTIFIED', reason: 'Could have been asked' };
      expect((await act(record, 'privacy-officer', 'reviewAccess', review)).codes).toEqual([]);
      expect(await waiting()).toEqual([]);
    },
  );

  test('R19 needs a ground of the record, that the role may name, and a reason', async () => {
    expect((await claim('hospital-doctor', 'curiosity')).codes).toEqual(['WITHHELD']);
    expect((await claim('receptionist', 'lacks-capacity')).reasons).toEqual(['ROLE_NOT_PERMITTED']);
    expect((await claim('pharmacist', 'lacks-capacity')).codes).toEqual(['WITHHELD']);
    expect((await claim('hospital-doctor', 'lacks-capacity', ' ')).codes).toEqual(['BAD_REQUEST']);
    expect(await waiting()).toEqual([]);
    expect((await look(record, 'hospital-doctor', dora)).patient.access).toMatchObject({ reason: 'CONSENT_NOT_ASKED' });
  });
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
