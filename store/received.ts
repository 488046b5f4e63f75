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
