/** What is told, of what, and where it came from: the words that facts and entries have in common. */
import type { Section } from '../../schema/entry.js';

/** The pseudo-section under which evidence of involvement is kept. */
export type FoldedSection = Section | 'involvement';

export type Elements = Readonly<Record<string, unknown>>;

/** Where a statement came from: the provenance of what it puts. */
export interface Source {
  readonly system?: string;
  readonly feed: string;
  readonly format: string;
  readonly messageType: string;
  /** Absent where the message is about something else. */
  readonly messageIdentifier?: string;
  readonly recordedAt?: string;
  readonly receivedAt: string;
  readonly nhsNumberStatus?: string;
}
