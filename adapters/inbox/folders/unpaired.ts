/** Tells of files that wait without the other of their pair. */
import type { FileStore, UnpairedFile } from '../../../store/files/file-store.js';
import type { Channel } from '../../../store/inbox/inbox-store.js';
import type { PassLogger } from '../passes.js';

export interface UnpairedOptions {
  /** Keeps which files are alone, for the status of their feeds. */
  readonly store: Pick<FileStore, 'noteUnpaired' | 'unpaired'>;
  readonly aloneAfterMs: number;
  readonly logger: PassLogger;
}

/** Files that are alone, by name: what is not there. */
export type Alone = ReadonlyMap<string, UnpairedFile['missing']>;

/**
 * To be called with the files of a door that are alone, all of them, again and again. One that is alone for long is warned of once, and
 * kept for the status of its feed until it is not alone any more.
 */
export function openUnpaired(
  { store, aloneAfterMs, logger }: UnpairedOptions,
  channel: Channel,
  feedOf: (name: string, missing: UnpairedFile['missing']) => Promise<string>,
): (alone: Alone) => Promise<void> {
  let seenMs: Map<string, number> | undefined;
  /** What the store was told last; unknown at first. */
  let told: string | undefined;
  let warned = new Set<string>();
  return async (alone) => {
    const nowMs = Date.now();
    // What a process before this one saw alone is alone since then.
    seenMs ??= new Map((await store.unpaired()).flatMap((one) => (one.channel === channel ? [[one.name, one.sinceMs]] : [])));
    for (const name of seenMs.keys()) if (!alone.has(name)) seenMs.delete(name);
    for (const name of alone.keys()) if (!seenMs.has(name)) seenMs.set(name, nowMs);
    const long: Omit<UnpairedFile, 'channel'>[] = [];
    for (const [name, missing] of alone) {
      const sinceMs = seenMs.get(name)!;
      if (nowMs - sinceMs >= aloneAfterMs) long.push({ name, missing, sinceMs, feed: await feedOf(name, missing) });
    }
    const now = long.map(({ name, feed }) => `${name}\0${feed}`).join('\n');
    if (now === told) return;
    await store.noteUnpaired(channel, long);
    told = now;
    for (const { name, feed, missing } of long) {
      // Without its name, which the sender chose: `scr feeds status` tells it.
      if (!warned.has(name))
        logger.warn({ code: 'FILE_UNPAIRED', channel, feed, missing }, 'file waits without the other of its pair');
    }
    warned = new Set(long.map(({ name }) => name));
  };
}
