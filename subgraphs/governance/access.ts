/** The decision about the viewer and a person, and what the viewer may do about it. */
import { decisionsAbout, explanationOf, lawfulBasisOf, type About } from '../../policy/decide.js';
import { decideActAbout, type GovernanceAct } from '../../policy/governance.js';
import { relationshipTo } from '../../policy/person.js';
import type { PersonInRequest, RecordContext } from '../context.js';
import type { Told } from './account.js';
import { aboutOf, touch } from './authority.js';

/** `AccessOffer` of the SDL: the act it stands for. */
const offers: { readonly [offer: string]: GovernanceAct } = {
  RECORD_CONSENT_ANSWER: 'record consent',
  ACCESS_WITHOUT_CONSENT: 'access without consent',
  DECLARE_RELATIONSHIP: 'declare relationship',
  OVERRIDE_IN_EMERGENCY: 'override',
};

/** `Patient.access`. */
export async function accessTo(nhsNumber: PersonInRequest['nhsNumber'], context: RecordContext): Promise<Told> {
  const person = await context.person(nhsNumber);
  const about = aboutOf(person, context);
  const decision = decisionsAbout(about).person;
  touch(person.nhsNumber, decision, context);
  const { policy } = context.surroundings;
  const value = {
    permitted: decision.permitted,
    reason: decision.permitted ? null : decision.reason,
    explanation: decision.permitted ? null : explanationOf(decision.reason, policy.messages),
    relationship: decision.permitted ? decision.basis : null,
    lawfulBasis: lawfulBasisOf(policy, context.viewer.purpose),
    offers: Object.keys(offers).filter((offer) => isOpen(offers[offer]!, about)),
  };
  return { nhsNumber: person.nhsNumber, value, entries: [] };
}

/** Whether the act is open, and not there already. */
function isOpen(act: GovernanceAct, about: About): boolean {
  return decideActAbout(about, act).permitted && !(act === 'declare relationship' && relationshipTo(about).permitted);
}
