import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PersonFacts } from '../schema/facts.js';
import { projectPath } from '../schema/project-path.js';
import { decide, decisionsAbout, reasons, relationshipOf, type Question } from './decide.js';
import { answers, anyQuestion, claims, likely, now, objections, oneOf, stranger, viewers } from './test-questions.js';
import { records } from './test-records.js';

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

  test('an involvement or a claim less never shows more', () => {
    fc.assert(
      fc.property(anyQuestion, fc.nat(), oneOf(['involvements', 'claims'] as const), (question, at, what) => {
        const left = question.facts[what].filter((_, i, all) => i !== at % all.length);
        return permitted(question) || !permitted({ ...question, facts: { ...question.facts, [what]: left } });
      }),
      { numRuns: 2000 },
    );
  });

  test('a refusal of consent more never shows more', () => {
    fc.assert(
      fc.property(anyQuestion, answers, (question, answer) => {
        const consents = [...question.facts.consents, { ...answer, answer: 'refused' as const }];
        return permitted(question) || !permitted({ ...question, facts: { ...question.facts, consents } });
      }),
      { numRuns: 2000 },
    );
  });

  test('an opt-out more, a staff record less, or an objection decided never shows more', () => {
    fc.assert(
      fc.property(anyQuestion, ({ staff, ...question }) => {
        const { facts } = question;
        const asked = { ...question, staff };
        const decided = facts.objections.map((objection) => ({ ...objection, underReview: false }));
        const less: readonly Question[] = [
          { ...asked, facts: { ...facts, optOuts: { nationalDataOptOut: true, gpDissent: true } } },
          { ...asked, staff: staff?.active === true ? { active: true } : staff },
          { ...asked, staff: { ...staff, active: false } },
          { ...asked, facts: { ...facts, objections: decided } },
        ];
        return permitted(asked) || !less.some(permitted);
      }),
      { numRuns: 2000 },
    );
  });

  test('no claim, relationship or answer widens a role: nothing is shown that the role table does not have', () => {
    fc.assert(
      fc.property(anyQuestion, ({ locating: _locating, ...question }) => {
        const { section, element, viewer } = question;
        if (section === undefined || !permitted(question)) return;
        const view = question.policy.roles.get(viewer.role!)!.get(section);
        expect(view).toBeDefined();
        if (element !== undefined) expect(view).toContain(element);
      }),
      { numRuns: 4000 },
    );
  });

  test('a claim shows no more than a relationship, an agreement and no objection would', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const { organisation } = question.viewer;
        const at = { organisation, answeredMs: now.getTime() };
        const facts: PersonFacts = {
          ...question.facts,
          claims: [],
          objections: [],
          involvements: [{ kind: 'registered-practice', organisation }],
          consents: [{ answer: 'given', ...at }],
        };
        return !permitted(question) || permitted({ ...question, facts });
      }),
      { numRuns: 2000 },
    );
  });

  test('an override that sets only the relationship aside leaves every objection standing', () => {
    const asked = records.get('asked')!;
    fc.assert(
      fc.property(likely, claims, (question, claim) => {
        const { facts } = question;
        const override = { ...claim, kind: 'emergency-override' as const, userId: 'user-1', organisation: 'RGT' };
        const viewer = {
          ...question.viewer,
          role: 'hospital-doctor' as const,
          organisation: 'RGT',
          purpose: 'emergency-care',
        };
        const under = { ...question, policy: asked, viewer, partner: 'Y99901' };
        return !permitted({
          ...under,
          facts: { ...facts, objections: [{ id: 'all' }], claims: [override] },
          section: 'problemList',
        });
      }),
    );
  });

  test('of a record objected to as a whole nobody else reads more than the minimum, and no override means nobody', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const { section, element, partner, viewer } = question;
        const facts = { ...question.facts, objections: [{ id: 'all' }], claims: [] };
        if (partner === undefined || partner === viewer.organisation || !permitted({ ...question, facts })) return;
        expect(section).toBe('personDemographics');
        expect(['personName', 'dateOfBirth', 'nhsNumber', 'id']).toContain(element);
      }),
      { numRuns: 4000 },
    );
  });

  test('a session opened for one person reads no other, whatever is claimed or asked', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => !permitted({ ...question, viewer: { ...question.viewer, lockedTo: stranger } })),
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

  test('care staff see nothing without an involvement of their own organisation or a claim of their own', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const claimed = question.facts.claims.some(
          ({ userId, organisation, kind }) =>
            kind !== 'without-consent' && userId === question.viewer.userId && organisation === question.viewer.organisation,
        );
        const own =
          claimed || question.facts.involvements.some(({ organisation }) => organisation === question.viewer.organisation);
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
          { ...question, staff: { active: false } },
          { ...question, population: question.population === 'real' ? 'synthetic' : 'real' } as const,
        ];
        for (const other of others) expect(decide(other)).toEqual(decide({ ...other, facts: { ...other.facts } }));
      }),
    );
  });

  test('these properties are not held up by refusals alone', () => {
    const drawn = fc.sample(likely, { numRuns: 8000, seed: 7 });
    const shown = drawn.filter(permitted);
    expect(shown.length).toBeGreaterThan(1000);
    expect(drawn.length - shown.length).toBeGreaterThan(1000);
    // Some of what is shown rests on each kind of claim, and some is the minimum of a record objected to.
    for (const words of ['declared relationship', 'emergency override', 'without consent', 'consent given'])
      expect([words, shown.filter((question) => relationshipOf(question)?.includes(words) === true).length > 5]).toEqual([
        words,
        true,
      ]);
    const minimum = shown.filter(({ element: _element, ...share }) => !permitted(share));
    expect(minimum.length).toBeGreaterThan(5);
  });
});

/**
 * That the sensitive categories are shown to nobody is no answer of these functions: such entries, and involvements that
 * come of them, never leave the database (test/sensitive.test.ts). What is held here is that nothing could let them through:
 * policy knows names of sections, elements and partners, and no entry, code or text.
 */
test('R22 nothing of an entry reaches policy, so no claim or ground can decide to show a sensitive one', () => {
  const files = readdirSync(projectPath('policy')).filter((file) => file.endsWith('.ts') && !file.includes('test'));
  expect(files.length).toBeGreaterThan(10);
  const taken = files.flatMap((file) => {
    const source = readFileSync(projectPath(`policy/${file}`), 'utf8');
    return [...source.matchAll(/import (?:type )?\{([^}]*)\} from '\.\.\/schema\/(?:entry|prsb\.generated)\.js'/g)].flatMap(
      ([, names]) => names!.split(',').map((name) => name.trim()),
    );
  });
  expect([...new Set(taken)].sort()).toEqual(['Involvement', 'RelationshipKind', 'Section']);
});
