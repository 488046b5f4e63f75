import type { Involvement, Section } from './entry.js';
import type { NhsNumber } from './nhs-number.js';

/** An objection in force. Every part given must hold; a part left out means all. */
export interface ObjectionInForce {
  readonly id: string;
  /** R14: not decided yet. One that was not upheld (R15) or was withdrawn is no longer among the facts. */
  readonly underReview?: boolean;
  readonly sections?: readonly Section[];
  /** Partners whose data is objected to (ODS). */
  readonly sourcePartners?: readonly string[];
  /** Partners that must not see it (ODS); left out: every partner but the one that holds the data. */
  readonly recipientPartners?: readonly string[];
}

/** A person's answer when asked whether their record may be looked at (R18); the newest of each organisation. */
export interface ConsentAnswer {
  readonly answer: 'given' | 'refused';
  /** ODS code of the organisation that asked. */
  readonly organisation: string;
  /** Milliseconds since 1970, UTC. */
  readonly answeredMs: number;
}

/** What a member of staff claims about this person, with a reason, for a time; reviewed afterwards. */
export interface ClaimInForce {
  readonly id: string;
  readonly kind: 'declared-relationship' | 'emergency-override' | 'without-consent';
  readonly userId: string;
  readonly organisation: string;
  /** Code of the profile's ground, of `without-consent`. */
  readonly ground?: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** National and practice opt-outs on file (R21). Which purposes they reach, the profile says. */
export interface OptOuts {
  readonly nationalDataOptOut: boolean;
  readonly gpDissent: boolean;
}

/** What the directory of staff says of the viewer (R4); undefined where it does not know them. */
export interface StaffFacts {
  /** Whether the account and its organisation are active. */
  readonly active: boolean;
  /** Last day (YYYY-MM-DD) on which the yearly training is valid. */
  readonly trainingValidUntil?: string;
}

/** The facts of a person about whom nobody was asked, nobody claimed anything and nothing was opted out of. */
export const nothingDecided: Pick<PersonFacts, 'consents' | 'claims' | 'optOuts'> = {
  consents: [],
  claims: [],
  optOuts: { nationalDataOptOut: false, gpDissent: false },
};

/** What policy needs to know about one person, read once per person and request. */
export interface PersonFacts {
  /** The number that survives for the person. */
  readonly nhsNumber: NhsNumber;
  /** Other NHS numbers that lead to this person now: merged away or superseded (R31). */
  readonly otherNumbers?: readonly NhsNumber[];
  /** Whether any partner has said anything about this person. */
  readonly known: boolean;
  readonly involvements: readonly Involvement[];
  readonly objections: readonly ObjectionInForce[];
  readonly sensitiveAddress: boolean;
  readonly consents: readonly ConsentAnswer[];
  /** Of any user, and not over yet when read. */
  readonly claims: readonly ClaimInForce[];
  readonly optOuts: OptOuts;
}

/** Whether the people held are real, or synthetic and de-identified. */
export type Population = 'real' | 'synthetic';
