import { RecordError, type ErrorCode } from '../../schema/errors.js';
import type { Profile } from '../../schema/profile.js';
import type { ArrivalOutcome, InboxStore } from '../../store/inbox/inbox-store.js';
import { unitsOf } from './translating.js';

/** Applies what waits, in this thread or in one of its own. */
export interface Applying {
  /** Something waits in `lanes`; `isAwaited`: somebody waits for what becomes of it. */
  wake(lanes: readonly string[], isAwaited: boolean): void;
  /** Lets the profile as it now is count for whatever is received from now on. */
  refresh(): void;
  /** Ends what is being applied. */
  close(): Promise<void>;
}

export interface ApplyingOptions {
  readonly store: Pick<InboxStore, 'lanesWaiting' | 'applyNext'>;
  readonly profile: Profile;
  /** How often to look for what other processes received and left (ms). */
  readonly pollMs: number;
  /** Told after every turn. */
  readonly settled: (outcomes: ReadonlyMap<number, ArrivalOutcome>) => void;
  /** Told of whatever ended a turn; it is tried again. */
  readonly failed: (code: ErrorCode) => void;
}

/** After an outage: how long until the next try (ms). */
const pauseMs = 1_000;
/**
 * After a turn that found little: how long until the next (ms). What comes meanwhile shares the transaction, which costs as much for one
 * message as for fifty.
 */
export const gatheringMs = 100;
/** A turn that found more than this is followed by the next at once. */
const few = 100;

/** Applies what waits, one batch after the other, as long as this thread lives. */
export function openApplying({ store, profile, pollMs, settled, failed }: ApplyingOptions): Applying {
  const lanes = new Set<string>();
  let closed = false;
  let isAwaited = false;
  let pollDueMs = 0;
  /** Ends the pause under way, where what came is reason enough. */
  let interrupt: ((isUrgent: boolean) => void) | undefined;

  const pause = (ms: number, endsForAnything: boolean): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        interrupt = undefined;
        resolve();
      };
      const timer = setTimeout(end, ms);
      interrupt = (isUrgent) => {
        if (isUrgent || endsForAnything) end();
      };
    });

  /** Answers how many were settled; undefined when there is nothing to look into. */
  const turn = async (): Promise<number | undefined> => {
    if (Date.now() >= pollDueMs) {
      for (const lane of await store.lanesWaiting()) lanes.add(lane);
      pollDueMs = Date.now() + pollMs;
    }
    if (lanes.size === 0) return undefined;
    const wanted = [...lanes];
    lanes.clear();
    isAwaited = false;
    const { settled: outcomes } = await store.applyNext(wanted, { unitsOf: (arrival) => unitsOf(arrival, profile) });
    if (outcomes.size === 0) return 0;
    settled(outcomes);
    // More may wait in them; when nothing does, the next turn finds that out.
    for (const lane of wanted) lanes.add(lane);
    return outcomes.size;
  };

  const run = async (): Promise<void> => {
    while (!closed) {
      try {
        const count = await turn();
        if (closed) return;
        if (count === undefined) await pause(Math.max(1, pollDueMs - Date.now()), true);
        // Others work on what is wanted, or nothing is left of it.
        else if (count === 0) await pause(gatheringMs, false);
        else if (count < few && !isAwaited) await pause(gatheringMs, false);
      } catch (error) {
        failed(error instanceof RecordError ? error.code : 'INTERNAL');
        pollDueMs = 0;
        if (!closed) await pause(pauseMs, false);
      }
    }
  };
  const running = run();

  return {
    wake(some, isUrgent) {
      for (const lane of some) lanes.add(lane);
      if (isUrgent) isAwaited = true;
      interrupt?.(isUrgent);
    },
    // Whoever holds a live profile reads the one in force.
    refresh: () => undefined,
    async close() {
      closed = true;
      interrupt?.(true);
      await running;
    },
  };
}
