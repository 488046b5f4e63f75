import type { Statement } from '../../schema/entry.js';
import type { PartialDateTime } from '../../schema/partial-date.js';
import type { FileOutcome } from '../files/file-store.js';

/** A file that is all an authority holds of a period. */
export interface NewSubmission {
  readonly feed: string;
  readonly hash: Buffer;
  readonly fileName?: string;
  readonly encoding: string;
  readonly receivedAt: PartialDateTime;
  /** The place of its file among all files that arrived. */
  readonly arrived?: number;
  /** Days, both included. */
  readonly period?: { readonly from: string; readonly to: string };
}

export type SubmissionState = 'receiving' | 'held' | 'applying' | 'applied' | 'discarded';

export interface Submission extends NewSubmission {
  readonly id: number;
  readonly state: SubmissionState;
  readonly rows: number;
  /** Rows that the last one had in the period, and those of them that this one names. */
  readonly expected?: number;
  readonly named?: number;
  readonly withdrawn: number;
  readonly settledBy?: string;
  readonly settledAt?: PartialDateTime;
}

/** What one row of a submission says. */
export interface SubmissionRow {
  readonly line: number;
  /** Of the event it is about; absent when the row cannot be translated. */
  readonly event?: {
    readonly key: Buffer;
    /** Days; an event that goes on ends on {@link openEnd}. */
    readonly starts: string;
    readonly ends: string;
    /** What to take back when the row goes. */
    readonly says: readonly Statement[];
  };
  readonly hash: Buffer;
  /** Hashes of the identifiers it names; none when it cannot even be read. */
  readonly persons: readonly Buffer[];
}

/** End of what goes on: behind every day. */
export const openEnd = '9999';

/** An event of which the rows changed, or that is new. */
export interface ChangedEvent {
  readonly key: Buffer;
  readonly lines: readonly number[];
  /** What it said before and does not say any more. */
  readonly takenBack: readonly Statement[];
}

/** What of some lines of a submission is to be applied. */
export interface Changed {
  readonly events: readonly ChangedEvent[];
  /** Those of the lines that are about an event, changed or not; the others cannot be translated. */
  readonly keyed: ReadonlySet<number>;
}

/** An event that the submission leaves out although it covers it. */
export interface WithdrawnEvent {
  readonly key: Buffer;
  readonly says: readonly Statement[];
}

/** Submissions of feeds whose files are snapshots. Every method throws STORE_UNAVAILABLE. */
export interface SnapshotStore {
  /** Runs `work` while no other process works on submissions of the feed. */
  exclusively<T>(feed: string, work: () => Promise<T>): Promise<T>;
  /** The newest submission of the feed that was not discarded. */
  newest(feed: string): Promise<Submission | undefined>;
  submission(id: number): Promise<Submission | undefined>;
  /** Those that wait for somebody, of one feed or of all. */
  held(feed?: string): Promise<readonly Submission[]>;
  /** Begins a new one; what is left of one that was not received whole is dropped. */
  begin(submission: NewSubmission): Promise<Submission>;
  keepPart(id: number, part: number, bytes: Uint8Array): Promise<void>;
  /** The bytes as they came, a part at a time. */
  bytesOf(id: number): AsyncIterable<Uint8Array>;
  keepRows(id: number, rows: readonly SubmissionRow[]): Promise<void>;
  /**
   * Ends the receiving: `applying`, or `held` when of the events the feed has in the period less than `holdBelow` (0 to 1) are named.
   */
  received(id: number, holdBelow: number): Promise<Submission>;
  /**
   * Events of which a row stands on one of `lines`, and which are not as the feed has them. A submission of an earlier period than the
   * last one's changes nothing that one knows or covers.
   */
  changed(id: number, lines: { readonly from: number; readonly to: number }): Promise<Changed>;
  /** Notes that events of the submission are applied: from now on they are as the feed has them. */
  noteApplied(id: number, keys: readonly Buffer[]): Promise<void>;
  /**
   * Events that the submission covers and leaves out, `first` at most. A row that cannot be translated may be any event of its person:
   * none of that person's is withdrawn, and nobody's while a row cannot be read at all.
   */
  withdrawn(id: number, first: number): Promise<readonly WithdrawnEvent[]>;
  noteWithdrawn(id: number, keys: readonly Buffer[]): Promise<void>;
  /** Ends one that was applied, and keeps what became of it; its bytes and rows go. */
  endApplying(id: number, outcome: FileOutcome): Promise<void>;
  /** Drops one that was held, with its bytes and rows. False when it does not wait. */
  discard(id: number, by: string): Promise<boolean>;
  /** Lets one that was confirmed, and is not applied, wait for somebody again; what of it is applied stays. */
  holdAgain(id: number): Promise<void>;
  /** Gives up what is not applied of the submission of a file; what is stays, and is compared with the next. */
  abandon(arrived: number): Promise<void>;
  /** One that was held goes on. False when it does not wait, or a later one of its feed was taken in since. */
  confirm(id: number, by: string): Promise<boolean>;
}
