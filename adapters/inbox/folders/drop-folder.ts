import { mkdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import type { IngestInput, IngestReport } from '../../ingest.js';
import { isPosted } from '../https/file-drop.js';
import { checksumEnding, differenceOf, isAboutOthers, manifestName } from './checksum.js';
import { filesIn, freeName, move, notRead, stampOf, writeReason } from './files.js';
import { openPasses, type FolderLogger, type Passes } from './passes.js';

export interface DropFolderOptions {
  /** Files dropped here, or in a subfolder named after a feed, are taken in. */
  readonly folder: string;
  readonly ingest: (input: IngestInput) => Promise<IngestReport>;
  readonly intervalMs: number;
  readonly logger: FolderLogger;
  /** Feeds by name: a subfolder of that name says which feed its files belong to. */
  readonly feedNames: readonly string[];
}

const processing = 'processing';
const processed = 'processed';
const failed = 'failed';

/**
 * Takes in the files of a folder: a file that stood still for one interval, and is the one that a `.sha256` file beside it
 * or a manifest of its folder describes where there is one, is claimed by renaming it into `processing/`, taken in, and
 * moved to `processed/`, or to `failed/` with a `.reason.json` when anything of it was quarantined. What a killed process
 * left in `processing/` is taken in again: units stored before are duplicates.
 */
export function watchDropFolder(options: DropFolderOptions): Passes {
  const { folder } = options;
  let stamps = new Map<string, string>();
  return openPasses('drop folder', options, async (isClosed) => {
    for (const name of [processing, processed, failed]) await mkdir(join(folder, name), { recursive: true });
    for (const file of await filesIn(join(folder, processing))) {
      if (isClosed()) return;
      if (!isAboutOthers(file)) await take(options, file);
    }
    const seen = new Map<string, string>();
    for (const file of await droppedIn(folder)) {
      if (isClosed()) return;
      const stamp = await stampWithSums(join(folder, file));
      if (stamp === undefined) continue;
      if (stamps.get(file) === stamp) await claim(options, file);
      else seen.set(file, stamp);
    }
    stamps = seen;
  });
}

/** Stands still only while what is said of the file does too. */
async function stampWithSums(path: string): Promise<string | undefined> {
  const stamp = await stampOf(path);
  if (stamp === undefined) return undefined;
  const sums = await Promise.all([`${path}${checksumEnding}`, join(dirname(path), manifestName)].map(stampOf));
  return [stamp, ...sums].join('|');
}

async function claim(options: DropFolderOptions, file: string): Promise<void> {
  const dropped = join(options.folder, file);
  const claimed = join(options.folder, processing, file);
  // A file of that name still there is done first.
  if ((await stampOf(claimed)) !== undefined) return;
  // What comes over HTTPS is checked as it is written, and no manifest knows of it.
  const difference = isPosted(basename(file)) ? undefined : await differenceOf(dropped);
  // Held to its sum before it is claimed: whatever is in processing/ is what was sent.
  if (difference !== undefined) return turnAway(options, file, difference);
  // Of several watchers one wins: for the others the file is gone.
  if (!(await move(dropped, claimed))) return;
  await move(`${dropped}${checksumEnding}`, `${claimed}${checksumEnding}`);
  await take(options, file);
}

async function turnAway({ folder, logger }: DropFolderOptions, file: string, location: string): Promise<void> {
  const target = await freeName(join(folder, failed, file));
  await writeReason(target, notRead('CHECKSUM_MISMATCH', location));
  if (!(await move(join(folder, file), target))) return rm(`${target}.reason.json`, { force: true });
  await move(join(folder, `${file}${checksumEnding}`), `${target}${checksumEnding}`);
  logger.warn({ code: 'CHECKSUM_MISMATCH', location }, 'file not taken in');
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
  if (!isWhole) await writeReason(target, report);
  await move(claimed, target);
  await move(`${claimed}${checksumEnding}`, `${target}${checksumEnding}`);
  logger.info(
    { feed, ...counts, quarantined: quarantined.length },
    isWhole ? 'file taken in' : 'file taken in, in part or not at all',
  );
}

async function droppedIn(folder: string): Promise<string[]> {
  const own = new Set([processing, processed, failed]);
  return (await filesIn(folder)).filter((file) => !own.has(file.split(sep)[0]!) && !isAboutOthers(file));
}
