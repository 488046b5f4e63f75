import { isOutage } from '../resource-outage.js';
import { RecordError } from '../../schema/errors.js';
import { maxMessageBytes } from '../../schema/feed-connection.js';
import type { KeptFile } from '../../store/files/file-store.js';
import type { Inbox } from '../inbox/inbox.js';
import { openTakingIn } from '../inbox/take-in.js';
import type { IngestReport } from '../ingest.js';
import type { Counting } from './attempt.js';
import type { SnapshotOptions } from './snapshot.js';
import { recogniseStart, streamedFrom, takeInFile, unread, wholeOf } from './take-in-file.js';
import { takeInMessages } from './take-in-messages.js';

export interface TakingOptions extends SnapshotOptions {
  readonly inbox: Inbox;
  /** A file from this size on is read as it comes (bytes). Default 8 MB. */
  readonly streamedFrom?: number;
}

/**
 * Takes in a file that is kept, by what it is: a snapshot or a long file as it is read, any other through the inbox.
 * @throws RecordError STORE_UNAVAILABLE
 */
export async function takeInKept(given: TakingOptions, file: KeptFile, counting: Counting): Promise<IngestReport> {
  const options = { ...given, ...counting };
  const { inbox, store } = options;
  const { feed, receivedAt, arrived, name } = file;
  // Its rows are known again by the name of their file.
  const { fileName = name } = file;
  const about = { receivedAt, fileName, ...(feed === undefined ? {} : { feed }) };
  const report = await takeInFile(options, file, { ...about, arrived });
  if (report !== undefined) return report;
  const isLong = file.size >= (options.streamedFrom ?? streamedFrom);
  if (isLong && (await recogniseStart(file)) === 'hl7v2') {
    try {
      return await takeInMessages({ ...options, store: store.inbox }, file);
    } catch (error) {
      if (!(error instanceof RecordError) || isOutage(error)) throw error;
      return unread(error.code, error.location, fileName);
    }
  }
  // A document is read whole, and has a cap.
  if (file.size > maxMessageBytes) return unread('MESSAGE_TOO_LARGE', 'file', fileName);
  const taking = openTakingIn(inbox, store.inbox, file.channel === 'mllp' ? 'command' : file.channel, file.begunMs);
  await taking.add({ bytes: await wholeOf(file), ...about });
  return { ...(await counting.elsewhere(() => taking.finish(options.signal))), viaInbox: true };
}
