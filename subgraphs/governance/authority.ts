/** Who may ask governance what: the decisions of policy, in the form that rules and resolvers use. */
import { explanationOf, type About, type Asking, type Decision } from '../../policy/decide.js';
import { decideObjection, decideObjectionRole, decideReview, type ObjectionAct } from '../../policy/governance.js';
import type { NhsNumber } from '../../schema/nhs-number.js';
import { lawfulBasisOf } from '../../policy/table.js';
import type { Verdict } from '../boundary/rules.js';
import { Withheld } from '../boundary/withheld.js';
import type { PersonInRequest, RecordContext } from '../context.js';

/** Whether the viewer may read the audit trail, whoever's it is. */
export function mayReadTrail(context: RecordContext): Verdict {
  return verdict('Query.auditTrail', decideReview(asking(context)), context);
}

/** Whether the viewer's role and purpose allow reading objections; the person is decided with them known. */
export function mayReadObjections(context: RecordContext): Verdict {
  return verdict('Query.objections', decideObjectionRole(asking(context), 'read'), context);
}

/** Whether the viewer's role and purpose allow recording objections. */
export function mayRecordObjections(context: RecordContext): Verdict {
  return verdict('Mutation.recordObjection', decideObjectionRole(asking(context), 'record'), context);
}

/** Whether the viewer's role and purpose allow withdrawing objections. */
export function mayWithdrawObjections(context: RecordContext): Verdict {
  return verdict('Mutation.withdrawObjection', decideObjectionRole(asking(context), 'withdraw'), context);
}

/**
 * Goes on only where the viewer may read this person's trail; the audit notes the attempt either way.
 * @throws Withheld
 */
export function admitToTrail(nhsNumber: NhsNumber, context: RecordContext): void {
  admit('Query.auditTrail', nhsNumber, decideReview(asking(context)), context);
}

/**
 * Goes on only where the viewer may do this with the person's objections; the audit notes the attempt either way.
 * @throws Withheld
 */
export function admitToObjections(act: ObjectionAct, coordinate: string, person: PersonInRequest, context: RecordContext): void {
  admit(coordinate, person.nhsNumber, decideObjection(aboutOf(person, context), act), context);
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

function admit(coordinate: string, nhsNumber: NhsNumber, decision: Decision, context: RecordContext): void {
  touch(nhsNumber, decision, context);
  const answer = verdict(coordinate, decision, context);
  if (answer === true) return;
  context.collector.withheld(nhsNumber, coordinate, answer.extensions.reason, answer.extensions.rule, []);
  throw answer;
}

function asking(context: RecordContext): Asking {
  return { viewer: context.viewer, staff: context.staff, policy: context.surroundings.policy, now: context.now };
}

function verdict(coordinate: string, decision: Decision, context: RecordContext): Verdict {
  if (decision.permitted) return true;
  const { reason, rule } = decision;
  return new Withheld(coordinate, reason, rule, explanationOf(reason, context.surroundings.policy.messages));
}
