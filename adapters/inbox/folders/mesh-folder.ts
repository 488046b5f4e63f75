/** The mailbox folder of a MESH client: `in/` with pairs of NAME.dat and NAME.ctl. `out/` and `sent/` are the client's own. */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { RecordError } from '../../../schema/errors.js';
import type { AtDoor, DoorReport, FileDoor } from '../../files/file-door.js';
import { fileAt } from '../../files/take-in-file.js';
import { openPasses, type Passes, type PassLogger } from '../passes.js';
import { filesIn, identityOf, isWhole, move, notRead, stampOf, writeOutcome } from './files.js';
import { readMeshControl, type MeshControl } from './mesh-control.js';
import { openMeshUnpaired, type MeshUnpairedOptions } from './mesh-unpaired.js';

export interface MeshFolderOptions extends MeshUnpairedOptions {
  /**
   * Who takes in a file, by its control file; undefined: nobody knows the workflow. What cannot be taken in is in the report;
   * an outage is thrown, and the pair is tried again.
   */
  readonly takerOf: (control: MeshControl) => ((file: string, about: AtDoor) => Promise<DoorReport>) | undefined;
  /** Keeps what nobody takes in. */
  readonly door: Pick<FileDoor, 'refuse'>;
  readonly intervalMs: number;
  readonly logger: PassLogger;
}

const data = '.dat';
const control = '.ctl';

/**
 * Takes in pairs: once both files stood still for one interval they are claimed into `processing/`, taken in by their
 * workflow, and removed: the store keeps the data, sealed. What became of it is in `processed/NAME.dat.receipt.json`, or in
 * `failed/NAME.dat.reason.json`. One file without the other waits, and is told of when it waits for long.
 */
export function watchMeshFolder(options: MeshFolderOptions): Passes {
  const { folder } = options;
  let stamps = new Map<string, string>();
  const watchAlone = openMeshUnpaired(options);
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
    await watchAlone();
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

async function take({ folder, takerOf, door, logger }: MeshFolderOptions, name: string): Promise<void> {
  const claimed = join(folder, 'processing', name);
  const key = await identityOf(claimed + data);
  // Without its data: it was done, and the process ended before it could take away the control file.
  if (key === undefined) return rm(claimed + control, { force: true });
  const about: AtDoor = { channel: 'mesh', fileName: name + data, key: `mesh\0${key}` };
  const { report, said } = await taken(claimed, takerOf, about);
  const told = await kept(report, claimed, about, door);
  await writeOutcome(folder, name + data, told, said);
  // The control file last: as long as it is there the pair is not done.
  await rm(claimed + data, { force: true });
  await rm(claimed + control, { force: true });
  const { quarantined, ...counts } = told;
  const codes = [...new Set(quarantined.map(({ code }) => code))];
  logger.info(
    { ...counts, quarantined: quarantined.length, codes },
    `MESH file ${isWhole(told) ? 'taken in' : 'failed, in part or whole'}`,
  );
}

/** What was refused before it was read is in no quarantine. */
async function kept(report: DoorReport, claimed: string, about: AtDoor, door: MeshFolderOptions['door']): Promise<DoorReport> {
  return report.unread !== true || report.file !== undefined ? report : door.refuse(await fileAt(claimed + data), about, report);
}

type Taken = { readonly report: DoorReport; readonly said: { readonly workflow?: string; readonly from?: string } };

async function taken(claimed: string, takerOf: MeshFolderOptions['takerOf'], about: AtDoor): Promise<Taken> {
  let said: MeshControl;
  const bytes = await readFile(claimed + control);
  try {
    said = readMeshControl(bytes);
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    return { report: notRead(error.code, error.location ?? `${control} file`), said: {} };
  }
  const { workflow, from } = said;
  const taker = takerOf(said);
  const report = taker === undefined ? notRead('FEED_UNKNOWN', 'DTSControl/WorkflowId') : await taker(claimed + data, about);
  // The subject may name somebody.
  return { report, said: { workflow, from } };
}

/** Names of control files, without their ending, in their order. */
async function pairsIn(folder: string): Promise<string[]> {
  const found = await filesIn(folder);
  return found.filter((file) => file.endsWith(control) && basename(file) === file).map((file) => file.slice(0, -control.length));
}
