import type { Section } from '../schema/entry.js';
import type { ObjectionInForce } from '../schema/facts.js';

/** What an objection is held against: one recipient, one source partner, and a section or the whole of its data. */
export interface Sharing {
  readonly recipient: string;
  readonly source: string;
  readonly section: Section | undefined;
  /** The source cannot keep back a part of a record (R24). */
  readonly allOrNothing: boolean;
}

/**
 * Whether the objection stands against this sharing (R11). Every part given must hold, a part left
 * out means all; an empty list is read as left out, the side that shows less. Nobody's own data is
 * ever hidden from them: what they hold they already see (R12).
 */
export function standsAgainst(objection: ObjectionInForce, { recipient, source, section, allOrNothing }: Sharing): boolean {
  if (recipient === source) return false;
  if (!means(objection.recipientPartners, recipient) || !means(objection.sourcePartners, source)) return false;
  return allOrNothing || isAll(objection.sections) || (section !== undefined && objection.sections!.includes(section));
}

function means(named: readonly string[] | undefined, one: string): boolean {
  return isAll(named) || named!.includes(one);
}

function isAll(named: readonly string[] | undefined): boolean {
  return named === undefined || named.length === 0;
}
