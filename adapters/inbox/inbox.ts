import { createHash } from 'node:crypto';
import type { Refused } from '../../schema/entry.js';
import { RecordError, type ErrorCode } from '../../schema/errors.js';
import { utcNow, type PartialDateTime } from '../../schema/partial-date.js';
import type { Profile } from '../../schema/profile.js';
import type { ArrivalOutcome, ArrivalState, ArrivalStatus, Channel, NewArrival } from '../../store/inbox/inbox-store.js';
import type { Store } from '../../store/store.js';
import { applyInThread } from './apply-in-thread.js';
import { openApplying } from './applying.js';
import { identify } from './identify.js';
import { openReceiving, type Receipt } from './receiving.js';
import { openWorker } from './worker.js';

/** Something that came in. */
export interface Arrival {
  readonly channel: Channel;
  readonly bytes: Uint8Array;
  /** The feed that the sender named or has proven to be on. */
  readonly feed?: string;
  readonly fileName?: string;
  readonly idempotencyKey?: string;
  /** Bytes that could not be framed or read: kept with this reason. */
  readonly refusal?: Refused;
  /** Default: now. */
  readonly receivedAt?: PartialDateTime;
  /** The connection it came on: what comes on one is received in order. Default: one for all that name none. */
  readonly from?: object;
}

/** What became of an arrival. Of one applied in part, `code` and `location` are those of the first part refused. */
export interface Settled {
  readonly state: ArrivalState;
  readonly code?: ErrorCode;
  readonly location?: string;
  /** PRSB entries that were put or changed. */
  readonly entries?: number;
}

/** What an arrival is and became; without `settled` it waits. */
export interface InboxState {
  readonly id: string;
  readonly feed: string;
  readonly channel: Channel;
  readonly receivedAt: PartialDateTime;
  readonly settled?: ArrivalOutcome;
  /** Since when, ms since 1970, UTC. */
  readonly settledMs?: number;
}

export interface Inbox {
  /**
   * Durable (committed, encrypted) when it resolves; arrivals at the same time share a commit. Throws STORE_UNAVAILABLE: then nothing
   * may be acknowledged; IDEMPOTENCY_CONFLICT for a key that came with other bytes before.
   */
  receive(arrival: Arrival): Promise<Receipt>;
  /** What became of it; undefined while it waits longer than timeoutMs. Throws STORE_UNAVAILABLE, NOT_FOUND. */
  settled(id: string, timeoutMs: number): Promise<Settled | undefined>;
  /** For status resources; undefined when nothing has that id. */
  state(id: string): Promise<InboxState | undefined>;
  /** Keeps what an answer to it, given later, refers to. Durable when it resolves; throws STORE_UNAVAILABLE. */
  keepEnvelope(id: string, envelope: Uint8Array): Promise<void>;
  /** The same; undefined when nothing is kept of that id, or not any more. */
  envelopeOf(id: string): Promise<Uint8Array | undefined>;
  /** Takes nothing in any more, and ends what is being applied. */
  close(): Promise<void>;
}

export interface InboxOptions {
  readonly store: Store;
  readonly profile: Profile;
  readonly logger: { warn(about: object, message: string): void };
  /** How often to look for what other processes received and left (ms). Default 500. */
  readonly pollMs?: number;
  /** Where what was received is applied: in this thread, the default, or in one of its own, which a sender does not wait for. */
  readonly appliesIn?: 'this thread' | 'own thread';
  /** Beyond this many that wait to be applied, whoever sends waits longer for each answer. Default 100,000. */
  readonly mostWaiting?: number;
}

/** Of what says nothing of where it comes from, the later is received after the earlier. */
const anywhere = {};

/** Takes in what arrives and applies it, in this process, beside any others that do the same on the same store. */
export function openInbox({
  store,
  profile,
  logger,
  pollMs = 500,
  appliesIn = 'this thread',
  mostWaiting = 100_000,
}: InboxOptions): Inbox {
  const failed = (code: ErrorCode) => logger.warn({ code }, 'inbox: will try again');
  const worker = openWorker(store.inbox, (settled) =>
    appliesIn === 'this thread'
      ? openApplying({ store: store.inbox, profile, pollMs, settled, failed })
      : applyInThread({ place: store.inboxPlace, profile, pollMs, settled, failed }),
  );
  const receiving = openReceiving({ store: store.inbox, mostWaiting, kept: (ids, lanes) => worker.hold(ids, lanes) });
  let closed = false;

  return {
    receive(arrival) {
      if (closed) return Promise.reject(new RecordError('STORE_UNAVAILABLE', { detail: 'the inbox is closed' }));
      worker.refresh();
      return receiving.receive(newArrival(arrival, profile), arrival.from ?? anywhere);
    },
    async settled(id, timeoutMs) {
      const number = numberOf(id);
      const outcome = number === undefined ? undefined : await worker.settled(number, timeoutMs);
      if (outcome === undefined) {
        if (number === undefined || (await store.inbox.status(number)) === undefined) throw new RecordError('NOT_FOUND');
        return undefined;
      }
      const { state, code, location, entries } = outcome;
      return { state, entries, ...(code === undefined ? {} : { code, ...(location === undefined ? {} : { location }) }) };
    },
    async state(id) {
      const number = numberOf(id);
      const found = number === undefined ? undefined : await store.inbox.status(number);
      return found === undefined ? undefined : stateOf(found);
    },
    async keepEnvelope(id, envelope) {
      const number = numberOf(id);
      if (number === undefined) throw new RecordError('NOT_FOUND');
      await store.inbox.keepEnvelope(number, envelope);
    },
    async envelopeOf(id) {
      const number = numberOf(id);
      return number === undefined ? undefined : store.inbox.envelopeOf(number);
    },
    async close() {
      closed = true;
      await receiving.close();
      await worker.close();
    },
  };
}

function newArrival(arrival: Arrival, profile: Profile): NewArrival {
  const { channel, bytes, feed: named, fileName, idempotencyKey, refusal, receivedAt = utcNow() } = arrival;
  const { feed, sender, controlId } = identify(bytes, named, profile);
  return {
    channel,
    bytes,
    hash: createHash('sha256').update(bytes).digest(),
    lane: feed,
    // A file is another one under another name: its rows say so in their identifiers.
    sender,
    controlId: controlId === '' ? (fileName ?? '').slice(0, 200) : controlId,
    receivedAt,
    ...(named === undefined ? {} : { feed: named }),
    ...(fileName === undefined ? {} : { fileName }),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    ...(refusal === undefined ? {} : { refusal }),
  };
}

function numberOf(id: string): number | undefined {
  return /^\d{1,15}$/.test(id) ? Number(id) : undefined;
}

function stateOf({ id, outcome, ...about }: ArrivalStatus): InboxState {
  return { id: String(id), ...about, ...(outcome === undefined ? {} : { settled: outcome }) };
}
