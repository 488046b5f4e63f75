import { maxMessageBytes } from '../../schema/feed-connection.js';
import { splitStream } from '../formats/hl7v2/split.js';
import type { Inbox } from '../inbox/inbox.js';
import { openTakingIn } from '../inbox/take-in.js';
import { together, type IngestReport } from '../ingest.js';
import type { KeptFile } from '../../store/files/file-store.js';
import type { InboxStore } from '../../store/inbox/inbox-store.js';
import type { Counting } from './attempt.js';

const atOnce = 200;
const bytesAtOnce = 8_000_000;

/**
 * Takes in a long file of HL7 v2 messages as it is read: each goes through the inbox by itself, in the order of the file. One that the inbox
 * knows, as the file was interrupted or came before, is a duplicate.
 * @throws RecordError STORE_UNAVAILABLE, MESSAGE_TOO_LARGE, MESSAGE_UNREADABLE
 */
export async function takeInMessages(
  options: { readonly inbox: Inbox; readonly store: InboxStore; readonly signal?: AbortSignal } & Counting,
  file: KeptFile,
): Promise<IngestReport> {
  const { feed, fileName, receivedAt } = file;
  const about = { receivedAt, ...(feed === undefined ? {} : { feed }), ...(fileName === undefined ? {} : { fileName }) };
  const taking = openTakingIn(options.inbox, options.store, file.channel === 'mllp' ? 'command' : file.channel, file.begunMs);
  let report: IngestReport = { read: 0, stored: 0, duplicates: 0, entries: 0, quarantined: [] };
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    options.signal?.throwIfAborted();
    await Promise.all(waiting.map((message) => taking.add({ bytes: message, ...about })));
    const taken = await options.elsewhere(() => taking.finish(options.signal));
    if (taken.stored > 0) await options.advanced();
    report = together(report, taken);
    waiting = [];
    bytes = 0;
  };
  for await (const message of splitStream(file.open(), maxMessageBytes)) {
    waiting.push(message);
    bytes += message.length;
    if (waiting.length >= atOnce || bytes >= bytesAtOnce) await flush();
  }
  await flush();
  return report;
}
