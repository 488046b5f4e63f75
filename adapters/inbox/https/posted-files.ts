import type { Readable } from 'node:stream';
import { RecordError, type ErrorCode } from '../../../schema/errors.js';
import type { FileStatus } from '../../../store/files/file-store.js';
import type { FileInbox } from '../../files/file-inbox.js';

/** Files that come over HTTPS: kept sealed as they come, and applied from there. */
export interface PostedFiles {
  /**
   * Keeps a file in flat memory; it is durable when this resolves.
   * @throws RecordError IDEMPOTENCY_CONFLICT, STORE_UNAVAILABLE, BAD_REQUEST when the sender breaks off
   */
  keep(
    feed: string,
    content: Readable,
    idempotencyKey: string | undefined,
  ): Promise<{ readonly name: string; readonly repeated: boolean }>;
  /** What became of a file; undefined when the feed has none of that name. */
  state(feed: string, name: string): Promise<PostedState | undefined>;
}

/** As the sender is told: counts, a code and a place. Without a state it waits. */
export interface PostedState {
  readonly state?: 'applied' | 'superseded' | 'quarantined' | 'held' | 'discarded';
  readonly code?: ErrorCode;
  readonly location?: string;
  /** Rows, messages or documents in it; of them stored, known before; entries put or changed; events taken back. */
  readonly units?: number;
  readonly stored?: number;
  readonly duplicates?: number;
  readonly entries?: number;
  readonly withdrawn?: number;
  /** Of one that is held: how many events it names of those expected, and what somebody at the record does about it. */
  readonly submission?: number;
  readonly expected?: number;
  readonly named?: number;
  readonly confirm?: string;
  readonly discard?: string;
}

/** Whether an id is that of a file. */
export function isFileName(id: string): boolean {
  return /^file-[0-9a-f]{32}$/.test(id);
}

export function openPostedFiles(files: FileInbox): PostedFiles {
  return {
    keep(feed, content, idempotencyKey) {
      const key = idempotencyKey === undefined ? {} : { key: `https\0${idempotencyKey}` };
      return files.keep({ content: asSent(content, feed), channel: 'https', feed, ...key });
    },
    async state(feed, name) {
      const found = isFileName(name) ? await files.status(name) : undefined;
      // Of another feed's files a sender learns nothing, not even that there are any.
      return found === undefined || found.feed !== feed ? undefined : stateOf(found);
    },
  };
}

/** A sender that goes away in the middle is no outage. */
async function* asSent(content: Readable, feed: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of content) yield chunk as Buffer;
  } catch {
    throw new RecordError('BAD_REQUEST', { feed });
  }
  // A form that breaks off ends its file as if it were whole.
  if ((content as { truncated?: boolean }).truncated === true) throw new RecordError('BAD_REQUEST', { feed });
}

function stateOf({ outcome, decided }: FileStatus): PostedState {
  if (outcome === undefined) return {};
  const { state, read, stored, duplicates, entries, withdrawn, quarantined, held } = outcome;
  const counts = { units: read, stored, duplicates, entries, ...(withdrawn === undefined ? {} : { withdrawn }) };
  const [first] = quarantined;
  if (held === undefined)
    return { state, ...(first === undefined ? {} : { code: first.code, location: first.location }), ...counts };
  if (decided === 'applying') return {};
  // Confirmed before what became of such a file was kept: that it was applied is all that is known.
  if (decided === 'applied' || decided === 'discarded') return { state: decided };
  const { submission, rows, expected, named } = held;
  return {
    state: 'held',
    code: 'SNAPSHOT_HELD',
    location: 'file',
    units: rows,
    submission,
    expected,
    named,
    confirm: `scr feeds confirm ${submission}`,
    discard: `scr feeds discard ${submission}`,
  };
}
