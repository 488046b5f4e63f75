import type { NhsNumber } from '../../schema/nhs-number.js';

/** Who asks, as the source's controller wants it for its own audit. */
export interface Asker {
  readonly userId: string;
  readonly roleCode: string;
  /** ODS code. */
  readonly organisation: string;
  readonly purpose: string;
  /** The identifier under which this record audits the same access. */
  readonly requestId: string;
}

/** A place where a view-only partner is asked about one person. */
export interface Source {
  /**
   * Everything the partner has of the person, as messages, documents or tables; an empty list when it has nothing.
   * Throws whenever that cannot be told: an outage never looks like an empty answer.
   */
  fetch(nhsNumber: NhsNumber, asker: Asker, signal: AbortSignal): Promise<readonly Uint8Array[]>;
  close(): Promise<void>;
}

/** What one person may bring at most from one source; more is a fault of the source. */
export const largestAnswerBytes = 32 * 1024 * 1024;
export const mostDocuments = 500;
