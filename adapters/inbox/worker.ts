import type { ArrivalOutcome, InboxStore } from '../../store/inbox/inbox-store.js';
import type { Applying } from './applying.js';

/** Knows what becomes of arrivals, of whoever applies them. */
export interface Worker {
  /** These arrivals of `lanes` were received here, and are to be applied. */
  hold(ids: readonly number[], lanes: readonly string[]): void;
  /** What became of an arrival, waiting for it `timeoutMs` at most. */
  settled(id: number, timeoutMs: number): Promise<ArrivalOutcome | undefined>;
  /** See {@link Applying.refresh}. */
  refresh(): void;
  close(): Promise<void>;
}

/** Hands on what became of arrivals, as it becomes known. */
export type Tell = (outcomes: ReadonlyMap<number, ArrivalOutcome>) => void;

/** How often to ask for what another process may have applied (ms). */
const askMs = 100;
/** Of more arrivals than this it is not known by heart that they were received here. */
const mostOwn = 20_000;

/** `open` opens whatever applies; it is told what to tell. */
export function openWorker(store: Pick<InboxStore, 'status'>, open: (tell: Tell) => Applying): Worker {
  /** Received here, and not known to be settled. */
  const own = new Set<number>();
  const listeners = new Map<number, Set<(outcome: ArrivalOutcome) => void>>();
  const applying = open((outcomes) => {
    for (const [id, outcome] of outcomes) {
      own.delete(id);
      for (const tell of listeners.get(id) ?? []) tell(outcome);
    }
  });

  return {
    hold(ids, lanes) {
      if (own.size + ids.length > mostOwn) own.clear();
      for (const id of ids) own.add(id);
      applying.wake(lanes, false);
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
      applying.wake([], true);
      try {
        for (let isOwn = own.has(id); ; isOwn = false) {
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
    refresh: () => applying.refresh(),
    close: () => applying.close(),
  };
}
