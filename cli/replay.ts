/** `scr replay`: translate kept messages anew after a fix of the mapping. */
import { userInfo } from 'node:os';
import { Command } from 'commander';
import { replayFeed, type ReplayReport } from '../adapters/inbox/replay.js';
import { RecordError } from '../schema/errors.js';
import { atHand, columns, type AtHandOptions } from './at-hand.js';

interface ReplayOptions extends AtHandOptions {
  readonly feed: string;
  readonly from: string;
  readonly to: string;
  readonly apply?: boolean;
  readonly lift?: boolean;
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
    .option('--lift', 'with --apply: also lift objections and hidden addresses that only messages read wrongly had set')
    .option('--profile <name>', 'profile: a name of profiles/, or a path (PROFILE)')
    .option('--data-dir <folder>', 'data folder (DATA_DIR, else ./data)')
    .option('--json', 'print as JSON, every difference with it')
    .action(async (options: ReplayOptions) => {
      const { feed, apply = false, lift = false } = options;
      if (lift && !apply) throw new RecordError('BAD_REQUEST', { detail: '--lift goes with --apply' });
      const days = { from: moment('--from', options.from), to: moment('--to', options.to) };
      const span = { feed, ...days, apply, lift, by: userInfo().username };
      const report = await atHand(options, ({ store, profile }) => {
        if (!profile.feeds.some(({ name }) => name === feed))
          throw new RecordError('FEED_UNKNOWN', { detail: `the profile has no feed ${feed}` });
        return replayFeed(store.inbox, profile, span);
      });
      process.stdout.write(
        options.json === true
          ? `${JSON.stringify({ ...report, applied: apply, lifted: lift }, undefined, 2)}\n`
          : asWords(report, { apply, lift }),
      );
    });
}

function moment(option: string, text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?)?$/.test(text) || Number.isNaN(Date.parse(text))) {
    throw new RecordError('BAD_REQUEST', { detail: `${option}: YYYY-MM-DD, or YYYY-MM-DDTHH:MM (UTC)` });
  }
  return text;
}

/** What a replay changed, or would: counts, and nothing of what messages say. */
export function asWords(report: ReplayReport, { apply, lift }: { readonly apply: boolean; readonly lift: boolean }): string {
  const { read, changed, differences, flags, refused, bytesGone, onlyWithTheirFile } = report;
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
    ...flagWords(flags, apply && lift),
    changed === 0 ? '' : apply ? 'Applied.\n' : 'Nothing was changed; --apply does.\n',
  ].join('');
}

/** What becomes of objections and hidden addresses: the one thing by which a replay can show more than before. */
function flagWords(flags: ReplayReport['flags'], isLifted: boolean): string[] {
  const count = (effect: ReplayReport['flags'][number]['effect']) => {
    const of = flags.filter((one) => one.effect === effect);
    const objections = of.filter(({ kind }) => kind === 'objection').length;
    return of.length === 0 ? '' : `Objections: ${objections}, hidden addresses: ${of.length - objections}. `;
  };
  const [set, lifted, left] = [count('set'), count('lifted'), count('left')];
  return [
    set === '' ? '' : `${set}In force by these messages, and not before.\n`,
    left === '' ? '' : `${left}No message says so any more, but staff have reviewed them: they stay; withdraw them by hand.\n`,
    lifted === ''
      ? ''
      : `${lifted}Only messages that had been read wrongly said so. ${isLifted ? 'Lifted.' : 'They stay; --apply --lift lifts them.'}\n`,
  ];
}
