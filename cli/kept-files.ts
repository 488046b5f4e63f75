/** `scr feeds files`, `file` and `again`: files that were read as they came, what became of them, and those refused whole. */
import { userInfo } from 'node:os';
import { Command } from 'commander';
import { openFileInbox } from '../adapters/files/file-inbox.js';
import { RecordError } from '../schema/errors.js';
import type { FileStatus } from '../store/files/file-store.js';
import { atHand, columns, type AtHandOptions } from './at-hand.js';
import { asJson, asWords } from './ingest-report.js';

interface ListOptions extends AtHandOptions {
  readonly feed?: string;
  readonly first: string;
}

/** Something was quarantined. */
const partly = 3;

export function listingFiles(): Command {
  return of(
    new Command('files').description('Files kept as files (long ones, snapshots, those refused whole), and what became of them.'),
  )
    .option('--feed <name>', 'of this feed only')
    .option('--first <number>', 'how many at most, newest first', '100')
    .action(async ({ feed, first, json, ...options }: ListOptions) => {
      if (!/^[1-9]\d{0,6}$/.test(first)) throw new RecordError('BAD_REQUEST', { detail: '--first: a number from 1' });
      const query = { first: Number(first), ...(feed === undefined ? {} : { feed }) };
      const files = await atHand(options, ({ store }) => store.files.list(query));
      process.stdout.write(json === true ? `${JSON.stringify(files, undefined, 2)}\n` : asTable(files));
    });
}

export function givingFile(): Command {
  return of(
    new Command('file').description('The bytes of a file refused whole, on standard output; the reason is kept with your name.'),
  )
    .argument('<name>', 'as scr feeds files, a receipt or a reason shows it')
    .requiredOption('--reason <text>', 'why you need to see them')
    .action(async (name: string, { reason, ...options }: AtHandOptions & { readonly reason: string }) => {
      if (reason.trim() === '') throw new RecordError('BAD_REQUEST', { detail: '--reason: they name people' });
      await atHand(options, async ({ store }) => {
        const bytes = await store.files.lookInto(name, { by: userInfo().username, reason });
        if (bytes === undefined) throw new RecordError('NOT_FOUND', { detail: 'no such file, or its bytes are not kept' });
        for await (const part of bytes) {
          await new Promise<void>((resolve, reject) =>
            process.stdout.write(part, (error) => (error == null ? resolve() : reject(error))),
          );
        }
      });
    });
}

export function tryingAgain(): Command {
  return of(new Command('again').description('Takes in a file anew that was refused whole, as after a fix of the profile.'))
    .argument('<name>', 'as scr feeds files, a receipt or a reason shows it')
    .action(async (name: string, { json, ...options }: AtHandOptions) => {
      const report = await atHand(options, async ({ store, profile, inbox }) => {
        if (!(await store.files.tryAnew(name))) {
          throw new RecordError('NOT_FOUND', { detail: 'no such file that was refused whole, or its bytes are not kept' });
        }
        const files = openFileInbox({ store, profile, inbox: inbox(), logger: { info: () => undefined, warn: () => undefined } });
        try {
          return { ...(await files.settled(name)), files: 1 };
        } finally {
          await files.close();
        }
      });
      process.stdout.write(json === true ? `${JSON.stringify(asJson(report), undefined, 2)}\n` : asWords(report));
      if (report.quarantined.some(({ code }) => code !== 'ROW_EXCLUDED')) process.exitCode = partly;
    });
}

function of(command: Command): Command {
  return command
    .option('--profile <name>', 'profile: a name of profiles/, or a path (PROFILE)')
    .option('--data-dir <folder>', 'data folder (DATA_DIR, else ./data)')
    .option('--json', 'print as JSON');
}

function asTable(files: readonly FileStatus[]): string {
  const rows = files.map(({ name, lane, channel, receivedAt, size, state, outcome, decided, fileName }) => [
    name,
    lane,
    channel,
    receivedAt,
    String(size),
    state === 'held' ? (decided ?? state) : state,
    outcome?.quarantined[0]?.code ?? '',
    fileName ?? '',
  ]);
  return columns([['name', 'feed', 'by', 'received', 'bytes', 'state', 'code', 'file'], ...rows]);
}
