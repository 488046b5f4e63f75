/** Who may do what with what is decided about a person: objections, answers, claims, flags, reviews, and the trail. */
import type { ClaimInForce } from '../schema/facts.js';
import type { Role } from '../schema/viewer.js';
import { decideViewer, refused, type About, type Asking, type Decision } from './decide.js';
import { isPersonOfSession, relationshipTo } from './person.js';
import { relationshipAt } from './relationship.js';
import type { Governance } from './table.js';

/** The purpose for which privacy officers look at who looked (R39). */
export const reviewPurpose = 'access-review';

/** What can be done with what is decided about a person. */
export type GovernanceAct =
  | 'read objections'
  | 'record objection'
  | 'withdraw objection'
  | 'review objection'
  | 'read consents'
  | 'record consent'
  | 'read address flags'
  | 'set address flag'
  | 'lift address flag'
  | 'declare relationship'
  | 'override'
  | 'access without consent';

interface Rule {
  /** The promise it keeps. */
  readonly rule: string;
  /** Roles that may, as the profile has it; nobody where it has nothing. */
  roles(governance: Governance): readonly Role[];
  /**
   * `known`: only those whose organisation the feeds know to be involved, as it shows more. `any`: also who declared a
   * relationship or overrides. `none`: it is what makes the relationship.
   */
  readonly relationship: 'known' | 'any' | 'none';
}

/**
 * Who reads: whoever has to understand why a record is thin. Not the front desk: the reason a person gives is often the
 * very thing they want kept from it. Not analysts.
 */
const readers: readonly Role[] = [
  'gp',
  'hospital-doctor',
  'nurse',
  'pharmacist',
  'social-worker',
  'paramedic',
  'privacy-officer',
];
/** To set a flag only hides; to lift one shows more. */
const flagged = {
  set: ['gp', 'hospital-doctor', 'nurse', 'social-worker', 'privacy-officer'],
  lift: ['gp', 'privacy-officer'],
} as const satisfies Record<string, readonly Role[]>;

const rulesOf: { readonly [act in GovernanceAct]: Rule } = {
  'read objections': { rule: 'R11', roles: () => readers, relationship: 'any' },
  'record objection': { rule: 'R11', roles: ({ objections }) => objections.recordedBy, relationship: 'any' },
  'withdraw objection': { rule: 'R17', roles: ({ objections }) => objections.withdrawnBy, relationship: 'known' },
  'review objection': { rule: 'R15', roles: ({ objections }) => objections.reviewedBy, relationship: 'known' },
  'read consents': { rule: 'R18', roles: ({ consent }) => [...readers, ...consent.askedBy], relationship: 'any' },
  'record consent': {
    rule: 'R18',
    roles: ({ consent }) => (consent.model === 'implied' ? [] : consent.askedBy),
    relationship: 'any',
  },
  'read address flags': { rule: 'R23', roles: () => readers, relationship: 'any' },
  'set address flag': { rule: 'R23', roles: () => flagged.set, relationship: 'any' },
  'lift address flag': { rule: 'R23', roles: () => flagged.lift, relationship: 'known' },
  'declare relationship': { rule: 'R2', roles: (words) => words.declaredRelationship?.roles ?? [], relationship: 'none' },
  override: { rule: 'R20', roles: (words) => words.override?.roles ?? [], relationship: 'none' },
  'access without consent': {
    rule: 'R19',
    roles: ({ consent, withoutConsent }) => (consent.model === 'implied' ? [] : withoutConsent.flatMap(({ roles }) => roles)),
    relationship: 'any',
  },
};

/** Whether the viewer is a privacy officer reviewing access; only they read the audit trail. */
export function decideReview(asking: Asking): Decision {
  const asked = decideViewer(asking);
  if (!asked.permitted) return asked;
  if (asking.viewer.role !== 'privacy-officer') return refused('ROLE_NOT_PERMITTED', `R39 ${asking.viewer.role} review`);
  if (asking.viewer.purpose !== reviewPurpose) return refused('PURPOSE_NOT_PERMITTED', 'R39 review purpose');
  // Who reviews, reads about many people: not in a session that was opened for one (R7).
  if (asking.viewer.lockedTo !== undefined) return sessionOfOne;
  return { permitted: true, basis: 'access review' };
}

const sessionOfOne = refused('OTHER_PERSON', 'R7 person of the session');

/** Whether the viewer's role and purpose allow the act, before it is known for whom. */
export function decideAct(asking: Asking, act: GovernanceAct): Decision {
  const asked = decideViewer(asking);
  if (!asked.permitted) return asked;
  const { viewer, policy } = asking;
  const { rule, roles } = rulesOf[act];
  const notTheirs = refused('ROLE_NOT_PERMITTED', `${rule} ${viewer.role} ${act}`);
  if (viewer.role === undefined || !roles(policy.governance).includes(viewer.role)) return notTheirs;
  if (viewer.role === 'privacy-officer') return decideReview(asking);
  if (act === 'override' && policy.governance.override?.purposes.includes(viewer.purpose) !== true)
    return refused('PURPOSE_NOT_PERMITTED', 'R20 override purpose');
  return asked;
}

