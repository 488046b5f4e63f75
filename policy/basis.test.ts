import { describe, expect, test } from 'vitest';
import { nothingDecided } from '../schema/facts.js';
import { parseNhsNumber } from '../schema/nhs-number.js';
import { sectionNames } from '../schema/sections.js';
import { explanationOf, lawfulBasisOf, reasons, relationshipOf, type Question } from './decide.js';
import { records } from './test-records.js';

const policy = records.get(undefined)!;

describe('what the audit is told', () => {
  const asked: Question = {
    viewer: {
      userId: 'u',
      name: undefined,
      roleCode: 'R0260',
      role: 'gp',
      organisation: 'Y99901',
      purpose: 'direct-care',
      sessionId: 's',
    },
    facts: {
      nhsNumber: parseNhsNumber('9990000018')!,
      known: true,
      involvements: [{ kind: 'registered-practice', organisation: 'Y99901' }],
      objections: [],
      sensitiveAddress: false,
      ...nothingDecided,
    },
    policy,
    population: 'synthetic',
    now: new Date('2026-06-01T12:00:00Z'),
  };

  test('the relationship an access rests on, and none for a refusal', () => {
    expect(relationshipOf(asked)).toBe('registered-practice at Y99901');
    expect(relationshipOf({ ...asked, facts: { ...asked.facts, involvements: [] } })).toBeUndefined();
  });

  test('the lawful basis of the purpose, and none for a purpose nobody knows', () => {
    expect(lawfulBasisOf(policy, 'direct-care')).toEqual(['UK GDPR 6(1)(e)', 'UK GDPR 9(2)(h)']);
    expect(lawfulBasisOf(policy, 'unheard-of')).toEqual([]);
  });

  test('a reason is told in the words of the profile where it has its own', () => {
    expect(explanationOf('OBJECTION')).toBe(reasons.OBJECTION);
    expect(explanationOf('OBJECTION', { OBJECTION: 'The patient has declined to have an electronic shared record.' })).toMatch(
      /declined/,
    );
  });
});

test('every section can be seen by somebody', () => {
  const seen = new Set([...policy.roles.values()].flatMap((view) => [...view.keys()]));
  expect([...seen].sort()).toEqual([...sectionNames].sort());
});
