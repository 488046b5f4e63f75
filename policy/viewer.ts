/** What is held against the viewer alone, whoever the person is. */
import type { Viewer } from '../schema/viewer.js';
import { passed, refused, type Asking, type Check, type Decision } from './decision.js';

/** In the order they are made. */
export const viewerChecks: readonly Check<Asking>[] = [
  {
    asks: 'role',
    rule: 'R3',
    holds: ({ viewer: { role }, policy }) =>
      role === undefined || !policy.roles.has(role) ? refused('ROLE_UNKNOWN', 'R3 role codes') : passed,
  },
  {
    asks: 'organisation',
    rule: 'R5',
    holds({ viewer: { organisation }, policy, now }) {
      const standing = policy.partners.get(organisation);
      if (standing === undefined) return refused('ORGANISATION_NOT_PARTNER', "R5 viewer's organisation");
      // Not `>`: a date that cannot be read gives NaN, and must refuse.
      return standing.goodStandingFromMs <= now.getTime()
        ? passed
        : refused('ORGANISATION_NOT_IN_GOOD_STANDING', "R5 viewer's organisation");
    },
  },
  {
    asks: 'assurance of the sign-in',
    rule: 'R1',
    holds: ({ viewer, policy }) =>
      rankOf(viewer.assurance) >= ranks[policy.governance.assurance]
        ? passed
        : refused('ASSURANCE_TOO_LOW', `R1 ${policy.governance.assurance} sign-in`),
  },
  {
    asks: 'staff directory',
    rule: 'R4',
    holds({ staff, policy }) {
      // Nobody the directory does not know can have training on file.
      const active = staff === undefined ? !policy.governance.training.required : staff.active;
      return active ? passed : refused('STAFF_INACTIVE', 'R4 staff directory');
    },
  },
  {
    asks: 'yearly training',
    rule: 'R4',
    holds: ({ staff, policy, now }) =>
      !policy.governance.training.required || isTrainedOn(staff?.trainingValidUntil, now)
        ? passed
        : refused('TRAINING_LAPSED', 'R4 yearly training'),
  },
  {
    asks: 'purpose',
    rule: 'R9',
    holds: ({ viewer: { role, purpose }, policy }) =>
      role !== undefined && policy.purposes.get(purpose)?.roles.has(role) === true
        ? passed
        : refused('PURPOSE_NOT_PERMITTED', `R9 ${role} purpose`),
  },
];

/**
 * Whether the viewer may ask anything at all for their purpose, whoever it is about: role known, organisation in
 * good standing, signed in strongly enough, active and trained, purpose open to the role.
 */
export function decideViewer(asking: Asking): Decision {
  for (const check of viewerChecks) {
    const outcome = check.holds(asking);
    if (!outcome.permitted) return outcome;
  }
  return { permitted: true, basis: `${asking.viewer.role} for ${asking.viewer.purpose}` };
}

const ranks = { AAL1: 1, AAL2: 2, AAL3: 3 } as const;

/** Any sign-in is one of the lowest level; a level nobody has heard of is below them all. */
function rankOf(assurance: Viewer['assurance']): number {
  if (assurance === undefined) return ranks.AAL1;
  return Object.hasOwn(ranks, assurance) ? ranks[assurance] : 0;
}

const day = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a last valid day has not gone by. Days are UTC days: in summer the last one ends an hour late. */
function isTrainedOn(validUntil: string | undefined, now: Date): boolean {
  return validUntil !== undefined && day.test(validUntil) && validUntil >= now.toISOString().slice(0, 10);
}
