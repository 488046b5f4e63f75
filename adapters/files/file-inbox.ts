import { isOutage } from '../resource-outage.js';
import { RecordError } from '../../schema/errors.js';
import { utcNow, type PartialDateTime } from '../../schema/partial-date.js';
import { mostAttempts } from '../../store/attempts.js';
import type { FileOutcome, FileStatus, KeptFile } from '../../store/files/file-store.js';
import type { Channel } from '../../store/inbox/inbox-store.js';
import { startingWith } from '../formats/chunks.js';
import type { IngestReport } from '../ingest.js';
import { attemptAt, type Attempt } from './attempt.js';
import { laneOf, startBytes } from './lane.js';
import { outcomeOf } from './outcome.js';
import { unread } from './take-in-file.js';
import { takeInKept, type TakingOptions } from './take-in-kept.js';
import { openTurns } from './turns.js';

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

export interface FileInboxOptions extends Omit<TakingOptions, 'signal'> {
  readonly logger: { info(about: object, message: string): void; warn(about: object, message: string): void };
  /** How often to look for what other processes left (ms). Default 500. */
  readonly pollMs?: number;
}

/** Lanes worked on at the same time: a long file of one council does not hold up another's. */
const lanesAtOnce = 2;
/** After an outage: how long until the next try (ms). */
const pauseMs = 1_000;
const askMs = 100;

export function openFileInbox(options: FileInboxOptions): FileInbox {
  const { store, profile, logger, pollMs = 500 } = options;
  const sinceMs = performance.now();
  const ending = new AbortController();
  const working = new Map<string, Promise<void>>();
  /** Whole reports of what was applied here and is waited for: the store keeps the first reasons. */
  const reports = new Map<string, IngestReport | undefined>();
  let wake: (() => void) | undefined;
  const sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const turns = openTurns(() => performance.now() - sinceMs);
  /** Attempts that an outage ended, and whose count could not be corrected as the database was away. */
  const owed: Attempt[] = [];
  const pay = async (): Promise<void> => {
    for (let one = owed.shift(); one !== undefined; one = owed.shift()) {
      try {
        await one.forgotten();
      } catch (error) {
        owed.push(one);
        throw error;
      }
    }
  };
  const apply = async (file: KeptFile, attempt: Attempt): Promise<FileOutcome> => {
    const report = await reportOn(file, attempt);
    if (reports.has(file.name)) reports.set(file.name, report);
    const outcome = outcomeOf(report);
    const { state, read, stored, refused } = outcome;
    logger.info(
      { feed: file.lane, file: file.name, state, read, stored, refused, code: outcome.quarantined[0]?.code },
      'file read',
    );
    return outcome;
  };
  const reportOn = async (file: KeptFile, attempt: Attempt): Promise<IngestReport> => {
    // Each of them ended the process: it is not even looked into any more.
    if (file.attempts > mostAttempts) return setAside(file);
    try {
      return await takeInKept({ ...options, signal: ending.signal }, file, attempt);
    } catch (error) {
      if (isNobodysFault(error) || attempt.number < mostAttempts) throw error;
      return setAside(file);
    }
  };
  const isNobodysFault = (error: unknown): boolean =>
    ending.signal.aborted || isOutage(error) || (error instanceof RecordError && error.code === 'CONFIG_INVALID');
  const setAside = async (file: KeptFile): Promise<IngestReport> => {
    // Else the next file of the feed would go on with it, and trip too.
    await store.snapshots.abandon(file.arrived);
    return unread('MESSAGE_UNMAPPABLE', 'file', file.fileName);
  };
  const workOn = async (lane: string): Promise<void> => {
    let attempt: Attempt | undefined;
    const begin = (file: KeptFile): Promise<FileOutcome> => {
      attempt = attemptAt(store.files, file, () => turns.cleared(lane));
      return apply(file, attempt);
    };
    try {
      await pay();
      for (let isDone = true; isDone && !ending.signal.aborted;) {
        let mustWait = false;
        const mayBegin = (attempts: number): boolean => !(mustWait = !turns.mayBegin(lane, attempts));
        isDone = await store.files.applyNext(lane, { mayBegin, apply: begin });
        attempt = undefined;
        if (!mustWait) turns.ended(lane);
      }
    } catch (error) {
      turns.ended(lane);
      if (attempt !== undefined && isNobodysFault(error)) owed.push(attempt);
      if (ending.signal.aborted) return pay().catch(() => undefined);
      logger.warn({ code: error instanceof RecordError ? error.code : 'INTERNAL', feed: lane }, 'files: will try again');
      await sleep(pauseMs);
    }
  };
  const run = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      try {
        const lanes = await store.files.lanesWaiting();
        turns.waiting(lanes);
        for (const lane of lanes) {
          if (working.has(lane) || working.size >= lanesAtOnce) continue;
          working.set(
            lane,
            workOn(lane).finally(() => working.delete(lane)),
          );
        }
      } catch (error) {
        logger.warn({ code: error instanceof RecordError ? error.code : 'INTERNAL' }, 'files: will try again');
      }
      await sleep(pollMs);
    }
    await Promise.all(working.values());
  };
  const running = run();

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
      wake?.();
      return kept;
    },
    async settled(name) {
      reports.set(name, undefined);
      try {
        for (;;) {
          const found = await store.files.status(name);
          if (found === undefined) throw new RecordError('NOT_FOUND');
          if (found.outcome !== undefined) return reports.get(name) ?? reportOf(found, found.outcome);
          if (ending.signal.aborted) throw new RecordError('STORE_UNAVAILABLE', { detail: 'the inbox of files is closed' });
          await new Promise((resolve) => setTimeout(resolve, askMs));
        }
      } finally {
        reports.delete(name);
      }
    },
    status: (name) => store.files.status(name),
    async close() {
      ending.abort();
      wake?.();
      await running;
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
