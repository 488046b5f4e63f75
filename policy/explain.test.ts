import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nothingDecided, type ClaimInForce, type PersonFacts } from '../schema/facts.js';
import { parseNhsNumber } from '../schema/nhs-number.js';
import { sectionNames } from '../schema/sections.js';
import { decide, type About } from './decide.js';
import { explain } from './explain.js';
import { anyQuestion } from './test-questions.js';
import { records } from './test-records.js';

const now = new Date('2026-06-01T12:00:00Z');

function about(profile: string | undefined, facts: Partial<PersonFacts> = {}, viewer: Partial<About['viewer']> = {}): About {
  return {
    viewer: {
      userId: 'user-1',
      name: undefined,
      roleCode: 'R0260',
      role: 'gp',
      organisation: 'Y99901',
      purpose: 'direct-care',
      sessionId: 'session-1',
      ...viewer,
    },
    facts: {
      nhsNumber: parseNhsNumber('9990000018')!,
      known: true,
      involvements: [{ kind: 'registered-practice', organisation: 'Y99901' }],
      objections: [],
      sensitiveAddress: false,
      ...nothingDecided,
      ...facts,
    },
    policy: records.get(profile)!,
    population: 'synthetic',
    now,
  };
}
const claim = (kind: ClaimInForce['kind'], more: Partial<ClaimInForce> = {}): ClaimInForce => ({
  id: kind,
  kind,
  userId: 'user-1',
  organisation: 'Y99901',
  fromMs: now.getTime() - 600_000,
  untilMs: now.getTime() + 600_000,
  ...more,
});
const sectionOf = (explained: ReturnType<typeof explain>, name: string) =>
  explained.sections.find(({ section }) => section === name)!;

describe('an explanation', () => {
  test('says of every section and share what the decision says', () => {
    fc.assert(
      fc.property(anyQuestion, ({ section: _s, element: _e, locating: _l, partner: _p, ...asked }) => {
        const explained = explain(asked, ['RGT', 'Y99901', 'RZZ']);
        expect(explained.person).toEqual(decide(asked));
        expect(explained.sections.map(({ section }) => section)).toEqual(sectionNames);
        for (const { section, decision, shares, elements } of explained.sections) {
          expect(decision).toEqual(decide({ ...asked, section }));
          for (const { partner, decision: share, kept } of shares) {
            expect(share).toEqual(decide({ ...asked, section, partner }));
            for (const element of kept) expect(decide({ ...asked, section, element, partner }).permitted).toBe(true);
          }
          if (decision.permitted && section === 'problemList')
            for (const element of elements.filter((name) => name !== 'narrative'))
              expect(decide({ ...asked, section, element }).permitted).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('lists the checks in order, and asks none after the one that refused', () => {
    const { checks } = explain(about('asked'), []);
    expect(checks.map(({ asks }) => asks)).toEqual([
      'role',
      'organisation',
      'assurance of the sign-in',
      'staff directory',
      'yearly training',
      'purpose',
      'person the session was opened for',
      'anything at all for the role',
      'analysis by analysts only',
      'relationship',
      'opt-outs',
      'consent',
    ]);
    expect(checks.at(-3)).toMatchObject({ rule: 'R2', outcome: { permitted: true, basis: 'registered-practice at Y99901' } });
    expect(checks.at(-1)).toMatchObject({ rule: 'R18', outcome: { permitted: false, reason: 'CONSENT_NOT_ASKED' } });

    const stopped = explain(about(undefined, {}, { organisation: 'RNODSPT' }), []).checks;
    expect(stopped.slice(0, 3).map(({ outcome }) => outcome?.permitted)).toEqual([true, false, undefined]);
    expect(stopped.slice(2).every(({ outcome }) => outcome === undefined)).toBe(true);
  });

  test('names the objections that stand against a share, and what is kept of it', () => {
    const objections = [{ id: 'to all' }, { id: 'to another', recipientPartners: ['RT1'] }];
    const explained = explain(about(undefined, { objections }), ['RGT', 'Y99901']);
    const [hospital, own] = sectionOf(explained, 'personDemographics').shares;
    expect(hospital).toMatchObject({ decision: { reason: 'OBJECTION' }, objections: ['to all'] });
    expect(hospital!.kept).toEqual(expect.arrayContaining(['personName', 'dateOfBirth', 'nhsNumber']));
    expect(hospital!.kept).not.toContain('gender');
    expect(own).toMatchObject({ decision: { permitted: true }, objections: [], kept: [] });
    expect(sectionOf(explained, 'problemList').shares[0]).toMatchObject({ objections: ['to all'], kept: [] });
    expect(explained.objections).toEqual([
      { id: 'to all', underReview: false, isSetAside: false },
      { id: 'to another', underReview: false, isSetAside: false },
    ]);
  });

  test('says what an override does without: only what would withhold something', () => {
    const override = [claim('emergency-override')];
    expect(explain(about('reviewed', { claims: override }), []).claims).toMatchObject([{ setsAside: [] }]);
    expect(explain(about('reviewed', { claims: override, involvements: [] }), []).claims).toMatchObject([
      { id: 'emergency-override', setsAside: ['relationship'] },
    ]);
    const hidden = explain(about('reviewed', { claims: override, objections: [{ id: 'o' }] }), ['RGT']);
    expect(hidden.claims).toMatchObject([{ setsAside: ['objection'], untilMs: now.getTime() + 600_000 }]);
    expect(hidden.objections).toEqual([{ id: 'o', underReview: false, isSetAside: true }]);
    expect(sectionOf(hidden, 'problemList').shares).toMatchObject([{ decision: { permitted: true }, objections: ['o'] }]);
  });

  test('says which claim stands in for a relationship or for consent, and which answer counts', () => {
    const claims = [claim('without-consent', { ground: 'lacks-capacity' }), claim('declared-relationship')];
    const explained = explain(about('asked', { claims, involvements: [] }), []);
    expect(explained.claims.map(({ kind, setsAside }) => [kind, setsAside])).toEqual([
      ['declared-relationship', ['relationship']],
      ['without-consent', ['consent']],
    ]);
    const answer = { answer: 'given', organisation: 'Y99901', answeredMs: now.getTime() - 1 } as const;
    const answered = explain(about('asked', { claims, consents: [answer] }), []);
    expect(answered.consent).toEqual(answer);
    expect(answered.claims.map(({ setsAside }) => setsAside)).toEqual([[], []]);
  });

  test('tells which elements the role does not see', () => {
    const { sections } = explain(about(undefined, {}, { role: 'receptionist' }), []);
    const demographics = sections.find(({ section }) => section === 'personDemographics')!;
    expect(demographics.elements).toContain('personName');
    expect(demographics.elementsWithheld).toContain('ethnicity');
    expect(demographics.elements.filter((element) => demographics.elementsWithheld.includes(element))).toEqual([]);
  });
});
