/** Documents that come over HTTPS, in an ITK envelope or not, and how their senders are answered. */
import { RecordError, type ErrorCode } from '../../../schema/errors.js';
import type { Feed } from '../../../schema/profile.js';
import type { Inbox, InboxState } from '../inbox.js';
import { statusOf } from './http-status.js';
import { answered, declared, envelopedIn, infrastructureResponse, type Enveloped } from './itk-answer.js';
import { businessAcknowledgement, isAccepted } from './itk-business-answer.js';

export interface Documents {
  /**
   * Keeps a document; where its feed says so, waits for what becomes of it.
   * @throws RecordError why it is not kept, or was refused, when it came without an ITK envelope
   */
  take(feed: Feed, bytes: Buffer, idempotencyKey: string | undefined): Promise<DocumentAnswer>;
  /**
   * The ITK business acknowledgement of an envelope; 'waits' while nobody knows what becomes of it; undefined when the feed has
   * no such envelope, its sender asked for none, or it came longer ago than raw bytes are kept.
   */
  acknowledgement(feed: Feed, id: string): Promise<{ readonly xml: string } | 'waits' | undefined>;
}

/** What a sender is answered: XML to an envelope, else JSON. */
export interface DocumentAnswer {
  readonly status: number;
  /** Of what is kept. */
  readonly id?: string;
  readonly xml?: string;
  readonly json?: object;
  /** Where the business acknowledgement will be, when one was asked for and is not in the answer. */
  readonly acknowledgementAt?: string;
}

export interface DocumentsOptions {
  readonly inbox: Pick<Inbox, 'receive' | 'settled' | 'state' | 'keepEnvelope' | 'envelopeOf'>;
  /** How long a sender of a feed with `onError: reject` waits (ms). */
  readonly settleMs: number;
}

export function openDocuments({ inbox, settleMs }: DocumentsOptions): Documents {
  const settledOf = async (feed: Feed, id: string): Promise<InboxState | undefined> => {
    if (feed.onError !== 'reject') return undefined;
    const settled = await inbox.settled(id, settleMs);
    return settled === undefined ? undefined : inbox.state(id);
  };
  return {
    async take(feed, bytes, idempotencyKey) {
      const enveloped = envelopedIn(bytes);
      let id: string | undefined;
      try {
        const key = idempotencyKey === undefined ? {} : { idempotencyKey };
        ({ id } = await inbox.receive({ channel: 'https', bytes, feed: feed.name, ...key }));
        // Before anything is answered: whoever is told that it is kept can ask for the rest.
        if (enveloped?.wantsBusinessAcknowledgement === true)
          await inbox.keepEnvelope(id, Buffer.from(JSON.stringify(enveloped)));
        const found = await settledOf(feed, id);
        if (enveloped?.wantsBusinessAcknowledgement === true) {
          const said = found === undefined ? undefined : sayOf(enveloped, found);
          return said === undefined ? laterTold(enveloped, feed, id) : { ...said, id, xml: answered(enveloped, said.body) };
        }
        if (found?.settled?.state === 'quarantined') throw refusalOf(found.settled, feed);
        if (enveloped !== undefined) return { status: 202, id, xml: answered(enveloped, infrastructureResponse(enveloped)) };
        return { status: 202, id, json: { id, feed: feed.name, state: found?.settled?.state ?? 'received' } };
      } catch (error) {
        if (enveloped === undefined || !(error instanceof RecordError)) throw error;
        const { code, location } = error;
        const fault = { code, ...(location === undefined ? {} : { location }) };
        return {
          status: statusOf(code),
          ...(id === undefined ? {} : { id }),
          xml: answered(enveloped, infrastructureResponse(enveloped, fault)),
        };
      }
    },
    async acknowledgement(feed, id) {
      const found = await inbox.state(id);
      // Of another feed's messages a sender learns nothing, not even that there are any.
      if (found === undefined || found.feed !== feed.name) return undefined;
      const kept = await inbox.envelopeOf(id);
      if (kept === undefined) return undefined;
      const said = sayOf(JSON.parse(Buffer.from(kept).toString()) as Enveloped, found);
      return said === undefined ? 'waits' : { xml: declared(said.body) };
    },
  };
}

function laterTold(enveloped: Enveloped, feed: Feed, id: string): DocumentAnswer {
  const acknowledgementAt = `/feeds/${feed.name}/messages/${id}/business-acknowledgement`;
  return { status: 202, id, xml: answered(enveloped, infrastructureResponse(enveloped)), acknowledgementAt };
}

/** Undefined while it waits. */
function sayOf(enveloped: Enveloped, found: InboxState): { readonly status: number; readonly body: object } | undefined {
  const { settled: outcome, settledMs, feed, id } = found;
  if (outcome === undefined || settledMs === undefined) return undefined;
  const status = isAccepted(outcome) ? 200 : statusOf(codeOf(outcome));
  return { status, body: businessAcknowledgement(enveloped, { feed, id, outcome, settledMs }) };
}

function refusalOf(outcome: { readonly code?: ErrorCode; readonly location?: string }, feed: Feed): RecordError {
  const location = outcome.location === undefined ? {} : { location: outcome.location };
  return new RecordError(codeOf(outcome), { feed: feed.name, ...location });
}

const codeOf = ({ code }: { readonly code?: ErrorCode }): ErrorCode => code ?? 'MESSAGE_UNMAPPABLE';
