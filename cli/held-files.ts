/** `scr feeds confirm` and `scr feeds discard`: files that wait, as they name far less than the last one. */
import { userInfo } from 'node:os';
import { Command } from 'commander';
import { confirmSnapshot } from '../adapters/files/snapshot.js';
import { RecordError } from '../schema/errors.js';
import type { Submission } from '../store/snapshots/snapshot-store.js';
import { atHand, columns, type AtHandOptions } from './at-hand.js';
import { asJson, asWords } from './ingest-report.js';
import { progressSteps } from './progress.js';

/** Something was quarantined. */
const partly = 3;

export function confirming(): Command {
  return of(new Command('confirm').description('Applies a file that was held; your name is kept with it.')).action(
    async (id: string, options: AtHandOptions) => {
      const report = await atHand(options, ({ store, profile }) => {
        const shown = options.json === true ? {} : { progress: progressSteps() };
        return confirmSnapshot({ store, profile, ...shown }, numberOf(id), userInfo().username);
      });
      const told = { ...report, files: 1 };
      process.stdout.write(options.json === true ? `${JSON.stringify(asJson(told), undefined, 2)}\n` : asWords(told));
      if (report.quarantined.some(({ code }) => code !== 'ROW_EXCLUDED')) process.exitCode = partly;
    },
  );
}

export function discarding(): Command {
  return of(new Command('discard').description('Drops a file that was held, with its bytes; your name is kept with it.')).action(
    async (id: string, options: AtHandOptions) => {
      const done = await atHand(options, ({ store }) => store.snapshots.discard(numberOf(id), userInfo().username));
      if (!done) throw new RecordError('NOT_FOUND', { detail: `submission ${id} does not wait` });
      process.stdout.write(options.json === true ? `${JSON.stringify({ discarded: Number(id) })}\n` : `Discarded ${id}.\n`);
    },
  );
}

function of(command: Command): Command {
  return command
    .argument('<id>', 'of the submission, as scr feeds status shows it')
    .option('--profile <name>', 'profile: a name of profiles/, or a path (PROFILE)')
    .option('--data-dir <folder>', 'data folder (DATA_DIR, else ./data)')
    .option('--json', 'print as JSON');
}

/** A held file as the commands print it: counts and times, nothing of what it says. */
export function heldAsJson({ id, feed, fileName, receivedAt, period, rows, expected, named }: Submission) {
  return { id, feed, fileName, receivedAt, period, rows, expected, named, code: 'SNAPSHOT_HELD' };
}

/** '' when nothing waits. */
export function heldAsWords(held: readonly Submission[]): string {
  if (held.length === 0) return '';
  const rows = held.map((one) => [
    String(one.id),
    one.feed,
    one.receivedAt,
    one.period === undefined ? '' : `${one.period.from} to ${one.period.to}`,
    String(one.rows),
    `${one.named ?? 0} of ${one.expected ?? 0}`,
    one.fileName ?? '',
  ]);
  const table = columns([['id', 'feed', 'received', 'period', 'rows', 'names, of the last one', 'file'], ...rows]);
  return `\nHeld (SNAPSHOT_HELD): scr feeds confirm ID applies, scr feeds discard ID drops.\n${table}`;
}

function numberOf(id: string): number {
  if (!/^\d{1,15}$/.test(id)) throw new RecordError('BAD_REQUEST', { detail: 'an id is a number, as scr feeds status shows it' });
  return Number(id);
}
