/** `scr audit refused`: who was refused before they got to a person, for whoever looks into it. */
import { Command } from 'commander';
import { RecordError } from '../schema/errors.js';
import { withAccess } from './with-access.js';

interface RefusedOptions {
  readonly from?: string;
  readonly to?: string;
  readonly code?: string;
  readonly user?: string;
  readonly first: string;
  readonly dataDir?: string;
  readonly json?: boolean;
}

export function auditCommand(): Command {
  return new Command('audit').description('What the trails keep.').addCommand(refusedCommand());
}

function refusedCommand(): Command {
  return new Command('refused')
    .description('Accesses refused at the door: bad tokens, launches and networks. Newest first.')
    .option('--from <time>', 'from this moment on (ISO 8601)')
    .option('--to <time>', 'before this moment (ISO 8601)')
    .option('--code <code>', 'TOKEN_REFUSED, LAUNCH_REFUSED, NETWORK_NOT_ALLOWED, UNAUTHENTICATED, SESSION_EXPIRED')
    .option('--user <id>', 'of this user, as far as it was proven')
    .option('--first <number>', 'how many', '100')
    .option('--data-dir <folder>', 'data folder (DATA_DIR, else ./data)')
    .option('--json', 'one line of JSON for each')
    .action(async ({ from, to, code, user, first, ...options }: RefusedOptions) => {
      const query = {
        ...(from === undefined ? {} : { fromMs: momentOf('--from', from) }),
        ...(to === undefined ? {} : { toMs: momentOf('--to', to) }),
        ...(code === undefined ? {} : { code }),
        ...(user === undefined ? {} : { userId: user }),
        first: Number(first),
      };
      if (!Number.isInteger(query.first) || query.first < 1)
        throw new RecordError('CONFIG_INVALID', { detail: '--first: a number' });
      const accesses = await withAccess(options, (access) => access.readRefused(query));
      for (const { atMs, ...access } of accesses) {
        const at = new Date(atMs).toISOString();
        const { code: why, way, address, userId, organisation, detail } = access;
        const words = [at, why, way, address, userId, organisation, detail].map((one) => one ?? '-').join('  ');
        process.stdout.write(`${options.json ? JSON.stringify({ at, ...access }) : words}\n`);
      }
    });
}

function momentOf(option: string, text: string): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new RecordError('CONFIG_INVALID', { detail: `${option}: a moment in ISO 8601` });
  return ms;
}
