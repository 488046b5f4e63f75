import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readCheckedYaml } from '../schema/checked-yaml.js';
import type { Involvement } from '../schema/entry.js';
import type { ClaimInForce, ConsentAnswer, ObjectionInForce, StaffFacts } from '../schema/facts.js';
import { parseNhsNumber } from '../schema/nhs-number.js';
import { projectPath } from '../schema/project-path.js';
import { sectionNames } from '../schema/sections.js';
import { roles } from '../schema/viewer.js';
import { decide, explanationOf, reasons, type Decision, type Question, type ReasonCode } from './decide.js';
import { decideActAbout, decideClaimReview, decideForChild, decideGround, type GovernanceAct } from './governance.js';
import { records, variants } from './test-records.js';

const folder = projectPath('policy/cases');
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml') && file !== 'profile.yaml');

const kinds = [
  'registered-practice',
  'admission',
  'attendance',
  'referral',
  'appointment',
  'social-care-service',
  'social-care-case',
];
const nhsNumber = z.string().transform((text) => parseNhsNumber(text)!);
const claimKind = z.enum(['declared-relationship', 'emergency-override', 'without-consent']);
const acts = [
  'read objections',
  'record objection',
  'withdraw objection',
  'review objection',
  'read consents',
  'record consent',
  'read address flags',
  'set address flag',
  'lift address flag',
  'declare relationship',
  'override',
  'access without consent',
] as const satisfies readonly GovernanceAct[];
const section = z.enum(sectionNames as [string, ...string[]]);
const shape = z.array(
  z.strictObject({
    case: z.string(),
    rules: z.array(z.string().regex(/^R\d+$/)).min(1),
    now: z.string().default('2026-06-01T12:00:00Z'),
    /** A file of `profiles/`; left out: the small record as it is. */
    profile: z.enum(variants).optional(),
    population: z.enum(['real', 'synthetic']).default('synthetic'),
    viewer: z
      .strictObject({
        role: z.enum(roles).nullable(),
        organisation: z.string(),
        purpose: z.string(),
        user: z.string(),
        assurance: z.enum(['AAL1', 'AAL2', 'AAL3']),
        lockedTo: nhsNumber,
      })
      .partial()
      .default({}),
    /** What the staff directory says; left out: it does not know them. */
    staff: z.strictObject({ active: z.boolean(), trainingValidUntil: z.string().optional() }).optional(),
    person: z
      .strictObject({
        known: z.boolean(),
        involvements: z.array(
          z.strictObject({
            kind: z.enum(kinds),
            organisation: z.string(),
            from: z.string().optional(),
            until: z.string().optional(),
          }),
        ),
        objections: z.array(
          z.strictObject({
            sections: z.array(section).optional(),
            sourcePartners: z.array(z.string()).optional(),
            recipientPartners: z.array(z.string()).optional(),
            underReview: z.boolean().optional(),
          }),
        ),
        sensitiveAddress: z.boolean(),
        otherNumbers: z.array(nhsNumber),
        consents: z.array(z.strictObject({ answer: z.enum(['given', 'refused']), organisation: z.string(), at: z.string() })),
        claims: z.array(
          z.strictObject({
            kind: claimKind,
            ground: z.string().optional(),
            user: z.string().default('user-1'),
            organisation: z.string().default('Y99901'),
            from: z.string().default('2026-06-01T11:30:00Z'),
            until: z.string().default('2026-06-01T12:30:00Z'),
          }),
        ),
        optOuts: z.strictObject({ national: z.boolean(), practice: z.boolean() }).partial(),
      })
      .partial()
      .default({}),
    ask: z
      .strictObject({
        section,
        element: z.string(),
        locating: z.boolean(),
        partner: z.string(),
        /** Instead of what is shown: whether the viewer may do this about the person. */
        act: z.enum(acts),
        /** Whether the viewer may name this ground for access without consent. */
        ground: z.string(),
        /** Whether the viewer may review this claim. */
        review: z.strictObject({ kind: claimKind, user: z.string() }),
        /** Whether a parent or guardian may speak for somebody with these dates of birth on record. */
        parentOfBorn: z.array(z.string()),
      })
      .partial()
      .default({}),
    expect: z.enum(['permitted', ...(Object.keys(reasons) as ReasonCode[])]),
    basis: z.string().optional(),
    /** What the reader is told, where the profile has its own words. */
    told: z.string().optional(),
  }),
);

