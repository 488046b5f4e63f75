import { RecordError } from '../../schema/errors.js';
import type { Profile } from '../../schema/profile.js';
import type { ArrivalOutcome, ArrivalUnit, InboxStore, NewArrival } from '../../store/inbox/inbox-store.js';
import { unitsOf } from './translating.js';

export interface Worker {
  /** Translates what is just being received; what is too large to be held is left to be read back. */
  translate(arrivals: readonly NewArrival[]): readonly (readonly ArrivalUnit[] | undefined)[];
  /** Takes over an arrival that was received, translated or not. */
  hold(id: number, lane: string, units: readonly ArrivalUnit[] | undefined): void;
  /** What became of an arrival, waiting for it `timeoutMs` at most. */
  settled(id: number, timeoutMs: number): Promise<ArrivalOutcome | undefined>;
  close(): Promise<void>;
}

interface WorkerOptions {
  readonly store: InboxStore;
  readonly profile: Profile;
  readonly logger: { warn(about: object, message: string): void };
  readonly pollMs: number;
}

const mostHeld = 5_000;
const longestHeldMs = 60_000;
/** How many of those held a turn is told of: more than it takes. */
const mostNamed = 1_000;
const mostBytesHeld = 256_000;
/** After an outage: how long until the next try (ms). */
const pauseMs = 1_000;
/** How often to ask for what another process may have applied (ms). */
const askMs = 100;

/** Applies what waits, one batch after the other: what this process received from memory, what others left from the store. */
export function openWorker({ store, profile, logger, pollMs }: WorkerOptions): Worker {
  const held = new Map<number, { readonly units: readonly ArrivalUnit[]; readonly sinceMs: number }>();
  const lanes = new Set<string>();
  const listeners = new Map<number, Set<(outcome: ArrivalOutcome) => void>>();
  let closed = false;
  let pollDueMs = 0;
  let wake: (() => void) | undefined;

  const sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const turn = async (): Promise<boolean> => {
    if (Date.now() >= pollDueMs) {
      for (const lane of await store.lanesWaiting()) lanes.add(lane);
      pollDueMs = Date.now() + pollMs;
      forget(Date.now() - longestHeldMs);
    }
    if (lanes.size === 0) return false;
    const wanted = [...lanes];
    lanes.clear();
    const { settled } = await store.applyNext(wanted, {
      held: () => [...firstOf(held.keys(), mostNamed)],
      unitsOf(id, arrival) {
        if (arrival !== undefined) return unitsOf(arrival, profile);
        const own = held.get(id);
        if (own === undefined) throw new RecordError('INTERNAL', { detail: 'an arrival is neither held nor read' });
        return own.units;
      },
    });
    for (const [id, outcome] of settled) {
      held.delete(id);
      for (const tell of listeners.get(id) ?? []) tell(outcome);
      listeners.delete(id);
    }
    // More may wait in them; when nothing does, the next turn finds that out.
    if (settled.size > 0) for (const lane of wanted) lanes.add(lane);
    return settled.size > 0 || lanes.size > 0;
  };

  /** Another process may have applied them; one that still waits is read back. */
  const forget = (beforeMs: number): void => {
    for (const [id, { sinceMs }] of held) {
      if (sinceMs > beforeMs) return;
      held.delete(id);
    }
  };

  const run = async (): Promise<void> => {
    while (!closed) {
      try {
        if (!(await turn()) && lanes.size === 0) await sleep(Math.max(1, pollDueMs - Date.now()));
      } catch (error) {
        logger.warn({ code: error instanceof RecordError ? error.code : 'INTERNAL' }, 'inbox: will try again');
        // What was in memory is read back: after an outage it may have been applied, or not.
        held.clear();
        pollDueMs = 0;
        if (!closed) await sleep(pauseMs);
      }
    }
  };
  const running = run();

  return {
    translate: (arrivals) =>
      arrivals.map((arrival) =>
        arrival.bytes.length > mostBytesHeld || held.size >= mostHeld ? undefined : unitsNow(arrival, profile),
      ),
    hold(id, lane, units) {
      if (units !== undefined) held.set(id, { units: units.map((unit) => numbered(unit, id)), sinceMs: Date.now() });
      lanes.add(lane);
      wake?.();
    },
    async settled(id, timeoutMs) {
      const untilMs = Date.now() + timeoutMs;
      let heard: ArrivalOutcome | undefined;
      let listen: (() => void) | undefined;
      const tell = (outcome: ArrivalOutcome) => {
        heard = outcome;
        listen?.();
      };
      listeners.set(id, (listeners.get(id) ?? new Set()).add(tell));
      try {
        for (let isOwn = held.has(id); ; isOwn = false) {
          // Told by this process's own worker; asked for what another one applied, or what was applied long ago.
          const known = heard ?? (isOwn ? undefined : (await store.status(id))?.outcome);
          if (known !== undefined || Date.now() >= untilMs) return known;
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, Math.max(1, Math.min(askMs, untilMs - Date.now())));
            listen = () => {
              clearTimeout(timer);
              resolve();
            };
          });
        }
      } finally {
        const those = listeners.get(id);
        those?.delete(tell);
        if (those?.size === 0) listeners.delete(id);
      }
    },
    async close() {
      closed = true;
      wake?.();
      await running;
    },
  };
}

function* firstOf<T>(all: Iterable<T>, count: number): Generator<T> {
  let left = count;
  for (const one of all) {
    if (left-- === 0) return;
    yield one;
  }
}

function numbered(unit: ArrivalUnit, id: number): ArrivalUnit {
  return { ...unit, message: { ...unit.message, arrival: { ...unit.message.arrival!, id } } };
}

/** Undefined during an outage: it is durable whatever can be translated, and is read back. */
function unitsNow(arrival: NewArrival, profile: Profile): readonly ArrivalUnit[] | undefined {
  try {
    return [...unitsOf({ ...arrival, id: 0 }, profile)];
  } catch {
    return undefined;
  }
}
