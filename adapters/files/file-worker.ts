import { RecordError } from '../../schema/errors.js';
import type { FileOutcome, KeptFile } from '../../store/files/file-store.js';
import type { IngestReport } from '../ingest.js';
import { applyKept, isNobodysFault } from './apply-kept.js';
import { attemptAt, type Attempt } from './attempt.js';
import { outcomeOf } from './outcome.js';
import type { TakingOptions } from './take-in-kept.js';
import { openTurns } from './turns.js';

/** Applies the files that wait, those of one feed in the order of their arrival, as long as this process lives. */
export interface FileWorker {
  /** Something waits. */
  wake(): void;
  /** Ends what is being applied between two pieces: it goes on later, here or elsewhere. */
  close(): Promise<void>;
}

export interface FileWorkerOptions extends Omit<TakingOptions, 'signal'> {
  readonly logger: { info(about: object, message: string): void; warn(about: object, message: string): void };
  /** How often to look for what other processes left (ms). */
  readonly pollMs: number;
  /** Told of each file that was applied here, before it is settled. */
  readonly reported: (name: string, report: IngestReport) => void;
}

/** Lanes worked on at the same time: a long file of one council does not hold up another's. */
const lanesAtOnce = 2;
/** After an outage: how long until the next try (ms). */
const pauseMs = 1_000;

export function openFileWorker(options: FileWorkerOptions): FileWorker {
  const { store, logger, pollMs, reported } = options;
  const sinceMs = performance.now();
  const ending = new AbortController();
  const { signal } = ending;
  const working = new Map<string, Promise<void>>();
  const turns = openTurns(() => performance.now() - sinceMs);
  /** Attempts that an outage ended, and whose count could not be corrected as the database was away. */
  const owed: Attempt[] = [];
  let wake: (() => void) | undefined;

  const sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

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
    const report = await applyKept({ ...options, signal }, file, attempt);
    reported(file.name, report);
    const outcome = outcomeOf(report);
    const { state, read, stored, refused } = outcome;
    const code = outcome.quarantined[0]?.code;
    logger.info({ feed: file.lane, file: file.name, state, read, stored, refused, code }, 'file read');
    return outcome;
  };

  const workOn = async (lane: string): Promise<void> => {
    let attempt: Attempt | undefined;
    const begin = (file: KeptFile): Promise<FileOutcome> => {
      attempt = attemptAt(store.files, file, () => turns.cleared(lane));
      return apply(file, attempt);
    };
    try {
      await pay();
      for (let isDone = true; isDone && !signal.aborted;) {
        let mustWait = false;
        const mayBegin = (attempts: number): boolean => !(mustWait = !turns.mayBegin(lane, attempts));
        isDone = await store.files.applyNext(lane, { mayBegin, apply: begin });
        attempt = undefined;
        if (!mustWait) turns.ended(lane);
      }
    } catch (error) {
      turns.ended(lane);
      if (attempt !== undefined && isNobodysFault(error, signal)) owed.push(attempt);
      if (signal.aborted) return pay().catch(() => undefined);
      tell(error, { feed: lane });
      await sleep(pauseMs);
    }
  };

  const tell = (error: unknown, about: { readonly feed?: string } = {}): void =>
    logger.warn({ code: error instanceof RecordError ? error.code : 'INTERNAL', ...about }, 'files: will try again');

  const run = async (): Promise<void> => {
    while (!signal.aborted) {
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
        tell(error);
      }
      await sleep(pollMs);
    }
    await Promise.all(working.values());
  };
  const running = run();

  return {
    wake: () => wake?.(),
    async close() {
      ending.abort();
      wake?.();
      await running;
    },
  };
}
