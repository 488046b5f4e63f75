import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Involvement, RelationshipKind, Section } from '../schema/entry.js';
import { nothingDecided, type ObjectionInForce, type PersonFacts } from '../schema/facts.js';
import { parseNhsNumber } from '../schema/nhs-number.js';
import type { PartialDateTime } from '../schema/partial-date.js';
import { loadProfile } from '../schema/profile.js';
import { projectPath } from '../schema/project-path.js';
import { sectionNames } from '../schema/sections.js';
import { roles } from '../schema/viewer.js';
import { decide, decisionsAbout, explanationOf, lawfulBasisOf, reasons, relationshipOf, type Question } from './decide.js';
import { loadPolicy } from './table.js';

const profile = loadProfile(projectPath('policy/cases/profile.yaml'));
const policy = loadPolicy(profile);
const partners = [...profile.partners.map((partner) => partner.ods), 'RZZ'];
const elements = ['problem', 'personsAddress', 'narrative', 'date', 'location', 'id', 'nonsense'];
const kinds: readonly RelationshipKind[] = [
  'registered-practice',
  'admission',
  'attendance',
  'referral',
  'appointment',
  'social-care-service',
  'social-care-case',
];

const oneOf = <T>(values: readonly T[]) => fc.constantFrom(...values);
const dates = oneOf([
  '2019',
  '2026-05',
  '2026-05-20',
  '2026-06-01T09:15+01:00',
  '2026-06-30',
  '2027-01-01',
  'not a date',
] as unknown as PartialDateTime[]);
const some = <T>(values: readonly T[]) => fc.option(fc.subarray([...values]), { nil: undefined });

const involvements: fc.Arbitrary<Involvement> = fc
  .record({
    kind: oneOf(kinds),
    organisation: oneOf(partners),
    from: fc.option(dates, { nil: undefined }),
    until: fc.option(dates, { nil: undefined }),
  })
  .map(({ kind, organisation, from, until }) => ({ kind, organisation, ...(from && { from }), ...(until && { until }) }));

const objections: fc.Arbitrary<ObjectionInForce> = fc
  .record({
    id: fc.uuid(),
    sections: some<Section>(['problemList', 'documents', 'alerts']),
    sourcePartners: some(partners),
    recipientPartners: some(partners),
  })
  .map(({ id, ...parts }) => ({ id, ...Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)) }));

const people: fc.Arbitrary<PersonFacts> = fc.record({
  nhsNumber: fc.constant(parseNhsNumber('9990000018')!),
  known: fc.boolean(),
  involvements: fc.array(involvements, { maxLength: 4 }),
  objections: fc.array(objections, { maxLength: 3 }),
  sensitiveAddress: fc.boolean(),
  consents: fc.constant([]),
  claims: fc.constant([]),
  optOuts: fc.constant(nothingDecided.optOuts),
});

const viewers = fc.record({
  userId: fc.constant('user-1'),
  name: fc.constant(undefined),
  roleCode: fc.constant('R0260'),
  role: fc.option(oneOf(roles), { nil: undefined }),
  organisation: oneOf(partners),
  purpose: oneOf([...policy.purposes.keys(), 'unheard-of']),
  sessionId: fc.constant('session-1'),
});

const questions: fc.Arbitrary<Question> = fc
  .record({
    viewer: viewers,
    facts: people,
    population: oneOf(['real', 'synthetic'] as const),
    section: fc.option(oneOf<Section>(['problemList', 'documents', 'alerts', 'personDemographics', 'vaccinations']), {
      nil: undefined,
    }),
    element: fc.option(oneOf(elements), { nil: undefined }),
    locating: fc.option(fc.boolean(), { nil: undefined }),
    partner: fc.option(oneOf(partners), { nil: undefined }),
  })
  .map(({ section, element, locating, partner, ...asked }) => ({
    ...asked,
    policy,
    now: new Date('2026-06-01T12:00:00Z'),
    ...(section && { section }),
    ...(element && { element }),
    ...(locating !== undefined && { locating }),
    ...(partner && { partner }),
  }));

/** Questions about someone who works with the person, so that a good part is permitted. */
const likely = questions.map((question): Question => {
  const viewer = { ...question.viewer, role: 'gp' as const, organisation: 'Y99901', purpose: 'direct-care' };
  const registered = { kind: 'registered-practice', organisation: 'Y99901' } as const;
  return { ...question, viewer, facts: { ...question.facts, involvements: [...question.facts.involvements, registered] } };
});
const anyQuestion = fc.oneof(questions, likely);

