/** `scr feeds connections`: who is connected over MLLP, asked of the running process. */
import { Command } from 'commander';
import { RecordError } from '../schema/errors.js';
import { columns } from './at-hand.js';
import type { FeedStatus } from './feed-status.js';
import { readSettings } from './settings.js';

export function connectionsCommand(): Command {
  return new Command('connections')
    .description('Who is connected over MLLP, what waits and what went wrong last, of the process on this machine.')
    .option('--url <address>', 'its base address (http://127.0.0.1:PORT)')
    .option('--json', 'print as JSON')
    .action(async (options: { readonly url?: string; readonly json?: boolean }) => {
      const status = await askStatus(options.url ?? `http://127.0.0.1:${readSettings().port}`);
      process.stdout.write(options.json === true ? `${JSON.stringify(status, undefined, 2)}\n` : statusAsWords(status));
    });
}

/** @throws RecordError BAD_REQUEST when nothing answers there, or not with a status */
export async function askStatus(url: string): Promise<FeedStatus> {
  const answer = await fetch(new URL('/feeds/status', url), { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
  if (answer?.ok !== true) {
    const said = answer === undefined ? 'nothing answers' : `HTTP ${answer.status}`;
    throw new RecordError('BAD_REQUEST', { detail: `${url}: ${said}; name the process that takes in feeds with --url` });
  }
  return (await answer.json()) as FeedStatus;
}

export function statusAsWords({ mllp }: FeedStatus): string {
  if (mllp === undefined) return 'MLLP is not listened on.\n';
  const listener = (isTls: boolean): string => (isTls ? 'tls' : 'plain');
  const connections = mllp.connections.map((one) => [
    one.address,
    listener(one.isTls),
    one.feed ?? '',
    one.since,
    String(one.received),
    String(one.waiting),
    one.lastCode ?? '',
  ]);
  const errors = mllp.lastErrors.map(({ at, code, feed, address, isTls }) => [at, code, feed ?? '', address, listener(isTls)]);
  return [
    `${connections.length} connections; ${mllp.received} frames received, ${mllp.waiting} waiting; ${mllp.turnedAway} connections turned away\n`,
    connections.length === 0
      ? ''
      : columns([['address', 'listener', 'feed', 'since', 'received', 'waiting', 'last failure'], ...connections]),
    errors.length === 0 ? '' : columns([['not accepted', 'code', 'feed', 'address', 'listener'], ...errors]),
  ].join('');
}
