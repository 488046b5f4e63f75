import { RecordError } from '../../schema/errors.js';
import { utcNow, type PartialDateTime } from '../../schema/partial-date.js';
import type { FileOutcome, FileStatus } from '../../store/files/file-store.js';
import type { Channel } from '../../store/inbox/inbox-store.js';
import { startingWith } from '../formats/chunks.js';
import type { IngestReport } from '../ingest.js';
import { openFileWorker, type FileWorkerOptions } from './file-worker.js';
import { laneOf, startBytes } from './lane.js';
import { outcomeOf } from './outcome.js';

/** A file that came in by some door. */
export interface ArrivedFile {
  readonly content: AsyncIterable<Uint8Array>;
  readonly channel: Channel;
  /** The feed that the sender named. */
  readonly feed?: string;
  readonly fileName?: string;
  /** By which it is the same file when it comes again. */
  readonly key?: string;
  readonly receivedAt?: PartialDateTime;
}

/** Takes in files of any size, by whichever door they come, and applies those of one feed in the order of their arrival. */
export interface FileInbox {
  /**
   * Kept, sealed, when it resolves; the memory holds a part of it. `refusal`: it is kept with that, and never applied.
   * @throws RecordError STORE_UNAVAILABLE, IDEMPOTENCY_CONFLICT; whatever `content` throws
   */
  keep(file: ArrivedFile, refusal?: IngestReport): Promise<{ readonly name: string; readonly repeated: boolean }>;
  /** What became of a file, once something did. @throws RecordError STORE_UNAVAILABLE, also when this process ends before */
  settled(name: string): Promise<IngestReport>;
  status(name: string): Promise<FileStatus | undefined>;
  /** Ends what is being applied between two pieces: it goes on later, here or elsewhere. */
  close(): Promise<void>;
}

export interface FileInboxOptions extends Omit<FileWorkerOptions, 'pollMs' | 'reported'> {
  /** How often to look for what other processes left (ms). Default 500. */
  readonly pollMs?: number;
}

const askMs = 100;

export function openFileInbox({ pollMs = 500, ...options }: FileInboxOptions): FileInbox {
  const { store, profile } = options;
  /** Whole reports of what was applied here and is waited for: the store keeps the first reasons. */
  const reports = new Map<string, IngestReport | undefined>();
  const reported = (name: string, report: IngestReport): void => {
    if (reports.has(name)) reports.set(name, report);
  };
  const worker = openFileWorker({ ...options, pollMs, reported });
  let hasEnded = false;

  return {
    async keep({ content, key, receivedAt = utcNow(), ...about }, refusal) {
      const chunks = startingWith(content, startBytes)[Symbol.asyncIterator]();
      const first = await chunks.next();
      const start = first.done === true ? new Uint8Array() : first.value;
      const lane = await laneOf(start, about.feed, profile);
      const whole = async function* (): AsyncGenerator<Uint8Array> {
        yield start;
        yield* { [Symbol.asyncIterator]: () => chunks };
      };
      const file = { ...about, lane, receivedAt, ...(key === undefined ? {} : { key }) };
      const kept = await store.files.keep(file, whole(), refusal === undefined ? undefined : outcomeOf(refusal));
      worker.wake();
      return kept;
    },
    async settled(name) {
      reports.set(name, undefined);
      try {
        for (;;) {
          const found = await store.files.status(name);
          if (found === undefined) throw new RecordError('NOT_FOUND');
          if (found.outcome !== undefined) return reports.get(name) ?? reportOf(found, found.outcome);
          if (hasEnded) throw new RecordError('STORE_UNAVAILABLE', { detail: 'the inbox of files is closed' });
          await new Promise((resolve) => setTimeout(resolve, askMs));
        }
      } finally {
        reports.delete(name);
      }
    },
    status: (name) => store.files.status(name),
    close() {
      hasEnded = true;
      return worker.close();
    },
  };
}

function reportOf({ fileName }: FileStatus, outcome: FileOutcome): IngestReport {
  const { read, stored, duplicates, entries, withdrawn, held, quarantined, state } = outcome;
  const named = fileName === undefined ? {} : { fileName };
  return {
    read,
    stored,
    duplicates,
    entries,
    quarantined: quarantined.map((one) => ({ ...one, ...named })),
    ...(withdrawn === undefined ? {} : { withdrawn }),
    ...(held === undefined ? {} : { held: [held] }),
    ...(state === 'superseded' ? { superseded: true } : {}),
    ...(outcome.keepsBytes ? { unread: true } : {}),
  };
}
