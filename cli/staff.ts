/** `scr staff load`: the directory of staff, from a file; and the same file watched by a process that runs. */
import { readFile, stat } from 'node:fs/promises';
import { Command } from 'commander';
import type { Logger } from 'pino';
import { RecordError } from '../schema/errors.js';
import type { AccessStore } from '../store/access/access-store.js';
import { readStaffFile, type StaffFault } from './staff-file.js';
import { withAccess } from './with-access.js';

interface StaffOptions {
  readonly dataDir?: string;
  readonly json?: boolean;
}

/** The file is at fault: nothing of it was taken in. */
const refused = 3;

export function staffCommand(): Command {
  const load = new Command('load')
    .description('Replace the directory of staff by a CSV file: userId, active, trainingValidUntil, organisation.')
    .argument('<file>')
    .option('--data-dir <folder>', 'data folder (DATA_DIR, else ./data)')
    .option('--json', 'print what became of it as JSON')
    .addHelpText('after', '\nExit code: 0 loaded, 2 could not run, 3 the file is at fault and nothing was changed.')
    .action(async (file: string, options: StaffOptions) => {
      const outcome = await withAccess(options, (access) => loadStaffFile(access, file));
      if (outcome.faults.length > 0) process.exitCode = refused;
      const words = outcome.faults.map(({ line, fault }) => `${file}:${line}: ${fault}\n`).join('');
      process.stdout.write(options.json ? `${JSON.stringify(outcome)}\n` : words || `${outcome.loaded} lines loaded\n`);
    });
  return new Command('staff').description('The directory of staff (R4).').addCommand(load);
}

/**
 * Takes a staff file in as a whole, or nothing of it.
 * @throws RecordError CONFIG_INVALID (no such file), STRUCTURE_INVALID, MESSAGE_UNREADABLE, STORE_UNAVAILABLE
 */
export async function loadStaffFile(
  access: Pick<AccessStore, 'loadStaff'>,
  file: string,
): Promise<{ readonly loaded: number; readonly faults: readonly StaffFault[] }> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new RecordError('CONFIG_INVALID', { detail: `cannot read the staff file ${file}`, cause });
  });
  const { lines, faults } = readStaffFile(bytes);
  if (faults.length > 0) return { loaded: 0, faults };
  await access.loadStaff(lines);
  return { loaded: lines.length, faults };
}

/** Takes STAFF_FILE in now and whenever it changes; a changed file that is at fault leaves the directory as it is. */
export async function watchStaffFile(
  access: Pick<AccessStore, 'loadStaff'>,
  file: string | undefined,
  logger: Logger,
  everyMs = 5_000,
): Promise<{ close(): void }> {
  if (file === undefined) return { close: () => undefined };
  const versionOf = () =>
    stat(file).then(
      ({ mtimeMs, size, ino }) => `${mtimeMs} ${size} ${ino}`,
      () => 'missing',
    );
  let seen = await versionOf();
  const first = await loadStaffFile(access, file);
  if (first.faults.length > 0) {
    const detail = first.faults.map(({ line, fault }) => `STAFF_FILE line ${line}: ${fault}`).join('\n');
    throw new RecordError('CONFIG_INVALID', { detail });
  }
  const look = async (): Promise<void> => {
    const now = await versionOf();
    if (now === seen) return;
    const { loaded, faults } = await loadStaffFile(access, file);
    // Only now: a file that could not be taken in because the database was away is tried again.
    seen = now;
    if (faults.length > 0) logger.error({ faults: faults.slice(0, 20) }, 'changed staff file refused: the former one stays');
    else logger.info({ loaded }, 'staff file read again');
  };
  const timer = setInterval(() => {
    look().catch((error: unknown) => logger.error({ code: (error as RecordError).code }, 'staff file not read again'));
  }, everyMs);
  timer.unref();
  return { close: () => clearInterval(timer) };
}
