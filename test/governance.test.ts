/** R14 to R20: what people decide and what staff claim counts in the next question of an open session, and waits for review. */
import { describe, expect, test } from 'vitest';
import { ann, attended, bilal, chidi, hl7, pid, registered } from './feed-messages.js';
import { loadProfile } from '../schema/profile.js';
import { startRecord, type TestRecord } from './record.js';

const profile = loadProfile('cambridgeshire-peterborough');

const asked: TestRecord['profile'] = {
  ...profile,
  consent: {
    ...profile.consent,
    model: 'asked-at-first-access',
    question: 'May I look?',
    countsFor: 'everyone',
    askedBy: ['gp'],
  },
  objections: { ...profile.objections, reviewed: true },
};
const born = (years: number, days: number): string => {
  const now = new Date();
  const day = new Date(Date.UTC(now.getUTCFullYear() - years, now.getUTCMonth(), now.getUTCDate() + days));
  return day.toISOString().slice(0, 10).replaceAll('-', '');
};
const aged = (of: string, date: string) => hl7('granta', 'ADT^A31', [pid(of, { born: date }), 'PV1|1|N']);

const record = await startRecord({
  feeds: [ann, bilal, chidi]
    .flatMap((of) => [registered(of), attended(of)])
    .concat(aged(bilal, born(13, 1)), aged(chidi, born(13, 0))),
});
const asking = await startRecord({ profile: asked, feeds: [registered(ann), attended(ann)] });

const query = `query ($of: ID!) { patient(nhsNumber: $of) { access { permitted reason relationship offers } problemList { totalCount } } }`;
const read = async (of: string, persona: Parameters<TestRecord['ask']>[0] = 'gp', from = record) =>
  (await from.ask(persona, query, { of })).data.patient;

describe('an emergency override', () => {
  test('R20 opens a record for one user for its minutes, is flagged in the trail, and waits for review', async () => {
    expect(await read(ann, 'paramedic')).toMatchObject({
      access: { permitted: false, reason: 'NO_RELATIONSHIP' },
      problemList: { totalCount: null },
    });
    const made = await record.ask(
      'paramedic',
      'mutation ($input: ClaimInput!) { overrideInEmergency(input: $input) { id from until userId } }',
      { input: { nhsNumber: ann, reason: 'Found unconscious', idempotencyKey: 'override' } },
    );
    expect(made.errors).toEqual([]);
    const { id, from, until, userId } = made.data.overrideInEmergency;
    expect(Date.parse(until) - Date.parse(from)).toBe(profile.override!.minutes * 60_000);

    // The very token that was refused a moment ago.
    const opened = await read(ann, 'paramedic');
    expect(opened).toMatchObject({ access: { permitted: true }, problemList: { totalCount: 1 } });
    expect((await read(bilal, 'paramedic')).access.permitted).toBe(false);

    const reviewed = await record.ask(
      'privacy-officer',
      `query ($of: ID!) {
        accessReviews { totalCount claims { id version nhsNumber userId reason } }
        auditTrail(nhsNumber: $of, first: 50) { disclosures { userId relationship } } }`,
      { of: ann },
    );
    expect(reviewed.data.accessReviews).toMatchObject({ totalCount: 1, claims: [{ id, nhsNumber: ann, userId }] });
    const flagged = reviewed.data.auditTrail.disclosures.filter((one: { userId: string }) => one.userId === userId);
    expect(flagged[0].relationship).toContain('emergency override');

    // Over: as if its minutes had gone by.
    await record.sql('update claim set from_ms = from_ms - 86400000, until_ms = until_ms - 86400000');
    expect((await read(ann, 'paramedic')).access).toMatchObject({ permitted: false, reason: 'NO_RELATIONSHIP' });
  });
});

describe('consent at first access', () => {
  const answer = (persona: Parameters<TestRecord['ask']>[0], given: string, key: string) =>
    asking.ask(persona, 'mutation ($input: RecordConsentAnswerInput!) { recordConsentAnswer(input: $input) { answer } }', {
      input: { nhsNumber: ann, answer: given, idempotencyKey: key },
    });

  test('R18 shows nothing until the person was asked, and nothing when they declined', async () => {
    expect(await read(ann, 'gp', asking)).toMatchObject({
      access: {
        permitted: false,
        reason: 'CONSENT_NOT_ASKED',
        offers: expect.arrayContaining(['RECORD_CONSENT_ANSWER']) as string[],
      },
      problemList: { totalCount: null },
    });
    expect((await answer('nurse', 'GIVEN', 'a0')).codes).toEqual(['WITHHELD']);
    expect((await answer('gp', 'GIVEN', 'a1')).errors).toEqual([]);
    expect(await read(ann, 'gp', asking)).toMatchObject({ access: { permitted: true }, problemList: { totalCount: 1 } });
    await answer('gp', 'REFUSED', 'a2');
    expect((await read(ann, 'gp', asking)).access).toMatchObject({ permitted: false, reason: 'CONSENT_REFUSED' });
    await answer('gp', 'GIVEN', 'a3');
  });

  test('R14 R15 an objection under review hides at once in an open session, and what is not upheld returns', async () => {
    expect((await read(ann, 'gp', asking)).problemList.totalCount).toBe(1);
    const made = await asking.ask(
      'gp',
      'mutation ($input: RecordObjectionInput!) { recordObjection(input: $input) { id version state } }',
      { input: { nhsNumber: ann, idempotencyKey: 'o' } },
    );
    const { id, version, state } = made.data.recordObjection;
    expect(state).toBe('UNDER_REVIEW');
    expect((await read(ann, 'gp', asking)).problemList.totalCount).toBe(0);
    const decided = await asking.ask(
      'privacy-officer',
      'mutation ($input: ReviewObjectionInput!) { reviewObjection(input: $input) { state } }',
      { input: { id, version, to: 'NOT_UPHELD', ground: 'safeguarding', reason: 'Enquiry under way' } },
    );
    expect(decided.errors).toEqual([]);
    expect((await read(ann, 'gp', asking)).problemList.totalCount).toBe(1);
  });
});

describe('a parent', () => {
  const object = (of: string) =>
    record.ask('gp', 'mutation ($input: RecordObjectionInput!) { recordObjection(input: $input) { objector } }', {
      input: { nhsNumber: of, objector: 'PARENT_OR_GUARDIAN', relationship: 'mother', idempotencyKey: 'parent' },
    });

  // Every partner that gives a date of birth has to make them a child; the hospital gives these people another.
  test('R16 objects for a child of twelve, and not for one of thirteen', async () => {
    const aged = (of: string, days: number) => hl7('hospital', 'ADT^A31', [pid(of, { born: born(13, days) }), 'PV1|1|N']);
    await record.take(aged(bilal, 1), aged(chidi, 0));
    expect((await object(bilal)).errors).toEqual([]);
    expect((await read(bilal)).problemList.totalCount).toBe(0);
    const refused = await object(chidi);
    expect(refused.errors[0]!.extensions).toMatchObject({ code: 'WITHHELD', reason: 'CHILD_DECIDES' });
    expect((await read(chidi)).problemList.totalCount).toBe(1);
  });
});
