import type { Refused, Translation } from './entry.js';
import type { Feed } from './profile.js';

/** The format of a feed. */
export type Format = Feed['format'];

const hourMs = 3_600_000;

/** Whether a feed should have brought something by now. `lastMs`: when it last did; undefined: never. */
export function isLate({ lateAfterHours }: Pick<Feed, 'lateAfterHours'>, lastMs: number | undefined, nowMs: number): boolean {
  return lateAfterHours !== undefined && !(lastMs !== undefined && nowMs - lastMs <= lateAfterHours * hourMs);
}

/** What an adapter knows beside the message: the feed it came on and when it arrived. */
export interface FeedContext {
  readonly feed: Feed;
  /** ODS code of the partner that controls the feed. */
  readonly partner: string;
  /** ISO 8601, UTC. */
  readonly receivedAt: import('./partial-date.js').PartialDateTime;
  /** File name where it came by file; for messages about rows. */
  readonly fileName?: string;
}

/** What becomes of one message, document or row. */
export interface Translated {
  readonly translation: Translation;
  /** Parts that could not be translated while the rest stands. */
  readonly refused: readonly Refused[];
}

/**
 * An adapter: a pure function over a parsed message.
 * @throws RecordError when nothing of the message can be translated; it is then quarantined.
 */
export type Adapter<Message> = (message: Message, context: FeedContext) => Translated;
