import type { Role } from '../schema/viewer.js';
import { decideViewer, decisionsAbout, refused, type About, type Asking, type Decision } from './decide.js';

/** The purpose for which privacy officers look at who looked (R39). */
export const reviewPurpose = 'access-review';

/** What can be done with a person's objections. */
export type ObjectionAct = 'read' | 'record' | 'withdraw';

/**
 * Which roles do what with objections, each only for people whose care they are involved in; privacy
 * officers beside them, for anybody, for {@link reviewPurpose}.
 *
 * - To read one: whoever has to understand why a record is thin. Not the front desk: the reason a
 *   person gives is often the very thing they want kept from it. Not analysts.
 * - To record one: whoever a person may say it to in a consultation. It only ever hides, at once.
 * - To withdraw one shows more, so it takes the person's own GP or the privacy officer (as R17 has it).
 */
const objectionRoles: { readonly [act in ObjectionAct]: ReadonlySet<Role> } = {
  read: new Set(['gp', 'hospital-doctor', 'nurse', 'pharmacist', 'social-worker', 'paramedic']),
  record: new Set(['gp', 'hospital-doctor', 'nurse', 'social-worker']),
  withdraw: new Set(['gp']),
};

/** Whether the viewer is a privacy officer reviewing access; only they read the audit trail. */
export function decideReview(asking: Asking): Decision {
  const asked = decideViewer(asking);
  if (!asked.permitted) return asked;
  if (asking.viewer.role !== 'privacy-officer') return refused('ROLE_NOT_PERMITTED', `R39 ${asking.viewer.role} review`);
  if (asking.viewer.purpose !== reviewPurpose) return refused('PURPOSE_NOT_PERMITTED', 'R39 review purpose');
  return { permitted: true, basis: 'access review' };
}

/** Whether the viewer's role and purpose allow the act, before it is known for whom. */
export function decideObjectionRole(asking: Asking, act: ObjectionAct): Decision {
  if (asking.viewer.role === 'privacy-officer') return decideReview(asking);
  const asked = decideViewer(asking);
  if (!asked.permitted) return asked;
  const { role } = asking.viewer;
  return role !== undefined && objectionRoles[act].has(role)
    ? asked
    : refused('ROLE_NOT_PERMITTED', `R11 ${role} ${act} objection`);
}

/** Whether the viewer may do this with the objections of this person. */
export function decideObjection(about: About, act: ObjectionAct): Decision {
  const allowed = decideObjectionRole(about, act);
  if (!allowed.permitted || about.viewer.role === 'privacy-officer') return allowed;
  return decisionsAbout(about).person;
}
