import { Worker as Thread } from 'node:worker_threads';
import { RecordError, type ErrorCode } from '../../schema/errors.js';
import type { Profile } from '../../schema/profile.js';
import type { InboxPlace } from '../../store/inbox/applier.js';
import type { ArrivalOutcome } from '../../store/inbox/inbox-store.js';
import type { Applying, ApplyingOptions } from './applying.js';

/** What the thread is given at its start. */
export interface ThreadGiven {
  readonly place: InboxPlace;
  readonly profile: Profile;
  readonly pollMs: number;
}

export type ToThread = { readonly lanes: readonly string[]; readonly isAwaited: boolean } | 'close';

export type FromThread = { readonly settled: ReadonlyMap<number, ArrivalOutcome> } | { readonly failed: ErrorCode };

/** After a thread that ended by itself: how long until the next (ms). */
const pauseMs = 1_000;
/**
 * Most of what is read, translated and folded is garbage at the end of its batch. With the usual 16 MB a batch outlives the
 * young generation, and is copied and marked for nothing.
 */
const youngMegabytes = 64;

/**
 * Applies in a thread of its own, so that a sender does not wait for the work on what was received before. A thread that ends
 * for whatever reason is replaced; what it had begun is found in the database, as after the end of a process.
 */
export function applyInThread({
  place,
  profile,
  pollMs,
  settled,
  failed,
}: ThreadGiven & Pick<ApplyingOptions, 'settled' | 'failed'>): Applying {
  let thread: Thread | undefined;
  let restarting: NodeJS.Timeout | undefined;
  let closed = false;
  let ended: (() => void) | undefined;

  const start = (): void => {
    restarting = undefined;
    const given: ThreadGiven = { place, profile, pollMs };
    const opened = new Thread(threadFile, {
      workerData: given,
      resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes },
      ...(isSource ? { execArgv: ['--import', 'tsx'] } : {}),
    });
    thread = opened;
    opened.on('message', (message: FromThread) => {
      if ('settled' in message) settled(message.settled);
      else failed(message.failed);
    });
    opened.on('error', (error) => failed(error instanceof RecordError ? error.code : 'INTERNAL'));
    opened.on('exit', () => {
      thread = undefined;
      if (closed) ended?.();
      else restarting = setTimeout(start, pauseMs);
    });
  };
  start();

  const tell = (message: ToThread): void => thread?.postMessage(message);
  return {
    wake: (lanes, isAwaited) => tell({ lanes, isAwaited }),
    async close() {
      closed = true;
      clearTimeout(restarting);
      if (thread === undefined) return;
      const end = new Promise<void>((resolve) => (ended = resolve));
      tell('close');
      await end;
    },
  };
}

const isSource = import.meta.url.endsWith('.ts');
const threadFile = new URL(`./applying-thread.${isSource ? 'ts' : 'js'}`, import.meta.url);
