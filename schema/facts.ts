import type { Involvement, Section } from './entry.js';
import type { NhsNumber } from './nhs-number.js';

/** An objection in force. Every part given must hold; a part left out means all. */
export interface ObjectionInForce {
  readonly id: string;
  readonly sections?: readonly Section[];
  /** Partners whose data is objected to (ODS). */
  readonly sourcePartners?: readonly string[];
  /** Partners that must not see it (ODS); left out: every partner but the one that holds the data. */
  readonly recipientPartners?: readonly string[];
}

/** What policy needs to know about one person, read once per person and request. */
export interface PersonFacts {
  readonly nhsNumber: NhsNumber;
  /** Whether any partner has said anything about this person. */
  readonly known: boolean;
  readonly involvements: readonly Involvement[];
  readonly objections: readonly ObjectionInForce[];
  readonly sensitiveAddress: boolean;
}

/** Whether the people held are real, or synthetic and de-identified. */
export type Population = 'real' | 'synthetic';
