import type { Section } from '../schema/entry.js';
import type { PersonFacts, Population, StaffFacts } from '../schema/facts.js';
import type { Viewer } from '../schema/viewer.js';
import type { ReasonCode } from './reasons.js';
import type { PolicyTable } from './table.js';

/** Permitted on a basis, or refused for a reason, by a rule. */
export type Decision = Permission | Refusal;
export interface Permission {
  readonly permitted: true;
  readonly basis: string;
}
export interface Refusal {
  readonly permitted: false;
  readonly reason: ReasonCode;
  /** Which rule says so: its R-number and what it was held against. Never a fact about the person. */
  readonly rule: string;
  /**
   * Elements that stay readable all the same, of a partner's share of `personDemographics` (R13). Whoever
   * does not look at it withholds more, never less.
   */
  readonly kept?: ReadonlySet<string>;
}

/** Who asks, whoever it is about. */
export interface Asking {
  readonly viewer: Viewer;
  readonly policy: PolicyTable;
  /** What the staff directory says of the viewer; left out where it does not know them. */
  readonly staff?: StaffFacts | undefined;
  readonly now: Date;
}

/** Who asks about whom, and when: the facts every decision of one request rests on. */
export interface About extends Asking {
  readonly facts: PersonFacts;
  readonly population: Population;
}

/** One question: about the person; and, where given, a section, an element of it, a partner's share of it. */
export interface Question extends About {
  readonly section?: Section;
  /** Element of the section's entry type, at the top level. */
  readonly element?: string;
  /** Whether what is asked for would help to find the person (`@locating`). */
  readonly locating?: boolean;
  /** ODS code of the partner whose data it is. */
  readonly partner?: string;
}

/** A refusal for `reason`, by `rule`. */
export function refused(reason: ReasonCode, rule: string): Refusal {
  return { permitted: false, reason, rule };
}

/**
 * One check among those made in order. It passes (with what the access then rests on, where that is worth
 * saying) or refuses; nothing after a refusal is asked.
 */
export interface Check<About> {
  /** What it asks, in a word or two: `role`, `training`, `relationship`. */
  readonly asks: string;
  /** R-number of the rule it keeps. */
  readonly rule: string;
  readonly holds: (about: About) => Refusal | Passed;
}

export interface Passed {
  readonly permitted: true;
  readonly basis?: string;
}

/** A check that passed without anything to say of it. */
export const passed: Passed = { permitted: true };
