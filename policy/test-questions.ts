/** Questions drawn at random, over every small record of the cases: who asks, what is known, what is asked. */
import fc from 'fast-check';
import type { Involvement, RelationshipKind, Section } from '../schema/entry.js';
import type { ClaimInForce, ConsentAnswer, ObjectionInForce, PersonFacts, StaffFacts } from '../schema/facts.js';
import { parseNhsNumber } from '../schema/nhs-number.js';
import type { PartialDateTime } from '../schema/partial-date.js';
import { roles, type Viewer } from '../schema/viewer.js';
import type { Question } from './decide.js';
import { records } from './test-records.js';

const policies = [...records.values()];
const partners = [...policies[0]!.partners.keys(), 'RZZ'];
export const now = new Date('2026-06-01T12:00:00Z');
const numbers = ['9990000018', '9990000026', '9990000034'].map((text) => parseNhsNumber(text)!);
const [person, merged, stranger] = numbers as [(typeof numbers)[0], (typeof numbers)[0], (typeof numbers)[0]];
export { stranger };

const elements = [
  'problem',
  'personName',
  'dateOfBirth',
  'nhsNumber',
  'gender',
  'personsAddress',
  'narrative',
  'id',
  'provenance',
  'nonsense',
];
const relationshipKinds: readonly RelationshipKind[] = [
  'registered-practice',
  'admission',
  'attendance',
  'referral',
  'appointment',
  'social-care-service',
  'social-care-case',
];

export const oneOf = <T>(values: readonly T[]) => fc.constantFrom(...values);
const perhaps = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
const some = <T>(values: readonly T[]) => perhaps(fc.subarray([...values]));
const dates = oneOf([
  '2019',
  '2026-05',
  '2026-05-20',
  '2026-06-01T09:15+01:00',
  '2026-06-30',
  '2027-01-01',
  'not a date',
] as unknown as PartialDateTime[]);
/** Around now: minutes, hours, months before and after, and a moment that cannot be read. */
const moments = oneOf([-1e11, -8e9, -3e7, -1e6, -1, 0, 1, 1e6, 3e7, 8e9, Number.NaN].map((away) => now.getTime() + away));

/** `value` without the parts that are undefined. */
function only<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as never;
}

export const involvements: fc.Arbitrary<Involvement> = fc
  .record({ kind: oneOf(relationshipKinds), organisation: oneOf(partners), from: perhaps(dates), until: perhaps(dates) })
  .map((drawn) => only(drawn) as Involvement);

export const objections: fc.Arbitrary<ObjectionInForce> = fc
  .record({
    id: fc.uuid(),
    sections: some<Section>(['problemList', 'documents', 'personDemographics']),
    sourcePartners: some(partners),
    recipientPartners: some(partners),
    underReview: perhaps(fc.boolean()),
  })
  .map((drawn) => only(drawn) as ObjectionInForce);

export const answers: fc.Arbitrary<ConsentAnswer> = fc.record({
  answer: oneOf(['given', 'refused'] as const),
  organisation: oneOf(['Y99901', 'RGT']),
  answeredMs: moments,
});

export const claims: fc.Arbitrary<ClaimInForce> = fc
  .record({
    id: fc.uuid(),
    kind: oneOf(['declared-relationship', 'emergency-override', 'without-consent'] as const),
    userId: oneOf(['user-1', 'user-1', 'user-2']),
    organisation: oneOf(['Y99901', 'Y99901', 'RGT']),
    ground: perhaps(oneOf(['lacks-capacity', 'incident-protection', 'curiosity'])),
    fromMs: moments,
    untilMs: moments,
  })
  .map((drawn) => only(drawn) as ClaimInForce);

export const people: fc.Arbitrary<PersonFacts> = fc.record({
  nhsNumber: fc.constant(person),
  otherNumbers: oneOf([[], [merged]]),
  known: fc.boolean(),
  involvements: fc.array(involvements, { maxLength: 3 }),
  objections: fc.array(objections, { maxLength: 3 }),
  sensitiveAddress: fc.boolean(),
  consents: fc.array(answers, { maxLength: 3 }),
  claims: fc.array(claims, { maxLength: 3 }),
  optOuts: fc.record({ nationalDataOptOut: fc.boolean(), gpDissent: fc.boolean() }),
});

