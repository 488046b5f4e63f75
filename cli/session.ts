/** `scr session revoke`: signs a session or a user off, in every process, within seconds. */
import { userInfo } from 'node:os';
import { Command } from 'commander';
import { RecordError } from '../schema/errors.js';
import { withAccess } from './with-access.js';

interface RevokeOptions {
  readonly session?: string;
  readonly user?: string;
  readonly dataDir?: string;
  readonly json?: boolean;
}

export function sessionCommand(): Command {
  const revoke = new Command('revoke')
    .description('Refuse a session from now on, or all that was issued to a user before now.')
    .option('--session <id>', 'session identifier, as in the audit trail')
    .option('--user <id>', 'user identifier; signing in anew lets the user in again')
    .option('--data-dir <folder>', 'data folder (DATA_DIR, else ./data)')
    .option('--json', 'print what was done as JSON')
    .action(async ({ session, user, ...options }: RevokeOptions) => {
      const id = session ?? user;
      if (id === undefined || (session !== undefined && user !== undefined))
        throw new RecordError('CONFIG_INVALID', { detail: 'name --session or --user, one of them' });
      const what = { kind: session === undefined ? 'user' : 'session', id, by: `scr ${userInfo().username}` } as const;
      await withAccess(options, (access) => access.revoke(what));
      process.stdout.write(options.json ? `${JSON.stringify({ revoked: what })}\n` : `The ${what.kind} is signed off.\n`);
    });
  return new Command('session').description('Sessions of those who ask.').addCommand(revoke);
}
