import type { Hl7Sender } from '../messages/hl7-segment.js';

/** A hospital that admits: who sends, from which site, on which wards. */
export interface Hospital {
  readonly sender: Hl7Sender;
  readonly prescribing?: Hl7Sender;
  /** Feed of its discharge documents, if it sends any. */
  readonly documents?: string;
  readonly ods: string;
  readonly name: string;
  readonly site: string;
  readonly siteName: string;
  readonly wards: readonly [string, string];
  /** Admission as an emergency, in the words of its system. */
  readonly emergency: string;
}
