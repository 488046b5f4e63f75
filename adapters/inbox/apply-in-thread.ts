import { Worker as Thread } from 'node:worker_threads';
import { errorCodes, type ErrorCode } from '../../schema/errors.js';
import type { Profile } from '../../schema/profile.js';
import type { InboxPlace } from '../../store/inbox/applier.js';
import type { ArrivalOutcome } from '../../store/inbox/inbox-store.js';
import { gatheringMs, type Applying, type ApplyingOptions } from './applying.js';

/** What the thread is given at its start. */
export interface ThreadGiven {
  readonly place: InboxPlace;
  readonly profile: Profile;
  readonly pollMs: number;
}

export type ToThread =
  { readonly lanes: readonly string[]; readonly isAwaited: boolean } | { readonly profile: Profile } | 'close';

export type FromThread = { readonly settled: ReadonlyMap<number, ArrivalOutcome> } | { readonly failed: ErrorCode };

/** After a thread that ended by itself: how long until the next (ms). */
const pauseMs = 1_000;
/**
 * Most of what is read, translated and folded is garbage at the end of its batch. With the usual 16 MB to each half a batch outlives the
 * young generation, and is copied and marked for nothing. Three halves of 64 MB, as `npm start` has.
 */
const youngMegabytes = 192;

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
  /** The profile as the thread has it. */
  let inForce = profile;
  let ended: (() => void) | undefined;

  const start = (): void => {
    restarting = undefined;
    inForce = { ...profile };
    const given: ThreadGiven = { place, profile: inForce, pollMs };
    const opened = new Thread(threadFile, {
      workerData: given,
      resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes },
    });
    thread = opened;
    opened.on('message', (message: FromThread) => {
      if ('settled' in message) settled(message.settled);
      else failed(message.failed);
    });
    opened.on('error', (error) => failed(codeOf(error)));
    opened.on('exit', () => {
      thread = undefined;
      if (closed) ended?.();
      else restarting = setTimeout(start, pauseMs);
    });
  };
  start();

  const tell = (message: ToThread): void => thread?.postMessage(message);
  const parts = Object.keys(profile) as (keyof Profile)[];
  const untold = new Set<string>();
  let telling: NodeJS.Timeout | undefined;
  const tellLanes = (isAwaited: boolean): void => {
    if (untold.size > 0 || isAwaited) tell({ lanes: [...untold], isAwaited });
    untold.clear();
  };
  return {
    // Told at once of the first, then no more often than it looks: to be told of each message takes as long as to receive one.
    wake(lanes, isAwaited) {
      for (const lane of lanes) untold.add(lane);
      if (isAwaited || telling === undefined) tellLanes(isAwaited);
      telling ??= setTimeout(() => {
        telling = undefined;
        tellLanes(false);
      }, gatheringMs / 2);
    },
    refresh() {
      if (parts.every((part) => profile[part] === inForce[part])) return;
      inForce = { ...profile };
      tell({ profile: inForce });
    },
    async close() {
      closed = true;
      clearTimeout(restarting);
      clearTimeout(telling);
      if (thread === undefined) return;
      const end = new Promise<void>((resolve) => (ended = resolve));
      tell('close');
      await end;
    },
  };
}

/** An error of another thread has lost its class on the way. */
function codeOf(error: Error): ErrorCode {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' && Object.hasOwn(errorCodes, code) ? (code as ErrorCode) : 'INTERNAL';
}

const threadName = import.meta.url.endsWith('.ts') ? 'applying-thread-from-source.mjs' : 'applying-thread.js';
const threadFile = new URL(threadName, import.meta.url);
