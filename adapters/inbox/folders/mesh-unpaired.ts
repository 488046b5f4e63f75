import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { RecordError } from '../../../schema/errors.js';
import { unknownFeed } from '../../translate.js';
import { filesIn } from './files.js';
import type { FileStore, UnpairedFile } from '../../../store/files/file-store.js';
import type { PassLogger } from '../passes.js';
import { readMeshControl, type MeshControl } from './mesh-control.js';

export interface UnpairedOptions {
  /** Folder of the mailbox; `in/` is made when it is not there. */
  readonly folder: string;
  /** Keeps which files are alone, for the status of their feeds. */
  readonly store: Pick<FileStore, 'noteUnpaired' | 'unpaired'>;
  /** Name of the feed of a control file. */
  readonly feedOf: (control: MeshControl) => string;
  readonly aloneAfterMs: number;
  readonly logger: PassLogger;
}

const endings = { '.dat': 'control', '.ctl': 'data' } as const;

/**
 * Looks for files of `in/` without the other of their pair. One that is alone for long is warned of once, and kept for the status of
 * its feed until it is not alone any more.
 */
export function openUnpaired(options: UnpairedOptions): () => Promise<void> {
  const { folder, store, aloneAfterMs, logger } = options;
  let seenMs: Map<string, number> | undefined;
  /** What the store was told last; unknown at first. */
  let told: string | undefined;
  let warned = new Set<string>();
  return async () => {
    const nowMs = Date.now();
    // What a process before this one saw alone is alone since then.
    seenMs ??= new Map((await store.unpaired()).map(({ name, sinceMs }) => [name, sinceMs]));
    const alone = await aloneIn(join(folder, 'in'));
    for (const name of seenMs.keys()) if (!alone.has(name)) seenMs.delete(name);
    for (const name of alone.keys()) if (!seenMs.has(name)) seenMs.set(name, nowMs);
    const long: UnpairedFile[] = [];
    for (const [name, missing] of alone) {
      const sinceMs = seenMs.get(name)!;
      if (nowMs - sinceMs < aloneAfterMs) continue;
      long.push({ name, missing, sinceMs, feed: missing === 'data' ? await feedOf(options, name) : unknownFeed });
    }
    const now = long.map(({ name, feed }) => `${name}\0${feed}`).join('\n');
    if (now === told) return;
    await store.noteUnpaired('mesh', long);
    told = now;
    for (const { name, feed, missing } of long) {
      // Without its name, which the sender chose: `scr feeds status` tells it.
      if (!warned.has(name)) logger.warn({ feed, missing }, 'MESH file waits without the other of its pair');
    }
    warned = new Set(long.map(({ name }) => name));
  };
}

/** By name, what is not there. */
async function aloneIn(folder: string): Promise<ReadonlyMap<string, UnpairedFile['missing']>> {
  const files = (await filesIn(folder)).filter((file) => basename(file) === file);
  const names = new Set(files);
  const alone = new Map<string, UnpairedFile['missing']>();
  for (const file of files) {
    const ending = file.slice(-4);
    if (ending !== '.dat' && ending !== '.ctl') continue;
    const other = file.slice(0, -4) + (ending === '.dat' ? '.ctl' : '.dat');
    if (!names.has(other)) alone.set(file, endings[ending]);
  }
  return alone;
}

async function feedOf({ folder, feedOf: find }: UnpairedOptions, name: string): Promise<string> {
  try {
    return find(readMeshControl(await readFile(join(folder, 'in', name))));
  } catch (error) {
    // Not readable, or taken away meanwhile: it is told of all the same.
    if (error instanceof RecordError || (error as NodeJS.ErrnoException).code === 'ENOENT') return unknownFeed;
    throw error;
  }
}
