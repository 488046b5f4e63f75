import { mkdir, rm } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import type { AtDoor, FileDoor } from '../../files/file-door.js';
import { fileAt } from '../../files/take-in-file.js';
import { openPasses, type Passes } from '../passes.js';
import { unknownFeed } from '../../translate.js';
import { checksumEnding, differenceOf, isAboutOthers, manifestName } from './checksum.js';
import { filesIn, identityOf, isWhole, move, notRead, stampOf, writeOutcome } from './files.js';
import { openUnpaired, type Alone, type UnpairedOptions } from './unpaired.js';

export interface DropFolderOptions extends UnpairedOptions {
  /** Files dropped here, or in a subfolder named after a feed, are taken in. */
  readonly folder: string;
  readonly door: FileDoor;
  readonly intervalMs: number;
  /** Feeds by name: a subfolder of that name says which feed its files belong to. */
  readonly feedNames: readonly string[];
}

const processing = 'processing';
const processed = 'processed';
const failed = 'failed';

/**
 * Takes in the files of a folder: a file that stood still for one interval, and is the one that a `.sha256` file beside it
 * or a manifest of its folder describes where there is one, is claimed by renaming it into `processing/`, taken in, and
 * removed: the store keeps it, sealed. What became of it is in `processed/NAME.receipt.json`, or in `failed/NAME.reason.json` when
 * anything of it was quarantined. What a killed process left in `processing/` is taken in again: units stored before are duplicates.
 * A `.sha256` file whose file does not come waits, and is told of when it waits for long.
 */
export function watchDropFolder(options: DropFolderOptions): Passes {
  const { folder } = options;
  let stamps = new Map<string, string>();
  const tellAlone = openUnpaired(options, 'drop-folder', (file) => Promise.resolve(feedOf(options, file) ?? unknownFeed));
  return openPasses('drop folder', options, async (isClosed) => {
    for (const name of [processing, processed, failed]) await mkdir(join(folder, name), { recursive: true });
    for (const file of await filesIn(join(folder, processing))) {
      if (isClosed()) return;
      if (!isAboutOthers(file)) await take(options, file);
    }
    const seen = new Map<string, string>();
    const dropped = await droppedIn(folder);
    for (const file of dropped) {
      if (isClosed()) return;
      if (isAboutOthers(file)) continue;
      const stamp = await stampWithSums(join(folder, file));
      if (stamp === undefined) continue;
      if (stamps.get(file) === stamp) await claim(options, file);
      else seen.set(file, stamp);
    }
    stamps = seen;
    await tellAlone(checksumsAlone(dropped));
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
  const difference = await differenceOf(dropped);
  // Held to its sum before it is claimed: whatever is in processing/ is what was sent.
  if (difference !== undefined) return turnAway(options, file, difference);
  // Of several watchers one wins: for the others the file is gone.
  if (!(await move(dropped, claimed))) return;
  await move(`${dropped}${checksumEnding}`, `${claimed}${checksumEnding}`);
  await take(options, file);
}

async function turnAway(options: DropFolderOptions, file: string, location: string): Promise<void> {
  const { folder, door, logger } = options;
  const dropped = join(folder, file);
  const about = await aboutOf(options, file, dropped);
  if (about === undefined) return;
  const report = await door.refuse(await fileAt(dropped), about, notRead('CHECKSUM_MISMATCH', location));
  await writeOutcome(folder, file, report);
  for (const name of [dropped, `${dropped}${checksumEnding}`]) await rm(name, { force: true });
  logger.warn({ code: 'CHECKSUM_MISMATCH', location, file: report.file }, 'file not taken in');
}

async function take(options: DropFolderOptions, file: string): Promise<void> {
  const { folder, door, logger } = options;
  const claimed = join(folder, processing, file);
  const about = await aboutOf(options, file, claimed);
  if (about === undefined) return;
  const report = await door.take(await fileAt(claimed), about);
  // Told before the file goes: of one that is gone somebody can read what became of it.
  await writeOutcome(folder, file, report);
  for (const name of [claimed, `${claimed}${checksumEnding}`]) await rm(name, { force: true });
  const { quarantined, ...counts } = report;
  logger.info(
    { feed: about.feed, ...counts, quarantined: quarantined.length },
    isWhole(report) ? 'file taken in' : 'file taken in, in part or not at all',
  );
}

/** Undefined when the file is gone: another watcher was first. */
async function aboutOf(options: DropFolderOptions, file: string, path: string): Promise<AtDoor | undefined> {
  const key = await identityOf(path);
  if (key === undefined) return undefined;
  const feed = feedOf(options, file);
  return {
    channel: 'drop-folder',
    fileName: basename(file),
    key: `drop-folder\0${key}`,
    ...(feed === undefined ? {} : { feed }),
  };
}

/** The feed that the subfolder of a file names. */
function feedOf({ feedNames }: DropFolderOptions, file: string): string | undefined {
  const subfolder = file.includes(sep) ? file.split(sep)[0]! : undefined;
  return subfolder !== undefined && feedNames.includes(subfolder) ? subfolder : undefined;
}

async function droppedIn(folder: string): Promise<string[]> {
  const own = new Set([processing, processed, failed]);
  return (await filesIn(folder)).filter((file) => !own.has(file.split(sep)[0]!));
}

/** A manifest stays when its files are taken in: it is never alone. */
function checksumsAlone(dropped: readonly string[]): Alone {
  const names = new Set(dropped);
  const sums = dropped.filter((file) => file.endsWith(checksumEnding) && !names.has(file.slice(0, -checksumEnding.length)));
  return new Map(sums.map((file) => [file, 'data']));
}
