/** Who may ask governance what: the decisions of policy, in the form that rules and resolvers use. */
import { explanationOf, type About, type Asking, type Decision } from '../../policy/decide.js';
import { decideAct, decideActAbout, decideReview, decideReviewer, type GovernanceAct } from '../../policy/governance.js';
import type { NhsNumber } from '../../schema/nhs-number.js';
import { lawfulBasisOf } from '../../policy/table.js';
import type { Verdict } from '../boundary/rules.js';
import { Withheld } from '../boundary/withheld.js';
import type { PersonInRequest, RecordContext } from '../context.js';

/** Whether the viewer's role and purpose allow the act; the person is decided with them known. */
export function may(coordinate: string, act: GovernanceAct): (context: RecordContext) => Verdict {
  return (context) => verdict(coordinate, decideAct(asking(context), act), context);
}

/** Whether the viewer is a privacy officer reviewing access, whoever is asked about. */
export function mayReview(coordinate: string): (context: RecordContext) => Verdict {
  return (context) => verdict(coordinate, decideReview(asking(context)), context);
}

/** Whether the viewer reviews what others claim. */
export function mayReviewClaims(coordinate: string): (context: RecordContext) => Verdict {
  return (context) => verdict(coordinate, decideReviewer(asking(context)), context);
}

/**
 * Goes on only where the viewer may do this about this person; the audit notes the attempt either way.
 * @throws Withheld
 */
export function admitTo(act: GovernanceAct, coordinate: string, person: PersonInRequest, context: RecordContext): void {
  admit(coordinate, person.nhsNumber, decideActAbout(aboutOf(person, context), act), context);
}

/** As {@link admitTo}, for what a privacy officer reviews. @throws Withheld */
export function admitToReview(coordinate: string, nhsNumber: NhsNumber, context: RecordContext): void {
  admit(coordinate, nhsNumber, decideReview(asking(context)), context);
}

/** What policy is asked about a person in this request. */
export function aboutOf(person: PersonInRequest, context: RecordContext): About {
  return { ...asking(context), facts: person.facts, population: context.surroundings.population };
}

/** The audit notes that this person was touched, and on what ground. */
export function touch(nhsNumber: NhsNumber, decision: Decision, context: RecordContext): void {
  context.collector.touched(nhsNumber, {
    relationship: decision.permitted ? decision.basis : undefined,
    lawfulBasis: lawfulBasisOf(context.surroundings.policy, context.viewer.purpose),
    subgraph: 'governance',
  });
}

/** Goes on only where it was decided so; the audit notes the attempt either way. @throws Withheld */
export function admit(coordinate: string, nhsNumber: NhsNumber, decision: Decision, context: RecordContext): void {
  touch(nhsNumber, decision, context);
  const answer = verdict(coordinate, decision, context);
  if (answer === true) return;
  context.collector.withheld(nhsNumber, coordinate, answer.extensions.reason, answer.extensions.rule, []);
  throw answer;
}

/** Who asks, as policy has it. */
export function asking(context: RecordContext): Asking {
  return { viewer: context.viewer, staff: context.staff, policy: context.surroundings.policy, now: context.now };
}

function verdict(coordinate: string, decision: Decision, context: RecordContext): Verdict {
  if (decision.permitted) return true;
  const { reason, rule } = decision;
  return new Withheld(coordinate, reason, rule, explanationOf(reason, context.surroundings.policy.messages));
}
