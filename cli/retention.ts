/** `scr retention`: records whose term is over (R36). */
import { userInfo } from 'node:os';
import { Command } from 'commander';
import { RecordError } from '../schema/errors.js';
import { parseNhsNumber, type NhsNumber } from '../schema/nhs-number.js';
import { utcNow } from '../schema/partial-date.js';
import type { Profile } from '../schema/profile.js';
import type { Term } from '../store/retention/retention-store.js';
import { atHand, type AtHandOptions } from './at-hand.js';

export function retentionCommand(): Command {
  const command = new Command('retention').description(
    'Records that are kept no longer: care ended as long ago as the profile says.',
  );
  const of = (name: string, description: string) =>
    command
      .command(name)
      .description(description)
      .option('--profile <name>', 'profile: a name of profiles/, or a path (PROFILE)')
      .option('--data-dir <folder>', 'data folder (DATA_DIR, else ./data)')
      .option('--json', 'print as JSON');
  of('report', 'How many people are due, how many are held; changes nothing.').action(async (options: AtHandOptions) => {
    const report = await atHand(options, async ({ store, profile }) => store.retention.report(termOf(profile)));
    print(options, report, `${report.due} people are due, ${report.held} more are held; ${report.kept} are kept.`);
  });
  of('apply', 'Removes the records of those who are due, for good; your name is kept with it.')
    .requiredOption('--confirm <number>', 'how many are due, as the report says: with any other number nothing is removed')
    .action(async (options: AtHandOptions & { confirm: string }) => {
      const removed = await atHand(options, async ({ store, profile }) => {
        const term = termOf(profile);
        const { due } = await store.retention.report(term);
        if (String(due) !== options.confirm)
          throw new RecordError('BAD_REQUEST', { detail: `${due} people are due, not ${options.confirm}; nothing was removed` });
        return store.retention.remove(term, userInfo().username);
      });
      const { people, entries, facts, files } = removed;
      print(options, removed, `Removed ${people} people: ${entries} entries, ${facts} statements, ${files} files.`);
    });
  of('hold', 'Keeps the record of the NHS number on standard input whatever its term, until the hold is lifted.')
    .requiredOption('--reason <text>', 'why; kept with your name')
    .action(async (options: AtHandOptions & { reason: string }) => {
      const nhsNumber = await numberOnInput();
      const about = { by: userInfo().username, reason: options.reason };
      await atHand(options, ({ store }) => store.retention.hold(nhsNumber, about));
      print(options, { held: true }, 'Held.');
    });
  of('lift', 'Lifts the holds on the NHS number on standard input.').action(async (options: AtHandOptions) => {
    const nhsNumber = await numberOnInput();
    const lifted = await atHand(options, ({ store }) => store.retention.liftHolds(nhsNumber, userInfo().username));
    if (!lifted) throw new RecordError('NOT_FOUND', { detail: 'no hold stands' });
    print(options, { lifted }, 'Lifted.');
  });
  return command;
}

/** @throws RecordError BAD_REQUEST where the profile names no term */
export function termOf({ retention }: Profile, now = new Date()): Term {
  const { kept, yearsAfterCareEnds: years } = retention;
  if (kept !== 'after-care-ends' || years === undefined)
    throw new RecordError('BAD_REQUEST', { detail: `the profile keeps records ${kept}: none is removed for its age` });
  const before = new Date(now);
  before.setUTCFullYear(before.getUTCFullYear() - years);
  return { years, before: utcNow(before) };
}

/** Read, not given as an argument: other users of the machine see those. */
async function numberOnInput(): Promise<NhsNumber> {
  let text = '';
  for await (const chunk of process.stdin) text += String(chunk);
  const nhsNumber = parseNhsNumber(text.trim());
  if (nhsNumber === undefined) throw new RecordError('BAD_NHS_NUMBER');
  return nhsNumber;
}

function print({ json }: AtHandOptions, value: object, words: string): void {
  process.stdout.write(json === true ? `${JSON.stringify(value)}\n` : `${words}\n`);
}
