import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readCheckedYaml } from '../schema/checked-yaml.js';
import type { Involvement } from '../schema/entry.js';
import { nothingDecided, type ObjectionInForce } from '../schema/facts.js';
import { parseNhsNumber } from '../schema/nhs-number.js';
import { loadProfile } from '../schema/profile.js';
import { projectPath } from '../schema/project-path.js';
import { sectionNames } from '../schema/sections.js';
import { roles } from '../schema/viewer.js';
import { decide, reasons, type Question, type ReasonCode } from './decide.js';
import { loadPolicy } from './table.js';

const folder = projectPath('policy/cases');
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml') && file !== 'profile.yaml');
const policy = loadPolicy(loadProfile(`${folder}/profile.yaml`));

const kinds = [
  'registered-practice',
  'admission',
  'attendance',
  'referral',
  'appointment',
  'social-care-service',
  'social-care-case',
];
const section = z.enum(sectionNames as [string, ...string[]]);
const shape = z.array(
  z.strictObject({
    case: z.string(),
    rules: z.array(z.string().regex(/^R\d+$/)).min(1),
    now: z.string().default('2026-06-01T12:00:00Z'),
    population: z.enum(['real', 'synthetic']).default('synthetic'),
    viewer: z
      .strictObject({ role: z.enum(roles).nullable(), organisation: z.string(), purpose: z.string() })
      .partial()
      .default({}),
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
          }),
        ),
        sensitiveAddress: z.boolean(),
      })
      .partial()
      .default({}),
    ask: z.strictObject({ section, element: z.string(), locating: z.boolean(), partner: z.string() }).partial().default({}),
    expect: z.enum(['permitted', ...(Object.keys(reasons) as ReasonCode[])]),
    basis: z.string().optional(),
  }),
);

function questionOf({ viewer, person, ask, now, population }: z.output<typeof shape>[number]): Question {
  const role = viewer.role === undefined ? 'gp' : (viewer.role ?? undefined);
  return {
    viewer: {
      userId: 'user-1',
      name: undefined,
      roleCode: 'R0260',
      role,
      organisation: viewer.organisation ?? 'Y99901',
      purpose: viewer.purpose ?? 'direct-care',
      sessionId: 'session-1',
    },
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
      ...nothingDecided,
    },
    policy,
    population,
    now: new Date(now),
    ...(ask as Pick<Question, 'section' | 'element' | 'locating' | 'partner'>),
  };
}

let count = 0;
const reached = new Set<string>();
for (const file of files) {
  describe(file, () => {
    for (const one of readCheckedYaml(`${folder}/${file}`, shape)) {
      count++;
      reached.add(one.expect);
      test(`${one.rules.join(', ')}: ${one.case}`, () => {
        const decision = decide(questionOf(one));
        expect(decision.permitted ? 'permitted' : decision.reason).toBe(one.expect);
        if (one.basis !== undefined) expect(decision).toMatchObject({ basis: one.basis });
      });
    }
  });
}

test('there are at least a hundred cases, and every reason code is reached by one', () => {
  expect(count).toBeGreaterThanOrEqual(100);
  expect([...reached].sort()).toEqual(['permitted', ...Object.keys(reasons)].sort());
});
