import { RecordError } from '../../../schema/errors.js';
import { maxMessageBytes } from '../../../schema/feed-connection.js';
import type { Feed, Profile } from '../../../schema/profile.js';
import { headerOf, senderIn, type Header } from '../../formats/hl7v2/header.js';
import type { Arrival, Inbox } from '../inbox.js';
import type { Receipt } from '../receiving.js';
import { admit, feedFinder, type ProvenCertificate } from '../sender.js';
import { acknowledgement, notKeptAs, refusedAs, wantedBy, type Fault } from './acknowledge.js';
import type { Frame } from './frame.js';

/** What is to be said to the sender of a frame, one message after the other, and what is worth noting. */
export interface Answer {
  /** Undefined where nothing is said. */
  readonly bytes?: Uint8Array;
  readonly feed?: string;
  readonly fault?: Fault;
  /** Under which id it is kept, once it is. */
  readonly id?: string;
}

/** What is known of a frame beside its bytes. */
export interface FrameOrigin {
  readonly certificate?: ProvenCertificate | undefined;
  /** The feed, where the sender has proven to be on one; else the message names it. */
  readonly feed?: Feed;
  readonly idempotencyKey?: string;
  /** The connection: what comes on one is received in order. */
  readonly from?: object;
}

export interface ReceptionOptions {
  readonly inbox: Pick<Inbox, 'receive' | 'settled'>;
  readonly profile: Profile;
  /** How long a sender of a feed with `onError: reject` waits for what becomes of a message (ms). */
  readonly settleMs: number;
  readonly channel: 'mllp' | 'https';
}

/** Takes in the frames of one listener and says how each is answered. */
export interface Reception {
  /**
   * The answers to a frame. The first is given only once the bytes are durable, or names the reason why they are not; an outage
   * is CE or AE, on which senders try again, and never a refusal of the message. Never throws.
   */
  answers(frame: Frame, origin: FrameOrigin): AsyncGenerator<Answer, void>;
  /** Whether the sender of a frame with this content so far is one that never marks the end. */
  endsBySilence(content: Uint8Array): boolean;
}

export function openReception({ inbox, profile, settleMs, channel }: ReceptionOptions): Reception {
  const feedOf = feedFinder(profile);

  /** @throws RecordError, of the refusal or the outage */
  const keep = async (
    frame: Frame,
    header: Header | undefined,
    feed: Feed | undefined,
    { idempotencyKey, from }: FrameOrigin,
  ): Promise<Receipt> => {
    const { bytes, fault = unreadable(header) } = frame;
    const arrival: Arrival = {
      channel,
      bytes,
      ...(feed === undefined ? {} : { feed: feed.name }),
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      ...(from === undefined ? {} : { from }),
      ...(fault === undefined ? {} : { refusal: { ...fault, location: header === undefined ? 'frame' : 'message' } }),
    };
    const receipt = await inbox.receive(arrival);
    if (fault !== undefined) throw new RecordError(fault.code, { location: 'message' });
    if (feed === undefined && header?.isBatch !== true) throw new RecordError('FEED_UNKNOWN', { location: 'MSH-3, MSH-4' });
    return receipt;
  };

  /** What is wrong with a message that is durable, as far as its sender is told. */
  const faultOf = async (receipt: Receipt, feed: Feed | undefined): Promise<Fault | undefined> => {
    if (feed?.onError !== 'reject') return undefined;
    const settled = await inbox.settled(receipt.id, settleMs);
    // It is kept and will be applied, but nobody knows yet how: sent again, it gets the answer it then has.
    if (settled === undefined) return { code: 'STORE_UNAVAILABLE' };
    if (settled.state !== 'quarantined') return undefined;
    return {
      code: settled.code ?? 'MESSAGE_UNMAPPABLE',
      ...(settled.location === undefined ? {} : { location: settled.location }),
    };
  };

  return {
    endsBySilence(content) {
      const header = headerOf(content);
      return header !== undefined && feedOf(senderIn(header))?.frameEnd === 'silence';
    },
    async *answers(given, origin) {
      const { certificate, feed: named } = origin;
      const header = headerOf(given.bytes);
      const wanted = header === undefined ? original : wantedBy(header);
      const feed = named ?? (header === undefined || header.isBatch ? undefined : feedOf(senderIn(header)));
      const frame = heldTo(feed, given);
      const about = feed === undefined ? {} : { feed: feed.name };
      let receipt: Receipt;
      try {
        if (feed !== undefined && named === undefined) admit(feed, certificate);
        receipt = await keep(frame, header, feed, origin);
      } catch (error) {
        const fault = faultIn(error);
        // To half a frame and to stray bytes nothing is said: an answer would be taken for that to another message.
        if (frame.fault?.code === 'FRAME_UNREADABLE') return yield { ...about, fault };
        const code = wanted.commit(false) ? notKeptAs(fault) : wanted.application(false) ? refusedAs(fault) : undefined;
        return yield { ...about, fault, ...(code === undefined ? {} : { bytes: acknowledgement(header, code, fault) }) };
      }
      if (wanted.commit(true)) yield { ...about, id: receipt.id, bytes: acknowledgement(header, 'CA') };
      const fault = await faultOf(receipt, feed).catch(faultIn);
      const isWanted = wanted.application(fault === undefined);
      const code = fault === undefined ? 'AA' : refusedAs(fault);
      yield {
        ...about,
        id: receipt.id,
        ...(fault === undefined ? {} : { fault }),
        ...(isWanted ? { bytes: acknowledgement(header, code, fault) } : {}),
      };
    },
  };
}

/** What cannot be read gets an answer all the same. */
const original = { isEnhanced: false, commit: () => false, application: () => true };

function unreadable(header: Header | undefined): Frame['fault'] {
  return header === undefined ? { code: 'FRAME_UNREADABLE', detail: 'the content does not begin with MSH' } : undefined;
}

/** A feed may allow less than the listener. */
function heldTo(feed: Feed | undefined, frame: Frame): Frame {
  if (frame.fault !== undefined || frame.bytes.length <= (feed?.maxMessageBytes ?? maxMessageBytes)) return frame;
  return { bytes: frame.bytes, fault: { code: 'MESSAGE_TOO_LARGE', detail: 'larger than the feed allows' } };
}

/** Of a fault of our own only that there is one. */
function faultIn(error: unknown): Fault {
  if (!(error instanceof RecordError)) return { code: 'INTERNAL' };
  return { code: error.code, ...(error.location === undefined ? {} : { location: error.location }) };
}
