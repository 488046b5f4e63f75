import { RecordError } from '../../schema/errors.js';
import { mostAttempts } from '../../store/attempts.js';
import type { KeptFile } from '../../store/files/file-store.js';
import type { SnapshotStore } from '../../store/snapshots/snapshot-store.js';
import type { IngestReport } from '../ingest.js';
import { isOutage } from '../resource-outage.js';
import type { Attempt } from './attempt.js';
import { unread } from './take-in-file.js';
import { takeInKept, type TakingOptions } from './take-in-kept.js';

export interface ApplyKeptOptions extends TakingOptions {
  readonly logger: { warn(about: object, message: string): void };
}

/**
 * Takes in a file that is kept. One that ended its process, or failed for no known reason, too often is set aside.
 * @throws whatever ended this attempt, when it is to be tried again
 */
export async function applyKept(options: ApplyKeptOptions, file: KeptFile, attempt: Attempt): Promise<IngestReport> {
  const { snapshots } = options.store;
  const isOfAnother = () => heldAgainInstead(options, file, attempt);
  // Each of the attempts ended the process: it is not even looked into any more.
  if (attempt.number > mostAttempts && !(await isOfAnother())) return setAside(snapshots, file);
  try {
    return await takeInKept(options, file, attempt);
  } catch (error) {
    if (isNobodysFault(error, options.signal) || attempt.number < mostAttempts) throw error;
    if (await isOfAnother()) throw error;
    return setAside(snapshots, file);
  }
}

/** Whether an attempt ended for a reason that lies outside the file. */
export function isNobodysFault(error: unknown, signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true || isOutage(error) || (error instanceof RecordError && error.code === 'CONFIG_INVALID');
}

/**
 * Before a file of snapshots goes what is left of the submission that somebody confirmed. When that is what ends the process it waits
 * for somebody again, with its bytes, and the file is begun anew. Not while somebody's own process still applies it.
 */
function heldAgainInstead({ store, logger }: ApplyKeptOptions, file: KeptFile, attempt: Attempt): Promise<boolean> {
  const { snapshots } = store;
  return snapshots.exclusively(file.lane, async () => {
    const before = await snapshots.newest(file.lane);
    if (before?.state !== 'applying' || before.arrived === file.arrived) return false;
    await snapshots.holdAgain(before.id);
    logger.warn({ code: 'SNAPSHOT_HELD', feed: before.feed, submission: before.id }, 'files: what was confirmed waits again');
    await attempt.advanced();
    return true;
  });
}

async function setAside(snapshots: SnapshotStore, file: KeptFile): Promise<IngestReport> {
  // Else the next file of the feed would go on with it, and trip too.
  await snapshots.abandon(file.arrived);
  return unread('MESSAGE_UNMAPPABLE', 'file', file.fileName);
}
