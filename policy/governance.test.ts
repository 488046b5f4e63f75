import { describe, expect, test } from 'vitest';
import { nothingDecided } from '../schema/facts.js';
import { parseNhsNumber } from '../schema/nhs-number.js';
import { loadProfile, type Profile } from '../schema/profile.js';
import type { Role, Viewer } from '../schema/viewer.js';
import type { About, Decision } from './decide.js';
import {
  decideAct,
  decideActAbout,
  decideClaimReview,
  decideForChild,
  decideGround,
  kindsReviewed,
  reviewPurpose,
  type GovernanceAct,
} from './governance.js';
import { loadPolicy } from './table.js';

const profile = loadProfile('cambridgeshire-peterborough');
const now = new Date('2026-06-01T12:00:00Z');
const nhsNumber = parseNhsNumber('9990000018')!;

function about(role: Role | undefined, change: Partial<Viewer> = {}, words: Partial<Profile> = {}): About {
  return {
    viewer: {
      userId: 'u1',
      name: undefined,
      roleCode: 'R',
      role,
      organisation: 'Y99901',
      purpose: role === 'privacy-officer' ? reviewPurpose : 'direct-care',
      sessionId: 's',
      ...change,
    },
    policy: loadPolicy({ ...profile, ...words }),
    population: 'synthetic',
    now,
    facts: {
      nhsNumber,
      known: true,
      involvements: [{ kind: 'registered-practice', organisation: 'Y99901' }],
      objections: [],
      sensitiveAddress: false,
      ...nothingDecided,
    },
  };
}
const said = (decision: Decision) => (decision.permitted ? 'yes' : decision.reason);
const asked = {
  consent: { ...profile.consent, model: 'asked-at-first-access', question: 'May I look?', askedBy: ['gp', 'pharmacist'] },
  withoutConsent: [{ code: 'lacks-capacity', text: 'x', statute: 'Mental Capacity Act 2005', roles: ['gp'], hours: 24 }],
} as const satisfies Partial<Record<keyof Profile, unknown>> as unknown as Partial<Profile>;

describe('an act of governance', () => {
  test.each<[GovernanceAct, Role, string]>([
    ['read objections', 'pharmacist', 'yes'],
    ['read objections', 'receptionist', 'ROLE_NOT_PERMITTED'],
    ['record objection', 'nurse', 'yes'],
    ['record objection', 'pharmacist', 'ROLE_NOT_PERMITTED'],
    ['withdraw objection', 'gp', 'yes'],
    ['withdraw objection', 'nurse', 'ROLE_NOT_PERMITTED'],
    ['review objection', 'privacy-officer', 'yes'],
    ['review objection', 'gp', 'ROLE_NOT_PERMITTED'],
    ['record consent', 'gp', 'ROLE_NOT_PERMITTED'],
    ['access without consent', 'gp', 'ROLE_NOT_PERMITTED'],
    ['set address flag', 'social-worker', 'yes'],
    ['lift address flag', 'social-worker', 'ROLE_NOT_PERMITTED'],
    ['declare relationship', 'pharmacist', 'yes'],
    ['declare relationship', 'receptionist', 'ROLE_NOT_PERMITTED'],
    ['override', 'gp', 'PURPOSE_NOT_PERMITTED'],
    ['override', 'pharmacist', 'ROLE_NOT_PERMITTED'],
  ])('R3 %s as %s: %s', (act, role, expected) => {
    expect(said(decideActAbout(about(role), act))).toBe(expected);
    expect(said(decideAct(about(role), act))).toBe(expected);
  });

  test('R17 is only for whom the profile names', () => {
    const gpOnly = { objections: { ...profile.objections, recordedBy: ['gp'], withdrawnBy: ['gp'] } } satisfies Partial<Profile>;
    expect(said(decideActAbout(about('gp', {}, gpOnly), 'record objection'))).toBe('yes');
    for (const role of ['nurse', 'privacy-officer'] as const)
      expect(said(decideActAbout(about(role, {}, gpOnly), 'record objection'))).toBe('ROLE_NOT_PERMITTED');
  });

  test('R18 R19 asks for consent, or does without it, only where the profile has people asked', () => {
    expect(said(decideActAbout(about('pharmacist', {}, asked), 'record consent'))).toBe('yes');
    expect(said(decideActAbout(about('nurse', {}, asked), 'record consent'))).toBe('ROLE_NOT_PERMITTED');
    expect(said(decideActAbout(about('gp', {}, asked), 'access without consent'))).toBe('yes');
    expect(said(decideGround(about('gp', {}, asked), 'lacks-capacity'))).toBe('yes');
    expect(said(decideGround(about('gp', {}, asked), 'curious'))).toBe('ROLE_NOT_PERMITTED');
    expect(said(decideGround(about('nurse', {}, asked), 'lacks-capacity'))).toBe('ROLE_NOT_PERMITTED');
  });

  test('R2 needs a relationship; one that shows more needs one that the feeds know', () => {
    const declared = about('gp', { organisation: 'Y99902' });
    expect(said(decideActAbout(declared, 'record objection'))).toBe('NO_RELATIONSHIP');
    const facts = {
      ...declared.facts,
      claims: [
        {
          id: 'c',
          kind: 'declared-relationship',
          userId: 'u1',
          organisation: 'Y99902',
          fromMs: now.getTime(),
          untilMs: now.getTime() + 1,
        },
      ],
    } as const;
    expect(said(decideActAbout({ ...declared, facts }, 'record objection'))).toBe('yes');
    expect(said(decideActAbout({ ...declared, facts }, 'withdraw objection'))).toBe('NO_RELATIONSHIP');
    expect(said(decideActAbout({ ...declared, facts }, 'lift address flag'))).toBe('NO_RELATIONSHIP');
    expect(said(decideActAbout(declared, 'declare relationship'))).toBe('yes');
    expect(said(decideActAbout(about('gp', { organisation: 'Y99902', purpose: 'emergency-care' }), 'override'))).toBe('yes');
  });

  test('R7 is about nobody but the person of the session', () => {
    const other = about('gp', { lockedTo: parseNhsNumber('9990000026')!, purpose: 'emergency-care' });
    for (const act of ['override', 'declare relationship', 'record objection'] as const)
      expect(said(decideActAbout(other, act))).toBe('OTHER_PERSON');
  });
});

