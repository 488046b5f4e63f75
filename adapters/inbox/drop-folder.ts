import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { RecordError } from '../../schema/errors.js';
import { utcNow } from '../../schema/partial-date.js';
import type { IngestInput, IngestReport } from '../ingest.js';

export interface DropFolderOptions {
  /** Files dropped here, or in a subfolder named after a feed, are taken in. */
  readonly folder: string;
  readonly ingest: (input: IngestInput) => Promise<IngestReport>;
  readonly intervalMs: number;
  readonly logger: { info(about: object, message: string): void; warn(about: object, message: string): void };
  /** Feeds by name: a subfolder of that name says which feed its files belong to. */
  readonly feedNames: readonly string[];
}

const processing = 'processing';
const processed = 'processed';
const failed = 'failed';

/**
 * Takes in the files of a folder: a file whose size stood still for one interval is claimed by renaming it into
 * `processing/`, taken in, and moved to `processed/`, or to `failed/` with a `.reason.json` when anything of it was
 * quarantined. What a killed process left in `processing/` is taken in again: units stored before are duplicates.
 */
export function watchDropFolder(options: DropFolderOptions): { close(): Promise<void> } {
  const { folder, intervalMs, logger } = options;
  let sizes = new Map<string, string>();
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  const pass = async (): Promise<void> => {
    for (const name of [processing, processed, failed]) await mkdir(join(folder, name), { recursive: true });
    for (const file of await filesIn(join(folder, processing))) {
      if (closed) return;
      await take(options, file);
    }
    const seen = new Map<string, string>();
    for (const file of await droppedIn(folder)) {
      if (closed) return;
      const size = await sizeOf(join(folder, file));
      if (size === undefined) continue;
      if (sizes.get(file) === size) await claim(options, file);
      else seen.set(file, size);
    }
    sizes = seen;
  };

  const run = async (): Promise<void> => {
    try {
      await pass();
    } catch (error) {
      // The store is down, or the disk: what is claimed stays claimed, and the next pass tries again.
      logger.warn(
        { code: error instanceof RecordError ? error.code : (error as NodeJS.ErrnoException).code },
        'drop folder: will try again',
      );
    }
    if (!closed) timer = setTimeout(next, intervalMs);
  };
  let running = run();
  const next = (): void => {
    running = run();
  };

  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await running;
    },
  };
}

async function claim(options: DropFolderOptions, file: string): Promise<void> {
  const claimed = join(options.folder, processing, file);
  await mkdir(dirname(claimed), { recursive: true });
  try {
    // Of several watchers one wins: for the others the file is gone. A file of that name still there is done first.
    if ((await sizeOf(claimed)) !== undefined) return;
    await rename(join(options.folder, file), claimed);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  await take(options, file);
}

async function take({ folder, ingest, logger, feedNames }: DropFolderOptions, file: string): Promise<void> {
  const claimed = join(folder, processing, file);
  let bytes: Buffer;
  try {
    bytes = await readFile(claimed);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const subfolder = file.includes(sep) ? file.split(sep)[0]! : undefined;
  const feed = subfolder !== undefined && feedNames.includes(subfolder) ? subfolder : undefined;
  const report = await ingest({ bytes, fileName: basename(file), ...(feed === undefined ? {} : { feed }) });
  const { quarantined, ...counts } = report;
  const isWhole = quarantined.every(({ code }) => code === 'ROW_EXCLUDED');
  const target = await freeName(join(folder, isWhole ? processed : failed, file));
  if (!isWhole) {
    const reasons = quarantined.slice(0, 1000).map(({ code, location, whole }) => ({ code, location, whole }));
    await writeFile(
      `${target}.reason.json`,
      `${JSON.stringify({ at: utcNow(), ...counts, quarantined: reasons }, undefined, 2)}\n`,
    );
  }
  await rename(claimed, target);
  logger.info(
    { feed, ...counts, quarantined: quarantined.length },
    isWhole ? 'file taken in' : 'file taken in, in part or not at all',
  );
}

/** A name that hides no earlier file of the same name. */
async function freeName(wanted: string): Promise<string> {
  await mkdir(dirname(wanted), { recursive: true });
  for (let copy = 0; ; copy++) {
    const name = copy === 0 ? wanted : `${wanted}.${copy}`;
    if ((await sizeOf(name)) === undefined) return name;
  }
}

async function droppedIn(folder: string): Promise<string[]> {
  const own = new Set([processing, processed, failed]);
  return (await filesIn(folder)).filter((file) => !own.has(file.split(sep)[0]!));
}

/** Files below `folder`, relative to it, in the order of their names; hidden ones are still being written by many tools. */
async function filesIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter(
      (entry) => entry.isFile() && !entry.name.startsWith('.') && !entry.name.endsWith('.tmp') && !entry.name.endsWith('.part'),
    )
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted();
}

async function sizeOf(file: string): Promise<string | undefined> {
  try {
    const { size, mtimeMs } = await stat(file);
    return `${size} ${mtimeMs}`;
  } catch {
    return undefined;
  }
}
