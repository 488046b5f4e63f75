import type { Section } from '../schema/entry.js';
import type { ObjectionInForce } from '../schema/facts.js';
import type { Governance } from './table.js';

/** What an objection is held against: one recipient, one source partner, and a section or the whole of its data. */
export interface Sharing {
  readonly recipient: string;
  readonly source: string;
  readonly section: Section | undefined;
  /** The source cannot keep back a part of a record (R24). */
  readonly allOrNothing: boolean;
}

type Rules = Governance['objections'];
type Weight = 'OBJECTION' | 'OBJECTION_UNDER_REVIEW';

/** Which objections stand against a sharing, and what is to be said of them. */
export interface Standing {
  readonly reason: Weight;
  readonly objections: readonly ObjectionInForce[];
  /**
   * Whether the whole record is objected to and nothing in particular, so that the minimum stays readable (R13). An
   * objection that names a source or the very section keeps nothing: somebody does not want it known that there is something.
   */
  readonly toEverything: boolean;
}

/**
 * What an objection is worth now (R14): one that is decided hides; one under review hides where the profile says so.
 * A profile without review knows no such state: what is objected to there is hidden.
 */
export function weightOf(objection: ObjectionInForce, { reviewed, hidesUnderReview }: Rules): Weight | undefined {
  if (objection.underReview !== true || !reviewed) return 'OBJECTION';
  return hidesUnderReview ? 'OBJECTION_UNDER_REVIEW' : undefined;
}

/** The objections that stand against this sharing; undefined when none does. A decided one is named before one under review. */
export function standingAgainst(objections: readonly ObjectionInForce[], sharing: Sharing, rules: Rules): Standing | undefined {
  const standing: ObjectionInForce[] = [];
  let reason: Weight = 'OBJECTION_UNDER_REVIEW';
  for (const objection of objections) {
    const weight = weightOf(objection, rules);
    if (weight === undefined || !means(objection, sharing, rules)) continue;
    standing.push(objection);
    if (weight === 'OBJECTION') reason = weight;
  }
  if (standing.length === 0) return undefined;
  return {
    reason,
    objections: standing,
    toEverything: standing.every(({ sections, sourcePartners }) => isAll(sections) && isAll(sourcePartners)),
  };
}

/**
 * Whether the objection means this sharing (R11). Every part given must hold, a part left out means all; an empty
 * list is read as left out, the side that shows less. What an organisation holds itself it goes on seeing (R12),
 * unless the profile says otherwise.
 */
function means(
  objection: ObjectionInForce,
  { recipient, source, section, allOrNothing }: Sharing,
  { ownOrganisationView }: Rules,
): boolean {
  if (recipient === source && ownOrganisationView) return false;
  if (!includes(objection.recipientPartners, recipient) || !includes(objection.sourcePartners, source)) return false;
  return allOrNothing || isAll(objection.sections) || (section !== undefined && objection.sections!.includes(section));
}

function includes(named: readonly string[] | undefined, one: string): boolean {
  return isAll(named) || named!.includes(one);
}

function isAll(named: readonly string[] | undefined): boolean {
  return named === undefined || named.length === 0;
}
