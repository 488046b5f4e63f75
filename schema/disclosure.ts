import type { NhsNumber } from './nhs-number.js';
import type { Viewer } from './viewer.js';

/** One field coordinate that was shown. */
export interface DisclosedField {
  /** `Type.field` */
  readonly coordinate: string;
  readonly count: number;
  /** ODS codes. */
  readonly partners: readonly string[];
  /** Entry identifiers. */
  readonly entries: readonly string[];
}

/** One field coordinate that was withheld. */
export interface WithheldField {
  readonly coordinate: string;
  readonly reason: string;
  readonly rule: string;
  readonly partners: readonly string[];
}

/** What one operation showed and withheld of one person's record (R38). Holds no clinical value. */
export interface Disclosure {
  /** Random UUID. */
  readonly id: string;
  readonly nhsNumber: NhsNumber;
  readonly atUtc: string;
  readonly viewer: Viewer;
  readonly lawfulBasis: readonly string[];
  readonly relationship: string | undefined;
  readonly operationName: string | undefined;
  readonly operationHash: string;
  readonly requestId: string;
  readonly subgraphs: readonly string[];
  readonly returned: readonly DisclosedField[];
  readonly withheld: readonly WithheldField[];
}