export const viewers: fc.Arbitrary<Viewer> = fc
  .record({
    userId: fc.constant('user-1'),
    name: fc.constant(undefined),
    roleCode: fc.constant('R0260'),
    role: perhaps(oneOf(roles)),
    organisation: oneOf(partners),
    purpose: oneOf([...policies[0]!.purposes.keys(), 'unheard-of']),
    sessionId: fc.constant('session-1'),
    assurance: perhaps(oneOf(['AAL1', 'AAL2', 'AAL3'] as const)),
    lockedTo: perhaps(oneOf(numbers)),
  })
  .map(({ name, role, ...drawn }) => ({ ...only(drawn), name, role }));

const staff: fc.Arbitrary<StaffFacts | undefined> = perhaps(
  fc
    .record({ active: fc.boolean(), trainingValidUntil: perhaps(oneOf(['2026-05-31', '2026-06-01', '2027-01-01', 'soon'])) })
    .map((drawn) => only(drawn) as StaffFacts),
);

export const questions: fc.Arbitrary<Question> = fc
  .record({
    policy: oneOf(policies),
    viewer: viewers,
    staff,
    facts: people,
    population: oneOf(['real', 'synthetic'] as const),
    section: perhaps(oneOf<Section>(['problemList', 'documents', 'alerts', 'personDemographics', 'vaccinations'])),
    element: perhaps(oneOf(elements)),
    locating: perhaps(fc.boolean()),
    partner: perhaps(oneOf(partners)),
  })
  .map((drawn) => ({ ...only(drawn), now }) as Question);

/** What is worth asking: of a section an element that it has, or none. */
const asked = oneOf<Partial<Question>>([
  {},
  { section: 'problemList' },
  { section: 'problemList', element: 'problem' },
  { section: 'documents' },
  { section: 'personDemographics' },
  ...['personName', 'dateOfBirth', 'nhsNumber', 'ethnicity', 'personsAddress', 'provenance'].map((element) => ({
    section: 'personDemographics' as const,
    element,
  })),
]);

/** Questions of trained staff about somebody they work with or override for, so that a good part is permitted. */
export const likely: fc.Arbitrary<Question> = fc
  .record({
    question: questions,
    asking: asked,
    partner: perhaps(oneOf(['RGT', 'RGT', 'RYV', 'Y99902', 'Y99901'])),
    isRelated: fc.boolean(),
    isAsked: fc.boolean(),
    claim: claims,
    role: oneOf(['gp', 'gp', 'receptionist', 'nurse', 'hospital-doctor'] as const),
  })
  .map(({ question, asking, partner, isRelated, isAsked, claim, role }): Question => {
    const { policy, facts, population, locating } = question;
    const { lockedTo: _lockedTo, ...viewer } = question.viewer;
    const own = { organisation: 'Y99901', userId: 'user-1' };
    const around = { fromMs: now.getTime() - 1e6, untilMs: now.getTime() + 1e6 };
    return {
      ...asking,
      ...(partner && { partner }),
      ...(locating === true && { locating }),
      policy,
      population,
      now,
      viewer: { ...viewer, ...own, role, purpose: 'direct-care', assurance: 'AAL3' },
      staff: { active: true, trainingValidUntil: '2027-01-01' },
      facts: {
        ...facts,
        optOuts: { ...facts.optOuts, gpDissent: false },
        involvements: isRelated
          ? [...facts.involvements, { kind: 'registered-practice', organisation: 'Y99901' }]
          : facts.involvements,
        claims: [...facts.claims, { ...claim, ...own, ...around }],
        consents: isAsked
          ? [{ answer: 'given', organisation: 'Y99901', answeredMs: now.getTime() - 2e6 }, ...facts.consents.slice(1)]
          : facts.consents,
      },
    };
  });

export const anyQuestion = fc.oneof(questions, likely);
