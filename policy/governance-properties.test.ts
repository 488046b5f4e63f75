/** Promises about every act of governance, over every kind of record, viewer and person. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideViewer, type Question } from './decide.js';
import { decideActAbout, type GovernanceAct } from './governance.js';
import { anyQuestion, claims, now, oneOf, stranger } from './test-questions.js';

const acts = oneOf<GovernanceAct>([
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
]);
const may = (question: Question, act: GovernanceAct) => decideActAbout(question, act).permitted;

describe('an act of governance', () => {
  test('is for nobody who may ask nothing: untrained, unknown, of no partner, for no purpose', () => {
    fc.assert(
      fc.property(anyQuestion, acts, (question, act) => !may(question, act) || decideViewer(question).permitted),
      { numRuns: 2000 },
    );
  });

  test('is about nobody but the person of the session', () => {
    fc.assert(
      fc.property(
        anyQuestion,
        acts,
        (question, act) => !may({ ...question, viewer: { ...question.viewer, lockedTo: stranger } }, act),
      ),
      { numRuns: 2000 },
    );
  });

  test('is not opened by an involvement or a claim less', () => {
    fc.assert(
      fc.property(anyQuestion, acts, fc.nat(), oneOf(['involvements', 'claims'] as const), (question, act, at, what) => {
        const left = question.facts[what].filter((_, i, all) => i !== at % all.length);
        return may(question, act) || !may({ ...question, facts: { ...question.facts, [what]: left } }, act);
      }),
      { numRuns: 2000 },
    );
  });

  test('that shows more rests on no claim', () => {
    fc.assert(
      fc.property(
        anyQuestion,
        oneOf<GovernanceAct>(['withdraw objection', 'review objection', 'lift address flag']),
        claims,
        (question, act, claim) => {
          const { viewer } = question;
          const counting = { ...claim, userId: viewer.userId, organisation: viewer.organisation };
          const around = { fromMs: now.getTime() - 1, untilMs: now.getTime() + 1 };
          const facts = { ...question.facts, involvements: [], claims: [{ ...counting, ...around }] };
          return viewer.role === 'privacy-officer' || !may({ ...question, facts }, act);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('does not depend on what the person has decided: it is what that is decided by', () => {
    fc.assert(
      fc.property(anyQuestion, acts, (question, act) => {
        const optOuts = { nationalDataOptOut: true, gpDissent: true };
        const consents = [{ answer: 'refused', organisation: question.viewer.organisation, answeredMs: now.getTime() }] as const;
        const facts = { ...question.facts, objections: [{ id: 'all' }], consents, optOuts };
        expect(may({ ...question, facts }, act)).toBe(may(question, act));
      }),
      { numRuns: 1000 },
    );
  });

  test('these properties are not held up by refusals alone', () => {
    const drawn = fc.sample(fc.tuple(anyQuestion, acts), { numRuns: 5000, seed: 7 });
    const allowed = new Set(drawn.filter(([question, act]) => may(question, act)).map(([, act]) => act));
    for (const act of ['record objection', 'withdraw objection', 'record consent', 'declare relationship', 'override'] as const)
      expect(allowed).toContain(act);
  });
});
