import { RecordError } from '../../schema/errors.js';
import type { Arrival, Inbox, Settled } from './inbox.js';

/** An inbox in memory whose outages, delays and outcomes a test decides. */
export interface TestInbox extends Inbox {
  readonly arrivals: Arrival[];
  /** Content of what was kept, with the code of its refusal before it, in order. */
  kept(): string[];
  isDown: boolean;
  /** Waited for before anything is durable. */
  durable: Promise<void>;
  outcome: (arrival: Arrival) => Settled | undefined;
}

export function testInbox(): TestInbox {
  const arrivals: Arrival[] = [];
  return {
    arrivals,
    isDown: false,
    durable: Promise.resolve(),
    outcome: () => ({ state: 'applied', entries: 1 }),
    kept: () =>
      arrivals.map(
        ({ bytes, refusal }) => `${refusal === undefined ? '' : `${refusal.code} `}${Buffer.from(bytes).toString('latin1')}`,
      ),
    async receive(arrival) {
      await this.durable;
      if (this.isDown) throw new RecordError('STORE_UNAVAILABLE');
      // The bytes are the listener's: what is kept of them must not change with them.
      arrivals.push({ ...arrival, bytes: Buffer.from(arrival.bytes) });
      return { id: String(arrivals.length), feed: arrival.feed ?? 'unknown', repeated: false };
    },
    settled(id) {
      return Promise.resolve(this.outcome(arrivals[Number(id) - 1]!));
    },
    state: () => Promise.resolve(undefined),
    keepEnvelope: () => Promise.resolve(),
    envelopeOf: () => Promise.resolve(undefined),
    close: () => Promise.resolve(),
  };
}