/**
 * Whether the viewer may do this about this person: their role may, their session is of no other person, and they are
 * involved in the person's care. Consent and objections are not asked: they are what this is about. A privacy officer
 * needs no involvement.
 */
export function decideActAbout(about: About, act: GovernanceAct): Decision {
  const allowed = decideAct(about, act);
  if (!allowed.permitted) return allowed;
  const session = isPersonOfSession(about);
  if (!session.permitted) return session;
  const { viewer, facts, policy, now } = about;
  if (viewer.role === 'privacy-officer') return allowed;
  switch (rulesOf[act].relationship) {
    case 'none':
      return allowed;
    case 'any': {
      const related = relationshipTo(about);
      return related.permitted ? { permitted: true, basis: related.basis ?? allowed.basis } : related;
    }
    case 'known': {
      const involvement = relationshipAt(facts.involvements, viewer.organisation, now.getTime(), policy.windowMs);
      return involvement === undefined
        ? refused('NO_RELATIONSHIP', 'R2 relationship')
        : { permitted: true, basis: `${involvement.kind} at ${viewer.organisation}` };
    }
  }
}

/** Whether the viewer's role may name this ground of the profile (R19), whoever the person is. */
export function decideGround({ viewer, policy }: Asking, code: string): Decision {
  const ground = policy.governance.withoutConsent.find((one) => one.code === code);
  return ground !== undefined && viewer.role !== undefined && ground.roles.includes(viewer.role)
    ? { permitted: true, basis: `${ground.code}: ${ground.statute}` }
    : refused('ROLE_NOT_PERMITTED', `R19 ${viewer.role} ${ground?.code ?? 'ground'}`);
}

/** Kinds of claims that the viewer's role reviews, as the profile has it; an access without consent, who reviews overrides. */
export function kindsReviewed({ viewer, policy }: Asking): readonly ClaimInForce['kind'][] {
  const { override, declaredRelationship } = policy.governance;
  const reviewers: { readonly [kind in ClaimInForce['kind']]: readonly Role[] } = {
    'emergency-override': override?.reviewedBy ?? officers,
    'declared-relationship': declaredRelationship?.reviewedBy ?? officers,
    'without-consent': override?.reviewedBy ?? officers,
  };
  return Object.entries(reviewers).flatMap(([kind, roles]) =>
    viewer.role !== undefined && roles.includes(viewer.role) ? [kind as ClaimInForce['kind']] : [],
  );
}
/** Who reviews claims of a kind that the profile no longer has. */
const officers: readonly Role[] = ['privacy-officer'];

/** Whether the viewer reviews claims at all. */
export function decideReviewer(asking: Asking): Decision {
  const allowed = asking.viewer.role === 'privacy-officer' ? decideReview(asking) : decideViewer(asking);
  if (!allowed.permitted) return allowed;
  if (asking.viewer.lockedTo !== undefined) return sessionOfOne;
  if (kindsReviewed(asking).length > 0) return allowed;
  return refused('ROLE_NOT_PERMITTED', `R20 ${asking.viewer.role} review claims`);
}

/** Whether the viewer reviews this claim. Nobody reviews their own. */
export function decideClaimReview(asking: Asking, claim: Pick<ClaimInForce, 'kind' | 'userId'>): Decision {
  const allowed = decideReviewer(asking);
  if (!allowed.permitted) return allowed;
  if (!kindsReviewed(asking).includes(claim.kind))
    return refused('ROLE_NOT_PERMITTED', `R20 ${asking.viewer.role} review ${claim.kind}`);
  return claim.userId === asking.viewer.userId ? refused('OWN_CLAIM', 'R20 own claim') : allowed;
}

/**
 * Whether a parent or guardian may speak for the person (R16): every date of birth known makes them a child under the
 * profile's age. A date that is partial is read as its first day, at which the child decides soonest.
 * @param datesOfBirth as the partners give them (`YYYY`, `YYYY-MM`, `YYYY-MM-DD`, or with a time)
 */
export function decideForChild({ policy, now }: Asking, datesOfBirth: readonly string[]): Decision {
  const { childDecidesFrom } = policy.governance.objections;
  const rule = `R16 under ${childDecidesFrom}`;
  let isChild = datesOfBirth.length > 0;
  for (const date of datesOfBirth) {
    const [year, month = '01', day = '01'] = date.slice(0, 10).split('-') as [string, string?, string?];
    const birthday = (age: number) => Date.UTC(Number(year) + age, Number(month) - 1, Number(day));
    if (birthday(childDecidesFrom) <= now.getTime()) return refused('CHILD_DECIDES', rule);
    // Not `>`: a date that cannot be read gives NaN, and must refuse; so must one that is yet to come.
    if (!(birthday(0) <= now.getTime())) isChild = false;
  }
  return isChild ? { permitted: true, basis: 'parent or guardian of a child' } : refused('AGE_NOT_KNOWN', rule);
}