describe('the review of a claim', () => {
  const claim = { kind: 'emergency-override', userId: 'somebody' } as const;
  test('R20 is for the reviewers of the profile, and never one’s own', () => {
    expect(said(decideClaimReview(about('privacy-officer'), claim))).toBe('yes');
    expect(said(decideClaimReview(about('privacy-officer'), { ...claim, userId: 'u1' }))).toBe('OWN_CLAIM');
    expect(said(decideClaimReview(about('privacy-officer', { purpose: 'direct-care' }), claim))).toBe('PURPOSE_NOT_PERMITTED');
    expect(said(decideClaimReview(about('gp'), claim))).toBe('ROLE_NOT_PERMITTED');
    const byGp = { declaredRelationship: { ...profile.declaredRelationship!, reviewedBy: ['gp' as const] } };
    expect(kindsReviewed(about('gp', {}, byGp))).toEqual(['declared-relationship']);
    expect(said(decideClaimReview(about('gp', {}, byGp), claim))).toBe('ROLE_NOT_PERMITTED');
    expect(said(decideClaimReview(about('gp', {}, byGp), { ...claim, kind: 'declared-relationship' }))).toBe('yes');
  });
});

describe('R16 a parent or guardian', () => {
  test.each([
    [['2013-06-02'], 'yes'],
    [['2013-06-01'], 'CHILD_DECIDES'],
    [['2014-01-01', '2013-06-02'], 'yes'],
    [['2014-01-01', '2012-01-01'], 'CHILD_DECIDES'],
    [['2013'], 'CHILD_DECIDES'],
    [['2014'], 'yes'],
    [['2013-07'], 'yes'],
    [['2013-06'], 'CHILD_DECIDES'],
    [['2013-06-02T10:00+00:00'], 'yes'],
    [[], 'AGE_NOT_KNOWN'],
    [['soon'], 'AGE_NOT_KNOWN'],
    [['2030-01-01'], 'AGE_NOT_KNOWN'],
    [['soon', '2000'], 'CHILD_DECIDES'],
  ] as const)('of somebody born %j: %s', (dates, expected) => {
    expect(said(decideForChild(about('gp'), dates))).toBe(expected);
  });
});
