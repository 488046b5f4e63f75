import type { Refused } from '../schema/entry.js';
import type { ErrorCode } from '../schema/errors.js';
import type { PartialDateTime } from '../schema/partial-date.js';

/** One unit as received: a message, a document, or one row of a file. */
export interface ReceivedMessage {
  readonly feed: string;
  readonly partner: string;
  readonly format: 'hl7v2' | 'cda' | 'csv';
  readonly bytes: Uint8Array;
  readonly receivedAt: PartialDateTime;
  /** The arrival it came in, when it came through the inbox; `isWhole`: it is all of it, so its bytes are kept there. */
  readonly arrival?: { readonly id: number; readonly isWhole: boolean };
}

/** What became of one received unit. */
export type Applied =
  /** `refused`: parts that could not be translated, or a merge that would lead in a circle, while the rest stands. */
  | {
      readonly outcome: 'stored';
      readonly entries: number;
      readonly refused?: readonly Refused[];
      /** Everything it says was overtaken before it came; it is folded in its place all the same. */
      readonly isLate?: boolean;
    }
  | { readonly outcome: 'duplicate' }
  | { readonly outcome: 'quarantined'; readonly code: ErrorCode };