const permitted = (question: Question) => decide(question).permitted;

describe('whatever is asked', () => {
  test('an objection more never shows more', () => {
    fc.assert(
      fc.property(anyQuestion, objections, (question, objection) => {
        const facts = { ...question.facts, objections: [...question.facts.objections, objection] };
        return permitted(question) || !permitted({ ...question, facts });
      }),
      { numRuns: 2000 },
    );
  });

  test('an involvement less never shows more', () => {
    fc.assert(
      fc.property(anyQuestion, fc.nat(), (question, at) => {
        const facts = {
          ...question.facts,
          involvements: question.facts.involvements.filter((_, i, all) => i !== at % all.length),
        };
        return permitted(question) || !permitted({ ...question, facts });
      }),
      { numRuns: 2000 },
    );
  });

  test('a sensitive-address flag never shows more', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const facts = { ...question.facts, sensitiveAddress: true };
        return permitted(question) || !permitted({ ...question, facts });
      }),
      { numRuns: 2000 },
    );
  });

  test('a narrower question is never permitted where the wider one is refused', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const { element: _element, locating: _locating, partner: _partner, ...wider } = question;
        return permitted(wider) || !permitted(question);
      }),
      { numRuns: 2000 },
    );
  });

  test('anything unknown refuses: role, organisation, purpose, section, element, partner', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const { viewer } = question;
        expect(permitted({ ...question, viewer: { ...viewer, role: undefined } })).toBe(false);
        expect(permitted({ ...question, viewer: { ...viewer, role: 'chaplain' as never } })).toBe(false);
        expect(permitted({ ...question, viewer: { ...viewer, organisation: 'RZZ' } })).toBe(false);
        expect(permitted({ ...question, viewer: { ...viewer, purpose: 'constructor' } })).toBe(false);
        expect(permitted({ ...question, section: 'toString' as never })).toBe(false);
        expect(permitted({ ...question, section: 'problemList', element: 'constructor' })).toBe(false);
        expect(permitted({ ...question, partner: 'RZZ' })).toBe(false);
      }),
    );
  });

  test('care staff see nothing without an involvement of their own organisation', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const own = question.facts.involvements.some(({ organisation }) => organisation === question.viewer.organisation);
        return own || question.viewer.role === 'analyst' || !permitted(question);
      }),
    );
  });

  test('the answer depends on the facts alone and changes none of them', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const { policy: _policy, ...facts } = question;
        const before = JSON.stringify(facts);
        expect(decide(question)).toEqual(decide(question));
        expect(JSON.stringify(facts)).toBe(before);
      }),
    );
  });

  test('a refusal has a known reason and a rule, and its rule tells nothing about the person', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const decision = decide(question);
        if (decision.permitted) return;
        expect(reasons).toHaveProperty(decision.reason);
        expect(decision.rule).toMatch(/^R\d+ /);
        expect(decision.rule).not.toContain(question.facts.nhsNumber);
      }),
    );
  });

  test('asking one by one and preparing the decisions once give the same answers', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const { section, element, locating, partner, ...about } = question;
        const prepared = decisionsAbout(about);
        expect(prepared.person).toEqual(decide(about));
        if (section === undefined) return;
        expect(prepared.section(section)).toEqual(decide({ ...about, section }));
        if (element !== undefined)
          expect(prepared.element(section, element, locating)).toEqual(
            decide({ ...about, section, element, ...(locating !== undefined && { locating }) }),
          );
        if (partner !== undefined) expect(prepared.partner(partner, section)).toEqual(decide({ ...about, section, partner }));
      }),
    );
  });

  test('what was decided for one viewer or moment is never answered to another', () => {
    fc.assert(
      fc.property(anyQuestion, viewers, oneOf(['2026-06-01T12:00:00Z', '2024-06-01T12:00:00Z']), (question, viewer, moment) => {
        decide(question);
        const others = [
          { ...question, viewer },
          { ...question, now: new Date(moment) },
          { ...question, population: question.population === 'real' ? 'synthetic' : 'real' } as const,
        ];
        for (const other of others) expect(decide(other)).toEqual(decide({ ...other, facts: { ...other.facts } }));
      }),
    );
  });

  test('these properties are not held up by refusals alone', () => {
    const answers = fc.sample(likely, { numRuns: 500, seed: 7 }).map(permitted);
    expect(answers.filter(Boolean).length).toBeGreaterThan(50);
    expect(answers.filter((answer) => !answer).length).toBeGreaterThan(50);
  });
});

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
