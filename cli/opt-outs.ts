/** `scr opt-outs`: lists of people who opted out, from files (R21). */
import { stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { basename } from 'node:path';
import { Command, Option } from 'commander';
import { sha256Of } from '../adapters/files/sha256.js';
import { RecordError } from '../schema/errors.js';
import { parsePartialDateTime } from '../schema/partial-date.js';
import type { OptOutKind, OptOutList } from '../store/governance/records.js';
import type { Store } from '../store/store.js';
import { readSettings } from './settings.js';
import { withStore } from './with-store.js';
import { readList, type ListReport } from './opt-out-list.js';

interface LoadOptions {
  readonly kind: OptOutKind;
  readonly source?: string;
  readonly dated?: string;
  readonly confirmSmaller?: boolean;
  readonly dataDir?: string;
  readonly json?: boolean;
}

/** Lines of the file are bad, and nothing was changed. */
const refusedFile = 3;

/** What became of a file. `loaded` is false where lines were bad, or the very file was loaded before. */
export interface Loaded extends ListReport {
  readonly loaded: boolean;
  readonly list?: OptOutList;
  readonly replaced?: OptOutList;
}

export function optOutsCommand(): Command {
  const command = new Command('opt-outs').description('Lists of people who opted out: the national data opt-out, GP dissent.');
  command
    .command('load')
    .description('Put a list in the place of the last one of its kind and source, as a whole or not at all.')
    .argument('<file>', 'those who HAVE opted out: one NHS number to a line, followed by a comma or not')
    .addOption(new Option('--kind <kind>', 'which opt-out').choices(['national', 'gp-dissent']).makeOptionMandatory())
    .option('--source <name>', 'whose list it is, for example the ODS code of a practice (default: one for the whole area)')
    .option('--dated <day>', 'the day the list speaks of, YYYY-MM-DD (default: today)')
    .option('--confirm-smaller', 'load it although it names fewer than half of the people of the last one')
    .option('--data-dir <folder>', 'data folder (DATA_DIR, else ./data); a running server on it is used too')
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      '\nThe answer of MESH to SPINE_NTT_UPHOLDING names those who have NOT opted out: it is not such a list.\n' +
        'Exit code: 0 loaded or loaded before, 2 could not run, 3 lines are bad and nothing was changed.',
    )
    .action(async (file: string, options: LoadOptions) => {
      const report = await withStore(settingsFor(options.dataDir), (store) => loadList(store, file, options));
      process.stdout.write(options.json === true ? `${JSON.stringify(report, undefined, 2)}\n` : asWords(report));
      if (report.badLines > 0) process.exitCode = refusedFile;
    });
  command
    .command('show')
    .description('The lists that stand, with source and date.')
    .option('--data-dir <folder>', 'data folder (DATA_DIR, else ./data)')
    .option('--json', 'print them as JSON')
    .action(async (options: Pick<LoadOptions, 'dataDir' | 'json'>) => {
      const lists = await withStore(settingsFor(options.dataDir), (store) => store.optOutLists());
      const words = lists.map((list) => `${nameOf(list)}\n`).join('') || 'No opt-out list is on file.\n';
      process.stdout.write(options.json === true ? `${JSON.stringify(lists, undefined, 2)}\n` : words);
    });
  return command;
}

/**
 * Loads a list. A file with a bad line changes nothing: the person meant by that line would lose their opt-out.
 * @throws RecordError BAD_REQUEST, SNAPSHOT_HELD
 */
export async function loadList(store: Store, file: string, options: LoadOptions): Promise<Loaded> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true) throw new RecordError('BAD_REQUEST', { detail: `there is no file ${file}` });
  const dated = options.dated ?? new Date().toISOString().slice(0, 10);
  if (dated.length !== 10 || parsePartialDateTime(dated) === undefined)
    throw new RecordError('BAD_REQUEST', { detail: '--dated is a day, YYYY-MM-DD' });
  const report: ListReport = { lines: 0, numbers: 0, badLines: 0, firstBad: [] };
  const badFile = new RecordError('BAD_REQUEST', { detail: 'the list holds lines that are no NHS number' });
  const population = await store.population();
  async function* wholeOrNothing() {
    yield* readList(file, population, report);
    // At the end, so that the report names every bad line; what was stored until here is rolled back.
    if (report.badLines > 0) throw badFile;
  }
  try {
    const { list, isNew, replaced } = await store.loadOptOuts(
      {
        kind: options.kind,
        source: options.source ?? 'whole area',
        fileName: basename(file),
        sha256: await sha256Of(file),
        dated,
        loadedBy: userInfo().username,
        isConfirmed: options.confirmSmaller === true,
      },
      wholeOrNothing(),
    );
    return { ...report, loaded: isNew, list, ...(replaced === undefined ? {} : { replaced }) };
  } catch (error) {
    if (error !== badFile) throw error;
    return { ...report, loaded: false };
  }
}

const settingsFor = (dataDir: string | undefined) => readSettings(dataDir === undefined ? {} : { DATA_DIR: dataDir });

function asWords({ lines, badLines, firstBad, loaded, list, replaced }: Loaded): string {
  if (badLines > 0) {
    const more = badLines > firstBad.length ? [`  … and ${badLines - firstBad.length} more`] : [];
    const named = firstBad.map(({ line, fault }) => `  line ${line}: ${fault}`);
    return [`Nothing was changed: ${badLines} of ${lines} lines are bad.`, ...named, ...more, ''].join('\n');
  }
  if (!loaded) return `This very file is the list that stands: ${nameOf(list!)}\n`;
  return `Loaded ${nameOf(list!)}${replaced === undefined ? '' : `, in the place of ${nameOf(replaced)}`}\n`;
}

function nameOf({ kind, source, fileName, dated, people }: OptOutList): string {
  return `${kind} (${source}) of ${dated}: ${people} people, from ${fileName}`;
}
