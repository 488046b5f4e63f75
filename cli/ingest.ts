/** `scr ingest`: feed files into the record, from the command line. */
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Command } from 'commander';
import type { Progress } from '../adapters/files/snapshot.js';
import { fileAt, fileOf, takeInFile, wholeOf } from '../adapters/files/take-in-file.js';
import { openTakingIn } from '../adapters/inbox/take-in.js';
import { together, type IngestReport } from '../adapters/ingest.js';
import { errorCodes, RecordError, type ErrorCode } from '../schema/errors.js';
import { atHand, type AtHandOptions } from './at-hand.js';
import { progressBar } from './progress.js';

interface IngestOptions extends AtHandOptions {
  readonly feed?: string;
}

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
      const source = file === '-' ? fileOf(await buffer(process.stdin)) : await fileAt(file);
      const shown = options.json === true || source.size < shownFrom ? {} : { progress: steps() };
      const report = await takeInFile({ store, profile, ...shown }, source, about);
      if (report !== undefined) reports.push(report);
      else await taking.add({ bytes: await wholeOf(source), ...about });
    }
    progress?.(files.length, files.length);
    return { ...[await taking.finish(), ...reports].reduce(together), files: files.length };
  });
}

/** A bar for each step of the work. */
function steps(): Progress {
  const bars = new Map<string, ReturnType<typeof progressBar>>();
  return (label, done, total) => {
    const bar = bars.get(label) ?? progressBar(label);
    bars.set(label, bar);
    bar(done, total);
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

function asJson(report: IngestReport & { readonly files: number }) {
  const { quarantined, ...counts } = report;
  return { ...counts, quarantinedUnits: quarantined.filter(({ whole }) => whole).length, quarantined };
}

function asWords({
  files,
  read,
  stored,
  duplicates,
  entries,
  quarantined,
  withdrawn,
  held,
}: IngestReport & { readonly files: number }): string {
  const lines = [
    `Read ${count(read, 'message, document or row', 'messages, documents and rows')} from ${count(files, 'file')}.`,
    `Stored ${stored} (${count(entries, 'entry', 'entries')} put or changed)${duplicates === 0 ? '' : `; ${duplicates} known already`}.`,
  ];
  if (withdrawn !== undefined) lines.push(`Took back ${count(withdrawn, 'event that was', 'events that were')} left out.`);
  for (const one of held ?? []) {
    lines.push(
      `Held: it names ${one.named} of the ${one.expected} events that the last file had in its period. ` +
        `scr feeds confirm ${one.submission} applies it, scr feeds discard ${one.submission} drops it.`,
    );
  }
  const byCode = new Map<ErrorCode, IngestReport['quarantined'][number][]>();
  for (const one of quarantined) byCode.set(one.code, [...(byCode.get(one.code) ?? []), one]);
  for (const [code, all] of byCode) {
    const whole = all.filter((one) => one.whole).length;
    const parts = all.length - whole;
    const what = [...(whole > 0 ? [`${whole} whole`] : []), ...(parts > 0 ? [count(parts, 'part')] : [])].join(', ');
    lines.push(`Quarantined ${what}: ${code}. ${errorCodes[code]}`);
    for (const { fileName, location } of all.slice(0, 5))
      lines.push(`  ${fileName === undefined ? '' : `${fileName}: `}${location}`);
    if (all.length > 5) lines.push(`  … and ${all.length - 5} more`);
  }
  return `${lines.join('\n')}\n`;
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
