/** Databases and servers of the comparisons of feeds, made for one run and gone after it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { projectPath } from '../schema/project-path.js';
import { startEmbedded } from '../store/embedded/server.js';

/** What answers: we, one that only inserts, those that do nothing but answer. */
export type Kind = 'ours' | 'bare' | 'simple-hl7' | 'medplum';

export interface Bench {
  /** A database of its own; answers its address. */
  database(name: string): Promise<string>;
  dropDatabase(name: string): Promise<void>;
  /** Starts a server as a process of its own; answers its port. */
  server(kind: Kind, databaseUrl: string): Promise<number>;
}

/** Runs `work` with DATABASE_URL, or with a server of its own, and leaves nothing behind, whatever happens. */
export async function withBench<T>(work: (bench: Bench) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'scr-bench-feeds-'));
  const children: ChildProcess[] = [];
  const made = new Set<string>();
  const given = process.env['DATABASE_URL'];
  const embedded = given === undefined ? await startEmbedded(join(folder, 'data')) : undefined;
  const adminUrl = given ?? embedded!.url('postgres');
  const admin = new pg.Pool({ connectionString: adminUrl, max: 1 });
  const drop = async (full: string): Promise<void> => {
    await admin.query(`drop database if exists ${full} with (force)`);
    made.delete(full);
  };
  const fullName = (name: string): string => `scr_bench_${name}_${process.pid}`;
  const bench: Bench = {
    async database(name) {
      const full = fullName(name);
      await drop(full);
      await admin.query(`create database ${full} encoding 'UTF8' template template0`);
      made.add(full);
      return adminUrl.replace(/^([a-z]+:\/\/[^/]*\/)[^?]*/, `$1${full}`);
    },
    dropDatabase: (name) => drop(fullName(name)),
    async server(kind, databaseUrl) {
      // As it is run: built, where it is.
      const built = projectPath('dist/bench/feeds-server.js');
      const script = existsSync(built) ? [built] : ['--import', 'tsx', projectPath('bench/feeds-server.ts')];
      // All of them with the memory that `npm start` has.
      const child = spawn('node', [...youngGeneration, ...script, kind, databaseUrl, String(await freePort())], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, DATA_DIR: folder, NODE_ENV: 'production' },
      });
      children.push(child);
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      return Number(line.toString());
    },
  };
  const clear = async (): Promise<void> => {
    for (const child of children) child.kill('SIGKILL');
    for (const full of made) await drop(full);
    await admin.end();
    await embedded?.close();
    rmSync(folder, { recursive: true, force: true });
  };
  const interrupted = (): void => void clear().finally(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    return await work(bench);
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await clear();
  }
}

const youngGeneration = ['--min-semi-space-size=64', '--max-semi-space-size=64'];

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits until everything received is applied. */
export async function applied(database: pg.Pool): Promise<void> {
  while ((await database.query('select 1 from arrival_waiting limit 1')).rows.length > 0) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The middle one. */
export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
