/** The mailbox folder of a MESH client: `in/` with pairs of NAME.dat and NAME.ctl. `out/` and `sent/` are the client's own. */
import { mkdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { RecordError } from '../../../schema/errors.js';
import type { IngestReport } from '../../ingest.js';
import { filesIn, freeName, move, notRead, stampOf, writeReason } from './files.js';
import { readMeshControl, type MeshControl } from './mesh-control.js';
import { openPasses, type FolderLogger, type Passes } from './passes.js';

export interface MeshFolderOptions {
  /** Folder of the mailbox; `in/` is made when it is not there. */
  readonly folder: string;
  /**
   * Who takes in a file, by its control file; undefined: nobody knows the workflow. What cannot be taken in is in the report;
   * an outage is thrown, and the pair is tried again.
   */
  readonly takerOf: (control: MeshControl) => ((file: string) => Promise<IngestReport>) | undefined;
  readonly intervalMs: number;
  readonly logger: FolderLogger;
}

const data = '.dat';
const control = '.ctl';

/**
 * Takes in pairs: once both files stood still for one interval they are claimed into `processing/`, taken in by their
 * workflow, and moved to `processed/`, or to `failed/` with a `.reason.json`. One file without the other waits.
 */
export function watchMeshFolder(options: MeshFolderOptions): Passes {
  const { folder } = options;
  let stamps = new Map<string, string>();
  return openPasses('MESH folder', options, async (isClosed) => {
    for (const name of ['in', 'processing', 'processed', 'failed']) await mkdir(join(folder, name), { recursive: true });
    for (const name of await pairsIn(join(folder, 'processing'))) {
      if (isClosed()) return;
      // Claimed by a process that ended between the two files.
      await move(join(folder, 'in', name + data), join(folder, 'processing', name + data));
      await take(options, name);
    }
    const seen = new Map<string, string>();
    for (const name of await pairsIn(join(folder, 'in'))) {
      if (isClosed()) return;
      const both = await Promise.all([data, control].map((ending) => stampOf(join(folder, 'in', name + ending))));
      if (both.includes(undefined)) continue;
      const stamp = both.join('|');
      if (stamps.get(name) === stamp) await claim(options, name);
      else seen.set(name, stamp);
    }
    stamps = seen;
  });
}

async function claim(options: MeshFolderOptions, name: string): Promise<void> {
  const [from, to] = [join(options.folder, 'in', name), join(options.folder, 'processing', name)];
  // A pair of that name still there is done first.
  if ((await stampOf(to + control)) !== undefined) return;
  // Of several watchers the one that has the control file takes the pair.
  if (!(await move(from + control, to + control))) return;
  await move(from + data, to + data);
  await take(options, name);
}

async function take({ folder, takerOf, logger }: MeshFolderOptions, name: string): Promise<void> {
  const claimed = join(folder, 'processing', name);
  const isThere = await Promise.all([data, control].map((ending) => stampOf(claimed + ending)));
  if (isThere.includes(undefined)) return;
  const report = await taken(claimed, takerOf);
  const isWhole = report.quarantined.every(({ code }) => code === 'ROW_EXCLUDED');
  const target = await freeName(join(folder, isWhole ? 'processed' : 'failed', name + data));
  if (!isWhole) await writeReason(target, report);
  // The control file last: as long as it is there the pair is not done.
  await move(claimed + data, target);
  await move(claimed + control, await freeName(target.replace(/\.dat(?=(?:\.\d+)?$)/, control)));
  const { quarantined, ...counts } = report;
  const codes = [...new Set(quarantined.map(({ code }) => code))];
  logger.info(
    { ...counts, quarantined: quarantined.length, codes },
    `MESH file ${isWhole ? 'taken in' : 'failed, in part or whole'}`,
  );
}

async function taken(claimed: string, takerOf: MeshFolderOptions['takerOf']): Promise<IngestReport> {
  let taker: ReturnType<MeshFolderOptions['takerOf']>;
  const bytes = await readFile(claimed + control);
  try {
    taker = takerOf(readMeshControl(bytes));
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    return notRead(error.code, error.location ?? `${control} file`);
  }
  return taker === undefined ? notRead('FEED_UNKNOWN', 'DTSControl/WorkflowId') : taker(claimed + data);
}

/** Names of control files, without their ending, in their order. */
async function pairsIn(folder: string): Promise<string[]> {
  const found = await filesIn(folder);
  return found.filter((file) => file.endsWith(control) && basename(file) === file).map((file) => file.slice(0, -control.length));
}
