/** `scr replay`: translate kept messages anew after a fix of the mapping. */
import { Command } from 'commander';
import { replayFeed, type ReplayReport } from '../adapters/inbox/replay.js';
import { RecordError } from '../schema/errors.js';
import { atHand, columns, type AtHandOptions } from './at-hand.js';

interface ReplayOptions extends AtHandOptions {
  readonly feed: string;
  readonly from: string;
  readonly to: string;
  readonly apply?: boolean;
}

export function replayCommand(): Command {
  return new Command('replay')
    .description(
      'Translates the kept messages of a feed with the mapping of now, and shows what differs; --apply changes only that.',
    )
    .requiredOption('--feed <name>', 'the feed')
    .requiredOption('--from <day>', 'received from this day (UTC, YYYY-MM-DD) or moment on')
    .requiredOption('--to <day>', 'received before this day or moment')
    .option('--apply', 'change the record; without it nothing is changed')
    .option('--profile <name>', 'profile: a name of profiles/, or a path (PROFILE)')
    .option('--data-dir <folder>', 'data folder (DATA_DIR, else ./data)')
    .option('--json', 'print as JSON, every difference with it')
    .action(async (options: ReplayOptions) => {
      const { feed, apply = false } = options;
      const span = { feed, from: moment('--from', options.from), to: moment('--to', options.to), apply };
      const report = await atHand(options, ({ store, profile }) => {
        if (!profile.feeds.some(({ name }) => name === feed))
          throw new RecordError('FEED_UNKNOWN', { detail: `the profile has no feed ${feed}` });
        return replayFeed(store.inbox, profile, span);
      });
      process.stdout.write(
        options.json === true ? `${JSON.stringify({ ...report, applied: apply }, undefined, 2)}\n` : asWords(report, apply),
      );
    });
}

function moment(option: string, text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?)?$/.test(text) || Number.isNaN(Date.parse(text))) {
    throw new RecordError('BAD_REQUEST', { detail: `${option}: YYYY-MM-DD, or YYYY-MM-DDTHH:MM (UTC)` });
  }
  return text;
}

function asWords(report: ReplayReport, applied: boolean): string {
  const { read, changed, differences, refused, bytesGone, onlyWithTheirFile } = report;
  const bySection = new Map<string, { added: number; changed: number; gone: number }>();
  for (const { section, change } of differences) {
    const count = bySection.get(section) ?? { added: 0, changed: 0, gone: 0 };
    count[change]++;
    bySection.set(section, count);
  }
  const rows = [...bySection].map(([section, one]) => [section, String(one.added), String(one.changed), String(one.gone)]);
  return [
    `Read ${read} messages; ${changed} are translated otherwise now.\n`,
    rows.length === 0 ? '' : columns([['section', 'added', 'changed', 'gone'], ...rows]),
    refused.length === 0 ? '' : `${refused.length} cannot be translated any more and stay as they are.\n`,
    bytesGone === 0 ? '' : `${bytesGone} cannot be replayed: their bytes are not kept any more.\n`,
    onlyWithTheirFile === 0 ? '' : `${onlyWithTheirFile} rows mean something only together: send their file again.\n`,
    changed === 0 ? '' : applied ? 'Applied.\n' : 'Nothing was changed; --apply does.\n',
  ].join('');
}
