import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { RecordError } from '../../schema/errors.js';

/** Whom the database server runs as: PostgreSQL refuses to run as root. */
export interface RuntimeUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The unprivileged user to run the server as, or undefined when this process is unprivileged itself.
 * A cluster that exists keeps its owner.
 */
export function runtimeUser(cluster: string): RuntimeUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const account = accounts.find((fields) => fields[0] === name);
    if (account !== undefined) return { uid: Number(account[2]), gid: Number(account[3]) };
  }
  throw new RecordError('CONFIG_INVALID', {
    detail:
      'running as root, and there is no account postgres or nobody to run the database as; start as another user or set DATABASE_URL',
  });
}

/** Whether `user` can reach `folder`: every folder on the way lets it through. */
export function canReach(folder: string, user: RuntimeUser | undefined): boolean {
  if (user === undefined) return true;
  for (let at = folder; ; at = dirname(at)) {
    const found = statSync(at, { throwIfNoEntry: false });
    if (found !== undefined) {
      const bit = found.uid === user.uid ? 0o100 : found.gid === user.gid ? 0o010 : 0o001;
      if ((found.mode & bit) === 0) return false;
    }
    if (dirname(at) === at) return true;
  }
}