function questionOf({ profile, viewer, staff, person, ask, now, population }: z.output<typeof shape>[number]): Question {
  const role = viewer.role === undefined ? 'gp' : (viewer.role ?? undefined);
  return {
    viewer: {
      userId: viewer.user ?? 'user-1',
      name: undefined,
      roleCode: 'R0260',
      role,
      organisation: viewer.organisation ?? 'Y99901',
      purpose: viewer.purpose ?? 'direct-care',
      sessionId: 'session-1',
      ...(viewer.assurance && { assurance: viewer.assurance }),
      ...(viewer.lockedTo && { lockedTo: viewer.lockedTo }),
    },
    ...(staff && { staff: staff as StaffFacts }),
    facts: {
      nhsNumber: parseNhsNumber('9990000018')!,
      known: person.known ?? true,
      involvements: (person.involvements ?? [
        { kind: 'registered-practice', organisation: 'Y99901' },
      ]) as unknown as Involvement[],
      objections: (person.objections ?? []).map((objection, at) => ({
        id: `objection-${at}`,
        ...objection,
      })) as unknown as ObjectionInForce[],
      sensitiveAddress: person.sensitiveAddress ?? false,
      ...(person.otherNumbers && { otherNumbers: person.otherNumbers }),
      consents: (person.consents ?? []).map(({ at, ...answer }): ConsentAnswer => ({ ...answer, answeredMs: Date.parse(at) })),
      claims: (person.claims ?? []).map(({ user, from, until, ground, ...claim }, at): ClaimInForce => ({
        ...claim,
        id: `claim-${at}`,
        userId: user,
        fromMs: Date.parse(from),
        untilMs: Date.parse(until),
        ...(ground !== undefined && { ground }),
      })),
      optOuts: {
        nationalDataOptOut: person.optOuts?.national ?? false,
        gpDissent: person.optOuts?.practice ?? false,
      },
    },
    policy: records.get(profile)!,
    population,
    now: new Date(now),
    ...(ask as Pick<Question, 'section' | 'element' | 'locating' | 'partner'>),
  };
}

/** What the case asks: whether something is shown, or may be done. */
function decisionOf(one: z.output<typeof shape>[number]): Decision {
  const { act, ground, review, parentOfBorn } = one.ask;
  const question = questionOf(one);
  if (act !== undefined) return decideActAbout(question, act);
  if (ground !== undefined) return decideGround(question, ground);
  if (review !== undefined) return decideClaimReview(question, { kind: review.kind, userId: review.user });
  if (parentOfBorn !== undefined) return decideForChild(question, parentOfBorn);
  return decide(question);
}

let count = 0;
const reached = new Set<string>();
for (const file of files) {
  describe(file, () => {
    for (const one of readCheckedYaml(`${folder}/${file}`, shape)) {
      count++;
      reached.add(one.expect);
      test(`${one.rules.join(', ')}: ${one.case}`, () => {
        const decision = decisionOf(one);
        expect(decision.permitted ? 'permitted' : decision.reason).toBe(one.expect);
        if (one.basis !== undefined) expect(decision).toMatchObject({ basis: one.basis });
        if (one.told !== undefined)
          expect(explanationOf(one.expect as ReasonCode, records.get(one.profile)!.messages)).toBe(one.told);
      });
    }
  });
}

test('there are at least a hundred and fifty cases, and every reason code is reached by one', () => {
  expect(count).toBeGreaterThanOrEqual(150);
  expect([...reached].sort()).toEqual(['permitted', ...Object.keys(reasons)].sort());
});
