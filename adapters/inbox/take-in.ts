import type { Channel, InboxStore } from '../../store/inbox/inbox-store.js';
import type { IngestInput, IngestReport, Quarantined } from '../ingest.js';
import type { Inbox } from './inbox.js';

/** Takes files into the inbox and tells, in the end, what became of them. */
export interface TakingIn {
  /** Durable when it resolves. */
  add(input: IngestInput): Promise<void>;
  /** Waits until everything added is applied, quarantined or left out. `signal` ends the waiting, and nothing else. */
  finish(signal?: AbortSignal): Promise<IngestReport>;
}

type Way = Exclude<Channel, 'mllp'>;

interface Taken {
  readonly id: string;
  readonly fileName: string | undefined;
  readonly isKnown: boolean;
}

/** How long to wait for one arrival before asking whether the store is still there, and whether it is still waited for (ms). */
const patienceMs = 1_000;

/**
 * Files sent by hand, or dropped. One sent again that was refused, whole or in part, is tried anew: sending again is what
 * people do after a fix. Not so what was refused since `begunMs` (ms since 1970), when the work on what is taken in first began: that is
 * its own, met again after an interruption.
 */
export function openTakingIn(inbox: Inbox, store: InboxStore, channel: Way, begunMs?: number): TakingIn {
  const taken: Taken[] = [];
  return {
    async add({ bytes, feed, fileName, receivedAt }) {
      const receipt = await inbox.receive({
        channel,
        bytes,
        ...(feed === undefined ? {} : { feed }),
        ...(fileName === undefined ? {} : { fileName }),
        ...(receivedAt === undefined ? {} : { receivedAt }),
      });
      const isTriedAnew = receipt.repeated && (await store.tryAnew(Number(receipt.id), bytes, begunMs));
      taken.push({ id: receipt.id, fileName, isKnown: receipt.repeated && !isTriedAnew });
    },
    async finish(signal) {
      const report = { read: 0, stored: 0, duplicates: 0, entries: 0, quarantined: [] as Quarantined[] };
      for (const one of taken.splice(0)) {
        while ((await inbox.settled(one.id, patienceMs)) === undefined) signal?.throwIfAborted();
        const outcome = (await inbox.state(one.id))?.settled;
        if (outcome === undefined) continue;
        report.read += outcome.units;
        report.duplicates += one.isKnown ? outcome.stored + outcome.duplicates : outcome.duplicates;
        report.stored += one.isKnown ? 0 : outcome.stored;
        report.entries += one.isKnown ? 0 : outcome.entries;
        const named = one.fileName === undefined ? {} : { fileName: one.fileName };
        if (outcome.code === undefined) continue;
        for (const part of await store.refusedOf(Number(one.id))) report.quarantined.push({ ...part, ...named });
      }
      return report;
    },
  };
}

/** Takes in one file; everything in it is applied, or quarantined with a reason, when this resolves. */
export async function takeIn(inbox: Inbox, store: InboxStore, channel: Way, input: IngestInput): Promise<IngestReport> {
  const taking = openTakingIn(inbox, store, channel);
  await taking.add(input);
  return taking.finish();
}
