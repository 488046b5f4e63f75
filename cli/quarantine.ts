/** `scr quarantine`: what could not be translated, and putting it right. */
import { userInfo } from 'node:os';
import { Command } from 'commander';
import { retryQuarantined } from '../adapters/inbox/replay.js';
import { errorCodes, RecordError } from '../schema/errors.js';
import type { QuarantinedPart } from '../store/inbox/quarantine.js';
import { atHand, columns, type AtHandOptions } from './at-hand.js';

interface ListOptions extends AtHandOptions {
  readonly feed?: string;
  readonly code?: string;
  readonly all?: boolean;
  readonly first: string;
}

interface ShowOptions extends AtHandOptions {
  readonly bytes?: boolean;
  readonly reason?: string;
}

/** Some could not be put right. */
const partly = 3;

export function quarantineCommand(): Command {
  return new Command('quarantine')
    .description('What could not be translated: look at it, try it anew after a fix, or give it up.')
    .addCommand(listing())
    .addCommand(showing())
    .addCommand(replaying())
    .addCommand(discarding());
}

function of(command: Command): Command {
  return command
    .option('--profile <name>', 'profile: a name of profiles/, or a path (PROFILE)')
    .option('--data-dir <folder>', 'data folder (DATA_DIR, else ./data)')
    .option('--json', 'print as JSON');
}

function filtered(command: Command): Command {
  return of(command)
    .option('--feed <name>', 'of this feed only')
    .option('--code <code>', 'with this code only')
    .option('--first <number>', 'how many at most, newest first', '100');
}

function listing(): Command {
  return filtered(new Command('list').description('Codes and places, never what a message says.'))
    .option('--all', 'those replayed or discarded too')
    .action(async (options: ListOptions) => {
      const parts = await atHand(options, ({ store }) => store.inbox.quarantined(queryOf(options)));
      if (options.json === true) process.stdout.write(`${JSON.stringify(parts, undefined, 2)}\n`);
      else process.stdout.write(asTable(parts));
    });
}

function queryOf({ feed, code, all, first }: ListOptions) {
  if (!/^[1-9]\d{0,6}$/.test(first)) throw new RecordError('BAD_REQUEST', { detail: '--first: a number from 1' });
  return {
    ...(feed === undefined ? {} : { feed }),
    ...(code === undefined ? {} : { code }),
    settledToo: all === true,
    first: Number(first),
  };
}

function asTable(parts: readonly QuarantinedPart[]): string {
  const rows = parts.map((part) => [
    String(part.id),
    part.feed,
    part.receivedAt,
    part.whole ? 'whole' : 'part',
    part.code,
    part.location,
    part.settled ?? '',
  ]);
  return columns([['id', 'feed', 'received', 'what', 'code', 'where', ''], ...rows]);
}

function showing(): Command {
  return of(new Command('show').description('One of them; its bytes only with a reason, which is kept with your name.'))
    .argument('<id>')
    .option('--bytes', 'the bytes as they came, on standard output')
    .option('--reason <text>', 'why you need to see them')
    .action(async (id: string, options: ShowOptions) => {
      if (options.bytes === true && (options.reason ?? '').trim() === '') {
        throw new RecordError('BAD_REQUEST', { detail: '--bytes needs --reason: they name a person' });
      }
      await atHand(options, async ({ store }) => {
        const part = await store.inbox.quarantinedPart(numberOf(id));
        if (part === undefined) throw new RecordError('NOT_FOUND');
        if (options.bytes !== true) {
          process.stdout.write(
            options.json === true
              ? `${JSON.stringify(part, undefined, 2)}\n`
              : `${asTable([part])}${errorCodes[part.code]}\n${part.detail ?? ''}\n`,
          );
          return;
        }
        const bytes = await store.inbox.lookInto(part.id, { by: userInfo().username, reason: options.reason! });
        if (bytes === undefined) throw new RecordError('NOT_FOUND', { detail: 'its bytes are not kept' });
        process.stdout.write(bytes);
      });
    });
}

function replaying(): Command {
  return filtered(new Command('replay').description('Tries anew with the mapping of now: those named, or all that fit.'))
    .argument('[id...]')
    .action(async (ids: readonly string[], options: ListOptions) => {
      if (ids.length === 0 && options.feed === undefined && options.code === undefined) {
        throw new RecordError('BAD_REQUEST', { detail: 'name ids, --feed or --code' });
      }
      const results = await atHand(options, async ({ store, profile, inbox }) => {
        const wanted =
          ids.length > 0 ? ids.map(numberOf) : (await store.inbox.quarantined(queryOf(options))).map((part) => part.id);
        const told = [];
        for (const id of wanted) {
          const retried = await retryQuarantined({ inbox: inbox(), store: store.inbox, profile }, id);
          told.push({ id, ...(retried ?? { done: false, code: 'NOT_FOUND', location: 'quarantine' }) });
        }
        return told;
      });
      const failed = results.filter(({ done }) => !done);
      if (failed.length > 0) process.exitCode = partly;
      if (options.json === true) process.stdout.write(`${JSON.stringify(results, undefined, 2)}\n`);
      else {
        process.stdout.write(`Put right ${results.length - failed.length} of ${results.length}.\n`);
        for (const one of failed) if (!one.done) process.stdout.write(`  ${one.id}: ${one.code} at ${one.location}\n`);
      }
    });
}

function discarding(): Command {
  return of(new Command('discard').description('Gives them up: code and place stay, the bytes go.'))
    .argument('<id...>')
    .action(async (ids: readonly string[], options: AtHandOptions) => {
      const done = await atHand(options, async ({ store }) => {
        let count = 0;
        for (const id of ids) if (await store.inbox.settleQuarantined(numberOf(id), 'discarded')) count++;
        return count;
      });
      if (done < ids.length) process.exitCode = partly;
      process.stdout.write(
        options.json === true ? `${JSON.stringify({ discarded: done })}\n` : `Discarded ${done} of ${ids.length}.\n`,
      );
    });
}

function numberOf(id: string): number {
  if (!/^\d{1,15}$/.test(id))
    throw new RecordError('BAD_REQUEST', { detail: 'an id is a number, as scr quarantine list shows it' });
  return Number(id);
}
