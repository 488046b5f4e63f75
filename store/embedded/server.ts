import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { RecordError } from '../../schema/errors.js';
import { binaries, type Binaries } from './binaries.js';
import { canReach, runtimeUser, type RuntimeUser } from './runtime-user.js';
import { isAlive, withStartLock } from './start-lock.js';

/** A running embedded PostgreSQL server, shared by every process that opens the same data folder. */
export interface EmbeddedServer {
  /** Connection URL of a database of this server. */
  url(database: string): string;
  /** Starts the server again, or attaches to it, where it has died. Throws as {@link startEmbedded}. */
  ensureRunning(): Promise<void>;
  /** Stops the server when no other process is connected to it. */
  close(): Promise<void>;
}

const account = 'scr';

/**
 * Starts PostgreSQL on `dataDir`, or attaches to the server that already runs on it: that of another
 * process, or one left behind by a process that was killed.
 * @throws RecordError STORE_IN_USE, CONFIG_INVALID, STORE_UNAVAILABLE
 */
export async function startEmbedded(dataDir: string): Promise<EmbeddedServer> {
  const home = homeOf(resolve(dataDir));
  const lock = join(home.folder, 'start.lock');
  await withStartLock(lock, () => ensureRunning(home));
  return {
    url: (database) => urlOf(home, database),
    ensureRunning: () => withStartLock(lock, () => ensureRunning(home)),
    close: () => withStartLock(lock, () => stopUnlessUsed(home)),
  };
}

/** Stops the server of `dataDir` when one runs and nobody is connected to it. */
export async function stopEmbedded(dataDir: string): Promise<void> {
  if (!existsSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'))) return;
  const home = homeOf(resolve(dataDir));
  await withStartLock(join(home.folder, 'start.lock'), () => stopUnlessUsed(home));
}

interface Home {
  readonly folder: string;
  readonly cluster: string;
  readonly sockets: string;
  readonly user: RuntimeUser | undefined;
}

function homeOf(dataDir: string): Home {
  mkdirSync(dataDir, { recursive: true });
  const link = join(dataDir, 'postgres');
  const user = runtimeUser(join(link, 'cluster'));
  if (!existsSync(link)) letIn(dataDir, link, user);
  mkdirSync(link, { recursive: true, mode: 0o755 });
  const folder = realpathSync(link);
  // A socket's path may have about 100 bytes.
  const near = join(folder, 'socket');
  const short = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  const sockets = Buffer.byteLength(near) <= 80 ? near : join(tmpdir(), `scr-${short}`);
  const home = { folder, cluster: join(folder, 'cluster'), sockets, user };
  for (const own of [home.cluster, home.sockets]) ownFolder(own, user);
  return home;
}

/** Root may have started us in a folder of its own, which the unprivileged server cannot enter. */
function letIn(dataDir: string, link: string, user: RuntimeUser | undefined): void {
  if (canReach(dataDir, user)) return;
  // Our own folder may be passed through, not listed; those above it are not ours to open.
  chmodSync(dataDir, (statSync(dataDir).mode & 0o7777) | 0o011);
  if (canReach(dataDir, user)) return;
  const base = '/var/lib/shared-care-record';
  mkdirSync(base, { recursive: true, mode: 0o755 });
  const elsewhere = mkdtempSync(`${base}/`);
  chmodSync(elsewhere, 0o755);
  symlinkSync(elsewhere, link);
}

function ownFolder(folder: string, user: RuntimeUser | undefined): void {
  if (!existsSync(folder)) {
    mkdirSync(folder, { mode: 0o700 });
    if (user !== undefined) chownSync(folder, user.uid, user.gid);
  }
  const found = lstatSync(folder);
  // In a temporary folder somebody else could have made it first.
  if (!found.isDirectory() || found.uid !== (user?.uid ?? process.getuid?.())) {
    throw new RecordError('STORE_IN_USE', { detail: `${folder} belongs to another user` });
  }
}

async function ensureRunning(home: Home): Promise<void> {
  const running = postmaster(home);
  if (running !== undefined) {
    if (await answers(home, 10_000)) return;
    throw new RecordError('STORE_IN_USE', {
      detail: `process ${running} seems to hold ${home.cluster}, and does not answer on ${home.sockets}`,
    });
  }
  const programs = binaries(home.folder, home.user);
  if (!existsSync(join(home.cluster, 'PG_VERSION'))) initialise(home, programs);
  const pid = launch(home, programs);
  if (await answers(home, 60_000, pid)) return;
  throw new RecordError('STORE_UNAVAILABLE', { detail: `the embedded PostgreSQL did not start; see ${logOf(home)}` });
}

function initialise(home: Home, programs: Binaries): void {
  const flags = ['-D', home.cluster, '-k', '-U', account, '--auth=trust', '--encoding=UTF8', '--locale=C'];
  const made = spawnSync(programs.initdb, flags, { env: programs.environment, cwd: home.folder, encoding: 'utf8', ...home.user });
  if (made.status === 0) return;
  // An unfinished cluster would be taken for a whole one next time.
  rmSync(home.cluster, { recursive: true, force: true });
  throw new RecordError('STORE_UNAVAILABLE', { detail: `initdb failed: ${made.error?.message ?? made.stderr.slice(-500)}` });
}

function launch(home: Home, programs: Binaries): number {
  const settings = {
    listen_addresses: '',
    unix_socket_directories: home.sockets,
    io_method: 'sync',
    fsync: 'on',
    max_connections: '100',
    shared_buffers: '128MB',
    max_wal_size: '2GB',
    jit: 'off',
    // Statements and details of errors would put patient data into the log.
    log_min_messages: 'log',
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
  };
  const log = openSync(logOf(home), 'a', 0o600);
  const flags = ['-D', home.cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  // A session of its own: Ctrl-C in our terminal must not stop it before we have closed.
  const server = spawn(programs.postgres, flags, {
    detached: true,
    stdio: ['ignore', log, log],
    env: programs.environment,
    cwd: home.folder,
    ...home.user,
  });
  server.on('error', () => undefined);
  server.unref();
  closeSync(log);
  return server.pid ?? -1;
}

async function answers(home: Home, withinMs: number, pid?: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline) {
    const client = new pg.Client({ connectionString: urlOf(home, 'postgres') });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return true;
    } catch {
      if (pid !== undefined && !isAlive(pid)) return false;
      await sleep(20);
    }
  }
  return false;
}

/** Process id of the server that runs on this cluster, if one does. */
function postmaster(home: Home): number | undefined {
  try {
    const pid = Number(readFileSync(join(home.cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
    return pid > 0 && isAlive(pid) && isServer(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** After a restart of the machine the number may belong to another program. */
function isServer(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return process.platform !== 'linux';
  }
}

async function stopUnlessUsed(home: Home): Promise<void> {
  const pid = postmaster(home);
  if (pid === undefined || (await isUsed(home))) return;
  process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < 30_000 && isAlive(pid); waited += 20) await sleep(20);
}

/** Connections that are just being closed are given a moment to go. */
async function isUsed(home: Home): Promise<boolean> {
  for (let tries = 0; tries < 10; tries++) {
    if (!(await hasConnections(home))) return false;
    await sleep(20);
  }
  return true;
}

async function hasConnections(home: Home): Promise<boolean> {
  const client = new pg.Client({ connectionString: urlOf(home, 'postgres') });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const others = await client.query(
      `select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1`,
    );
    return others.rows.length > 0;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function urlOf(home: Home, database: string): string {
  return `postgresql://${account}@${encodeURIComponent(home.sockets)}/${database}`;
}

function logOf(home: Home): string {
  return join(home.folder, 'server.log');
}
