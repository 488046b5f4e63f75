import { RecordError } from '../../schema/errors.js';
import type { InboxStore, NewArrival } from '../../store/inbox/inbox-store.js';

export interface Receipt {
  readonly id: string;
  readonly feed: string;
  /** A re-send of something received before: the first answer counts. */
  readonly repeated: boolean;
}

/** Keeps arrivals, those that come at the same time in one commit. */
export interface Receiving {
  /**
   * Durable when it resolves. Arrivals `from` the same source are kept in the order in which they are given; those from different
   * ones may be kept at the same time. Rejects with STORE_UNAVAILABLE, IDEMPOTENCY_CONFLICT.
   */
  receive(arrival: NewArrival, from: object): Promise<Receipt>;
  /** Keeps what was given, and ends. */
  close(): Promise<void>;
}

export interface ReceivingOptions {
  readonly store: Pick<InboxStore, 'receive' | 'manyWait'>;
  /** Beyond this many that wait to be applied, what comes is received more slowly. */
  readonly mostWaiting: number;
  /** Told of what was kept for the first time, before anybody is answered. */
  readonly kept: (ids: readonly number[], lanes: readonly string[]) => void;
}

interface Pending {
  readonly arrival: NewArrival;
  readonly from: object;
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (error: unknown) => void;
}

const mostInOneCommit = 500;
const mostBytesInOneCommit = 16_000_000;
/** Commits under way at once: while one waits for the disk, the next is sent. */
const mostUnderWay = 2;
/** How many are received between two looks at how many wait. */
const lookAfter = 1_000;
/** While too many wait: how long until the next look, and how many looks until some are received all the same (ms). */
const lookAgainMs = 100;
const mostLooks = 10;

export function openReceiving({ store, mostWaiting, kept }: ReceivingOptions): Receiving {
  let pending: Pending[] = [];
  const underWay = new Set<Promise<void>>();
  const busy = new Set<object>();
  let isDue = false;
  let receivedSinceLook = 0;
  let isCrowded = false;

  /** What may be sent now: nothing of a source of which something is under way, as the later could then be there first. */
  const nextGroup = (): readonly Pending[] => {
    const group: Pending[] = [];
    const rest: Pending[] = [];
    let bytes = 0;
    let isFull = false;
    for (const one of pending) {
      isFull ||=
        group.length === mostInOneCommit || (group.length > 0 && bytes + one.arrival.bytes.length > mostBytesInOneCommit);
      if (isFull || busy.has(one.from)) rest.push(one);
      else {
        group.push(one);
        bytes += one.arrival.bytes.length;
      }
    }
    pending = rest;
    return group;
  };

  const keep = async (group: readonly Pending[]): Promise<void> => {
    try {
      await makeRoom(group.length);
      const answers = await store.receive(group.map(({ arrival }) => arrival));
      const fresh = answers.flatMap((answer) => (answer === 'IDEMPOTENCY_CONFLICT' || answer.repeated ? [] : [answer.id]));
      if (fresh.length > 0) kept(fresh, [...new Set(group.map(({ arrival }) => arrival.lane))]);
      for (const [index, answer] of answers.entries()) {
        const { arrival, resolve, reject } = group[index]!;
        if (answer === 'IDEMPOTENCY_CONFLICT') reject(new RecordError(answer, { feed: arrival.lane }));
        else resolve({ id: String(answer.id), feed: arrival.lane, repeated: answer.repeated });
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  };

  /** A sender that is faster than what it sends is applied is slowed down, never stopped: one feed may wait for a reason of its own. */
  const makeRoom = async (count: number): Promise<void> => {
    receivedSinceLook += count;
    if (!isCrowded && receivedSinceLook < lookAfter) return;
    receivedSinceLook = 0;
    for (let looks = 0; looks < mostLooks; looks++) {
      isCrowded = await store.manyWait(mostWaiting);
      if (!isCrowded) return;
      await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
    }
  };

  const send = (): void => {
    isDue = false;
    while (underWay.size < mostUnderWay && pending.length > 0) {
      const group = nextGroup();
      if (group.length === 0) return;
      const sources = new Set(group.map(({ from }) => from));
      for (const source of sources) busy.add(source);
      const keeping = keep(group).then(() => {
        for (const source of sources) busy.delete(source);
        underWay.delete(keeping);
        sendSoon();
      });
      underWay.add(keeping);
    }
  };

  /** What comes in the same turn of the event loop shares the commit. */
  const sendSoon = (): void => {
    if (isDue || pending.length === 0 || underWay.size === mostUnderWay) return;
    isDue = true;
    setImmediate(send);
  };

  return {
    receive(arrival, from) {
      return new Promise((resolve, reject) => {
        pending.push({ arrival, from, resolve, reject });
        sendSoon();
      });
    },
    async close() {
      while (pending.length > 0 || underWay.size > 0) {
        if (underWay.size === 0) await new Promise(setImmediate);
        else await Promise.all(underWay);
      }
    },
  };
}
