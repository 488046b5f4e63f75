import type { Refused } from '../../schema/entry.js';
import type { ErrorCode } from '../../schema/errors.js';
import type { PartialDateTime } from '../../schema/partial-date.js';
import type { ReceivedMessage } from '../received.js';
import type { Unit } from '../apply/units.js';
import type { FeedStatus } from './feeds.js';
import type { QuarantinedPart, QuarantineQuery } from './quarantine.js';
import type { KeptMessage, KeptQuery, Retranslated, Retranslation } from './replay.js';
import type { FlagChange, FlagEffect, FlagSettling } from './replay-flags.js';

/** By which way something came. */
export type Channel = 'mllp' | 'https' | 'drop-folder' | 'mesh' | 'command';

/** Something that came in, as it came. */
export interface NewArrival {
  readonly channel: Channel;
  readonly bytes: Uint8Array;
  readonly hash: Buffer;
  /** What is applied in order of arrival: the feed, or what stands for one that is not known. */
  readonly lane: string;
  /** The sender as it names itself, and its own number of the message: with the hash, what makes it the same again. */
  readonly sender: string;
  readonly controlId: string;
  /** The feed that the sender named. */
  readonly feed?: string;
  readonly fileName?: string;
  readonly idempotencyKey?: string;
  readonly receivedAt: PartialDateTime;
  /** Why it cannot be framed or read. */
  readonly refusal?: Refused;
}

/** `repeated`: it came before, under this id. */
export interface ReceivedArrival {
  readonly id: number;
  readonly repeated: boolean;
}

/** One that waits. */
export interface WaitingArrival extends Pick<NewArrival, 'channel' | 'lane' | 'feed' | 'fileName' | 'receivedAt' | 'refusal'> {
  readonly id: number;
  readonly bytes: Uint8Array;
}

/** One message, document or row of an arrival: to be applied, or refused as a whole. */
export type ArrivalUnit =
  Unit | { readonly message: ReceivedMessage; readonly refusal: Refused; readonly translation?: undefined };

export type ArrivalState = 'applied' | 'superseded' | 'quarantined' | 'ignored';

/** What became of an arrival. */
export interface ArrivalOutcome {
  readonly state: ArrivalState;
  /** Of an arrival that was not applied whole, the first reason and its place. */
  readonly code?: ErrorCode;
  readonly location?: string;
  /** Messages, documents or rows in it, of which stored, known before; entries put or changed. */
  readonly units: number;
  readonly stored: number;
  readonly duplicates: number;
  readonly entries: number;
}

/** A part or the whole of an arrival that was refused. */
export interface RefusedPart {
  readonly code: ErrorCode;
  readonly location: string;
  readonly whole: boolean;
}

/** What one arrival is and became; `outcome` is not there while it waits. */
export interface ArrivalStatus {
  readonly id: number;
  readonly feed: string;
  readonly channel: Channel;
  readonly receivedAt: PartialDateTime;
  readonly outcome?: ArrivalOutcome;
  /** When it was settled, ms since 1970, UTC. */
  readonly settledMs?: number;
}

/** What a worker brings: the units of an arrival. */
export interface Translating {
  /** The units of an arrival, one after the other; nothing is thrown for what cannot be translated. */
  unitsOf(arrival: WaitingArrival): Iterable<ArrivalUnit>;
}

/** A turn of work that ended: what became of which arrivals. */
export interface Turn {
  readonly settled: ReadonlyMap<number, ArrivalOutcome>;
}

/**
 * What arrived, from the moment it is durable until it is applied. Every method throws RecordError STORE_UNAVAILABLE when the
 * database cannot answer.
 */
export interface InboxStore {
  /**
   * Keeps arrivals, durable when it resolves; answers in the order given. One that came before is answered with its first id.
   * An idempotency key that came with other bytes answers `IDEMPOTENCY_CONFLICT` in its place.
   */
  receive(arrivals: readonly NewArrival[]): Promise<readonly (ReceivedArrival | 'IDEMPOTENCY_CONFLICT')[]>;
  /** Whether more than `most` wait to be applied. */
  manyWait(most: number): Promise<boolean>;
  /** Lanes in which something waits. */
  lanesWaiting(): Promise<readonly string[]>;
  /**
   * Applies what waits longest in those of `lanes` that no other process works on, at most some hundred units, in one transaction
   * with its outcomes. One that cannot be applied is quarantined; one that ends the process every time, too, after some times.
   */
  applyNext(lanes: readonly string[], translating: Translating): Promise<Turn>;
  /** What became of an arrival; undefined when there is none with that id. */
  status(id: number): Promise<ArrivalStatus | undefined>;
  /** Keeps, as long as raw bytes are, what the answer to an arrival refers to. */
  keepEnvelope(id: number, envelope: Uint8Array): Promise<void>;
  /** The same; undefined when nothing is kept (any more). */
  envelopeOf(id: number): Promise<Buffer | undefined>;
  /** The parts of an arrival that were refused, at most some thousand. */
  refusedOf(id: number): Promise<readonly RefusedPart[]>;
  /**
   * Lets what was quarantined, whole or in part, be tried anew with its bytes; false when it waits, was applied whole, or was refused only
   * at `refusedBeforeMs` (ms since 1970) or after.
   */
  tryAnew(id: number, bytes: Uint8Array, refusedBeforeMs?: number): Promise<boolean>;

  /** How each feed is doing. */
  feeds(): Promise<readonly FeedStatus[]>;
  /** Lets go of bytes received before a moment, of what does not wait; answers how many. */
  purgeBytes(before: PartialDateTime): Promise<number>;

  quarantined(query: QuarantineQuery): Promise<readonly QuarantinedPart[]>;
  quarantinedPart(id: number): Promise<QuarantinedPart | undefined>;
  /** Its bytes as they came, for the machine; undefined when none are kept. */
  quarantinedBytes(id: number): Promise<Buffer | undefined>;
  /** The same, for somebody to look at: who and why is kept for good. */
  lookInto(id: number, access: { readonly by: string; readonly reason: string }): Promise<Buffer | undefined>;
  settleQuarantined(id: number, settled: 'replayed' | 'discarded'): Promise<boolean>;

  /** Messages of a feed received in a span, by their numbers. */
  keptMessages(query: KeptQuery): Promise<readonly KeptMessage[]>;
  /** What other translations of messages change, and with `apply` changes it, but for what lifts dissent or a hidden address. */
  retranslate(messages: readonly Retranslated[], apply: boolean): Promise<Retranslation>;
  /** What the changes of a whole replay come to for dissent and hidden addresses; does it as `settling` says. */
  settleFlags(changes: readonly FlagChange[], settling: FlagSettling): Promise<readonly FlagEffect[]>;
}
