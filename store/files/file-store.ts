import type { ErrorCode } from '../../schema/errors.js';
import type { PartialDateTime } from '../../schema/partial-date.js';
import type { Channel } from '../inbox/inbox-store.js';

/** A file that is read as it comes. */
export interface NewFile {
  /** What is applied in order of arrival: the feed, or what stands for one that is not known yet. */
  readonly lane: string;
  /** The feed that the sender named. */
  readonly feed?: string;
  readonly channel: Channel;
  readonly fileName?: string;
  readonly receivedAt: PartialDateTime;
  /** By which it is the same file when it comes again; without one every file is another. */
  readonly key?: string;
}

/** A file whose whole is kept. */
export interface KeptFile extends Omit<NewFile, 'key'> {
  /** `file-` and 32 hexadecimal digits. */
  readonly name: string;
  /** Its place among all files. */
  readonly arrived: number;
  readonly hash: Buffer;
  /** Bytes. */
  readonly size: number;
  /** Times that work on it began, this one too, and neither ended nor stored anything new of it. */
  readonly attempts: number;
  /** When work on it first began, ms since 1970. */
  readonly begunMs: number;
  /** The bytes as they came, a part at a time; again as often as it is asked. */
  open(): AsyncIterable<Uint8Array>;
}

export type FileState = 'waiting' | 'applied' | 'held' | 'superseded' | 'quarantined';

/** A part of a file that was refused, or all of it (`location` is `file`). */
export interface RefusedPlace {
  readonly code: ErrorCode;
  readonly location: string;
  readonly whole: boolean;
}

/** What became of a file: counts, codes and places, and nothing of what it says. */
export interface FileOutcome {
  readonly state: Exclude<FileState, 'waiting'>;
  readonly read: number;
  readonly stored: number;
  readonly duplicates: number;
  readonly entries: number;
  readonly withdrawn?: number;
  /** The first of them. */
  readonly quarantined: readonly RefusedPlace[];
  /** How many there were of them. */
  readonly refused: number;
  /** The submission that waits for somebody. */
  readonly held?: { readonly submission: number; readonly rows: number; readonly expected: number; readonly named: number };
  /** Its parts went through the inbox, which counted them. */
  readonly viaInbox?: boolean;
  /** Nothing of it is kept elsewhere: its bytes stay as long as raw bytes do. */
  readonly keepsBytes?: boolean;
}

/** A file with what became of it. */
export interface FileStatus extends Omit<KeptFile, 'open' | 'hash' | 'attempts' | 'begunMs'> {
  readonly state: FileState;
  /** SHA-256, hexadecimal. */
  readonly sha256: string;
  /** Of one that was held and then applied, what became of it by that. */
  readonly outcome?: FileOutcome;
  /** What was decided of a submission that was held. */
  readonly decided?: 'held' | 'applying' | 'applied' | 'discarded';
}

/** A file that waits for the other of its pair for longer than it should. */
export interface UnpairedFile {
  readonly channel: Channel;
  /** Below the folder it waits in. */
  readonly name: string;
  readonly feed: string;
  /** What is not there. */
  readonly missing: 'data' | 'control';
  /** Since when it was seen alone, ms since 1970, UTC. */
  readonly sinceMs: number;
}

/** What a process brings to apply files. */
export interface FileApplying {
  /** Whether to begin now with a file of which so many attempts began and did not end. */
  mayBegin(attempts: number): boolean;
  apply(file: KeptFile): Promise<FileOutcome>;
}

/** Files that are read as they come. Every method throws RecordError STORE_UNAVAILABLE when the database cannot answer. */
export interface FileStore {
  /**
   * Keeps a file sealed, in flat memory; durable when it resolves. One that came before under its key is answered with its first name.
   * With `outcome` it is settled already: kept, and never applied. Whatever `content` throws passes through, and nothing is kept.
   * @throws RecordError IDEMPOTENCY_CONFLICT for a key that came with other bytes
   */
  keep(
    file: NewFile,
    content: AsyncIterable<Uint8Array>,
    outcome?: FileOutcome,
  ): Promise<{ readonly name: string; readonly repeated: boolean }>;
  /** Lanes in which a file waits. */
  lanesWaiting(): Promise<readonly string[]>;
  /**
   * Applies the file that waits longest in a lane, unless another process works on that lane, and settles it with what came of it; when
   * applying throws, the file goes on waiting. The attempt is counted, on disk, before it begins. False when nothing was done.
   */
  applyNext(lane: string, applying: FileApplying): Promise<boolean>;
  /** Corrects how many attempts at a file are counted; nothing of one that waits no longer. */
  noteAttempts(name: string, change: number): Promise<void>;
  /** Undefined when nothing has that name. */
  status(name: string): Promise<FileStatus | undefined>;
  /** Files as they came, newest first. */
  list(query: { readonly feed?: string; readonly first: number }): Promise<readonly FileStatus[]>;
  /** The bytes of a file that still has them; who asks and why is kept for good. Undefined when none are kept. */
  lookInto(
    name: string,
    access: { readonly by: string; readonly reason: string },
  ): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Lets a file that was refused whole wait again, as after a fix; false when it was not, or its bytes are gone. */
  tryAnew(name: string): Promise<boolean>;
  /** Says which files of a door wait for the other of their pair: all of them, each time. */
  noteUnpaired(channel: Channel, now: readonly Omit<UnpairedFile, 'channel'>[]): Promise<void>;
  unpaired(): Promise<readonly UnpairedFile[]>;
}
