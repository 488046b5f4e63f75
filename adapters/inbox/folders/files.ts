/** What the watched folders do with files: list them, tell whether they stand still, and move them so that none is lost. */
import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import type { ErrorCode } from '../../../schema/errors.js';
import { utcNow } from '../../../schema/partial-date.js';
import type { DoorReport } from '../../files/file-door.js';
import type { IngestReport } from '../../ingest.js';

/** Files below `folder`, relative to it, in the order of their names; hidden ones are still being written by many tools. */
export async function filesIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter(
      (entry) => entry.isFile() && !entry.name.startsWith('.') && !entry.name.endsWith('.tmp') && !entry.name.endsWith('.part'),
    )
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted();
}

/**
 * Size and time of change; undefined when there is no such file. Only ever compared with an earlier one of the same
 * file: whose clock the time is of, and whether it lies ahead, does not matter.
 */
export async function stampOf(file: string): Promise<string | undefined> {
  try {
    const { size, mtimeMs } = await stat(file);
    return `${size} ${mtimeMs}`;
  } catch {
    return undefined;
  }
}

/** By which a claimed file is told from every other, also of the same name: what a killed process had claimed is the same file again. */
export async function identityOf(file: string): Promise<string | undefined> {
  try {
    const { ino, size, mtimeMs } = await stat(file);
    return `${file}\0${ino} ${size} ${mtimeMs}`;
  } catch {
    return undefined;
  }
}

/** A name that hides no earlier file of the same name and `ending`, in a folder that is there. */
export async function freeName(wanted: string, ending = ''): Promise<string> {
  await mkdir(dirname(wanted), { recursive: true });
  for (let copy = 0; ; copy++) {
    const name = copy === 0 ? wanted : `${wanted}.${copy}`;
    if ((await stampOf(name + ending)) === undefined) return name;
  }
}

/**
 * Moves a file, also to another device: then under a name that nobody takes up until the whole of it is on the disk.
 * @returns false when the file is gone: another watcher was first
 */
export async function move(from: string, to: string): Promise<boolean> {
  await mkdir(dirname(to), { recursive: true });
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return false;
    if (code !== 'EXDEV') throw error;
  }
  const part = join(dirname(to), `.${basename(to)}.${randomUUID()}.part`);
  try {
    await copyFile(from, part);
    await flush(part);
    await rename(part, to);
    await flush(dirname(to));
    await rm(from);
    return true;
  } catch (error) {
    await rm(part, { force: true });
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Makes a file, or the names in a folder, durable. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const mostReasons = 1000;
const receiptEnding = '.receipt.json';
const reasonEnding = '.reason.json';

/** Whether nothing of a file was refused but what its feed does not share. */
export function isWhole({ quarantined }: IngestReport): boolean {
  return quarantined.every(({ code }) => code === 'ROW_EXCLUDED');
}

/**
 * Writes what became of a file: to `processed/NAME.receipt.json`, or to `failed/NAME.reason.json` when anything of it was refused. Counts,
 * codes and places only: the file itself is kept by the store, sealed.
 * @param about more of the file, as it is told
 */
export async function writeOutcome(folder: string, name: string, report: DoorReport, about: object = {}): Promise<void> {
  const [place, ending] = isWhole(report) ? ['processed', receiptEnding] : ['failed', reasonEnding];
  const target = await freeName(join(folder, place, name), ending);
  const { quarantined, unread: _, viaInbox: __, ...counts } = report;
  const reasons = quarantined.slice(0, mostReasons).map(({ code, location, whole }) => ({ code, location, whole }));
  const told = { at: utcNow(), ...about, ...counts, quarantined: reasons };
  await writeFile(`${target}${ending}`, `${JSON.stringify(told, undefined, 2)}\n`);
}

/** The report of a file of which nothing was read. */
export function notRead(code: ErrorCode, location: string): IngestReport {
  return { read: 0, stored: 0, duplicates: 0, entries: 0, quarantined: [{ code, location, whole: true }], unread: true };
}
