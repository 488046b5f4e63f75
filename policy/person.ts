/** What is held against the person: whether anything at all of their record may be shown to this viewer. */
import { basisOf, declaredRelationship, emergencyOverride, setsAside } from './claim.js';
import { consentTo } from './consent.js';
import { passed, refused, type About, type Check, type Decision, type Passed, type Refusal } from './decision.js';
import { weightOf } from './objection.js';
import { relationshipAt } from './relationship.js';
import { viewerChecks } from './viewer.js';

/** The one purpose for which nobody has to be involved in the person's care (R9, R40). */
export const analysisPurpose = 'de-identified-analysis';

/** In the order they are made: those of the viewer first. */
export const personChecks: readonly Check<About>[] = [
  ...viewerChecks,
  {
    asks: 'person the session was opened for',
    rule: 'R7',
    holds: isPersonOfSession,
  },
  {
    asks: 'anything at all for the role',
    rule: 'R3',
    holds: ({ viewer: { role }, policy }) =>
      role !== undefined && policy.roles.get(role)?.size ? passed : refused('ROLE_NOT_PERMITTED', `R3 ${role}`),
  },
  {
    // Both ways round: an analyst never reads for care, and care staff never skip the relationship by naming analysis.
    asks: 'analysis by analysts only',
    rule: 'R40',
    holds: ({ viewer: { role, purpose } }) =>
      (role === 'analyst') === (purpose === analysisPurpose) ? passed : refused('PURPOSE_NOT_PERMITTED', `R40 ${role} purpose`),
  },
  { asks: 'relationship', rule: 'R2', holds: (about) => (isAnalysis(about) ? analysisOf(about) : relationshipTo(about)) },
  {
    // Not before the relationship: who has none is told nothing about the person.
    asks: 'opt-outs',
    rule: 'R21',
    holds({ viewer: { purpose }, facts: { optOuts }, policy }) {
      const reach = policy.governance.optOuts;
      if (optOuts.nationalDataOptOut && reach.nationalDataOptOut.includes(purpose))
        return refused('OPTED_OUT', 'R21 national data opt-out');
      return optOuts.gpDissent && reach.gpDissent.includes(purpose) ? refused('OPTED_OUT', 'R21 GP dissent') : passed;
    },
  },
  // Nobody can be asked about an analysis that knows nobody.
  { asks: 'consent', rule: 'R18', holds: (about) => (isAnalysis(about) ? passed : consentTo(about)) },
];

/** A session that a signed launch opened for one person reads no other, whichever of the person's numbers is asked for (R7, R31). */
export function isPersonOfSession({ viewer: { lockedTo }, facts: { nhsNumber, otherNumbers } }: About): Refusal | Passed {
  return lockedTo === undefined || lockedTo === nhsNumber || otherNumbers?.includes(lockedTo) === true
    ? passed
    : refused('OTHER_PERSON', 'R7 person of the session');
}

/** Whether anything of the person may be shown, and on what that rests. */
export function decidePerson(about: About): Decision {
  const grounds: string[] = [];
  for (const check of personChecks) {
    const outcome = check.holds(about);
    if (!outcome.permitted) return outcome;
    if (outcome.basis !== undefined) grounds.push(outcome.basis);
  }
  const override = emergencyOverride(about);
  // Flagged as long as it lasts, whether or not there was something to set aside: whoever reviews it sees all that was done.
  if (override !== undefined && !grounds.includes(basisOf(override))) grounds.push(basisOf(override));
  const { objections } = about.policy.governance;
  if (about.facts.objections.some((objection) => weightOf(objection, objections) !== undefined))
    grounds.push(`an objection is ${setsAside(override, 'objection', about) ? 'set aside' : 'in force'}`);
  return { permitted: true, basis: grounds.join('; ') };
}

/** An involvement that the feeds know; else one that this user declared; else an override that may do without (R2, R20). */
export function relationshipTo(about: About): Refusal | Passed {
  const { viewer, facts, policy, now } = about;
  const involvement = relationshipAt(facts.involvements, viewer.organisation, now.getTime(), policy.windowMs);
  if (involvement !== undefined) return { permitted: true, basis: `${involvement.kind} at ${viewer.organisation}` };
  const declared = declaredRelationship(about);
  if (declared !== undefined) return { permitted: true, basis: basisOf(declared) };
  const override = emergencyOverride(about);
  return override !== undefined && setsAside(override, 'relationship', about)
    ? { permitted: true, basis: basisOf(override) }
    : refused('NO_RELATIONSHIP', 'R2 relationship');
}

function isAnalysis({ viewer }: About): boolean {
  return viewer.role === 'analyst';
}

function analysisOf({ population }: About): Refusal | Passed {
  return population === 'synthetic'
    ? { permitted: true, basis: 'de-identified analysis of a synthetic population' }
    : refused('POPULATION_NOT_SYNTHETIC', 'R40 population');
}
