/** `scr ingest`: feed files into the record, from the command line. */
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Command } from 'commander';
import { isReadAsItComes } from '../adapters/files/file-door.js';
import { openFileInbox } from '../adapters/files/file-inbox.js';
import type { FileSource } from '../adapters/files/survey.js';
import { fileAt, fileOf, streamedFrom, wholeOf } from '../adapters/files/take-in-file.js';
import { startingWith } from '../adapters/formats/chunks.js';
import { openTakingIn } from '../adapters/inbox/take-in.js';
import { together, type IngestReport } from '../adapters/ingest.js';
import { RecordError } from '../schema/errors.js';
import { atHand, type AtHandOptions } from './at-hand.js';
import { asJson, asWords } from './ingest-report.js';
import { progressBar, progressSteps } from './progress.js';

interface IngestOptions extends AtHandOptions {
  readonly feed?: string;
}

const quiet = { info: () => undefined, warn: () => undefined };
/** Something was quarantined. */
const partly = 3;
/** A file from this size on shows how far it is (bytes). */
const shownFrom = 1_000_000;

export function ingestCommand(): Command {
  return new Command('ingest')
    .description('Translate feed files (HL7 v2, CDA, CSV; recognised by content) and store what they say.')
    .argument('<file...>', 'files, folders (with everything below them), or - for standard input')
    .option('--feed <name>', 'the feed they came on; otherwise it is found by the sender they name')
    .option('--profile <name>', 'profile: a name of profiles/, or a path (PROFILE)')
    .option('--data-dir <folder>', 'data folder (DATA_DIR, else ./data); a running server on it is used too')
    .option('--json', 'print the report as JSON')
    .addHelpText('after', '\nExit code: 0 all stored, 2 could not run, 3 something was quarantined.')
    .action(async (paths: readonly string[], options: IngestOptions) => {
      const report = await ingest(paths, options);
      process.stdout.write(options.json ? `${JSON.stringify(asJson(report), undefined, 2)}\n` : asWords(report));
      if (report.quarantined.some(({ code }) => code !== 'ROW_EXCLUDED')) process.exitCode = partly;
    });
}

async function ingest(paths: readonly string[], options: IngestOptions): Promise<IngestReport & { readonly files: number }> {
  return atHand(options, async ({ store, profile, inbox }) => {
    const { feed } = options;
    if (feed !== undefined && !profile.feeds.some(({ name }) => name === feed)) {
      throw new RecordError('FEED_UNKNOWN', {
        detail: `feeds of the profile: ${profile.feeds.map(({ name }) => name).join(', ')}`,
      });
    }
    const files = (await Promise.all(paths.map(filesAt))).flat();
    const taking = openTakingIn(inbox(), store.inbox, 'command');
    const progress = options.json || files.length < 20 ? undefined : progressBar('Reading');
    const reports: IngestReport[] = [];
    for (const [index, file] of files.entries()) {
      progress?.(index, files.length);
      const about = { fileName: file === '-' ? 'stdin' : basename(file), ...(feed === undefined ? {} : { feed }) };
      const source = file === '-' ? await standardInput() : await fileAt(file);
      if (!(await isReadAsItComes(source, profile))) {
        await taking.add({ bytes: await wholeOf(source), ...about });
        continue;
      }
      const shown = options.json === true || source.size < shownFrom ? {} : { progress: progressSteps() };
      const long = openFileInbox({ store, profile, inbox: inbox(), logger: quiet, ...shown });
      try {
        const { name } = await long.keep({ content: source.open(), channel: 'command', ...about });
        reports.push(await long.settled(name));
      } finally {
        await long.close();
      }
    }
    progress?.(files.length, files.length);
    return { ...[await taking.finish(), ...reports].reduce(together), files: files.length };
  });
}

/** Held where it is short; else passed on as it comes, once. */
async function standardInput(): Promise<FileSource> {
  const chunks = startingWith(process.stdin, streamedFrom)[Symbol.asyncIterator]();
  const first = await chunks.next();
  const start = first.done === true ? new Uint8Array() : (first.value as Uint8Array);
  if (start.length < streamedFrom) return fileOf(start);
  return {
    size: Number.POSITIVE_INFINITY,
    async *open() {
      yield start;
      yield* { [Symbol.asyncIterator]: () => chunks };
    },
  };
}

async function filesAt(path: string): Promise<string[]> {
  if (path === '-') return [path];
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new RecordError('BAD_REQUEST', { detail: `there is no file or folder ${path}` });
  if (!found.isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
