/** `scr` as a process of its own, as people start it. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { projectPath } from '../schema/project-path.js';

export interface ScrProcess {
  readonly pid: number;
  /** What it printed on standard output and standard error. */
  out(): string;
  err(): string;
  /** The first line of JSON it prints: that it is ready, and where. Throws when it ends before. */
  ready(): Promise<{ readonly url: string; readonly population?: string; readonly dropDir?: string }>;
  /** Exit code, or the name of the signal that ended it. */
  readonly ended: Promise<number | string>;
  kill(signal: NodeJS.Signals): void;
}

const started: { readonly stop: () => Promise<void>; readonly kill: () => void }[] = [];
const folders: string[] = [];
// Here, not where they are started: a hook that a running test adds is not heard.
afterAll(async () => {
  await Promise.all(started.map((one) => one.stop()));
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});
process.once('exit', () => {
  for (const one of started) one.kill();
});

/** Starts `scr` with `args`; what still runs when the tests of the file are over is stopped. */
export function scr(args: readonly string[], environment: Readonly<Record<string, string>> = {}): ScrProcess {
  // Not the tsx command: it starts node once more, and a signal must reach the process that is meant.
  const child = spawn(process.execPath, ['--import', 'tsx', 'cli/scr.ts', ...args], {
    cwd: projectPath('.'),
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (text.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text.err += chunk.toString()));
  const ended = new Promise<number | string>((resolve) =>
    child.on('close', (code, signal) => resolve(code ?? signal ?? 'unknown')),
  );
  const kill = (signal: NodeJS.Signals): void => void child.kill(signal);
  const stop = async (): Promise<void> => {
    kill('SIGINT');
    const timer = setTimeout(() => kill('SIGKILL'), 20_000);
    await ended;
    clearTimeout(timer);
  };
  started.push({ stop, kill: () => kill('SIGKILL') });
  return { pid: child.pid!, out: () => text.out, err: () => text.err, ready: () => readyOf(text, ended), ended, kill };
}

async function readyOf(text: { readonly out: string; readonly err: string }, ended: Promise<number | string>) {
  const line = () => text.out.split('\n').find((one) => one.startsWith('{'));
  while (line() === undefined) {
    const over = await Promise.race([ended, new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 50))]);
    if (over !== undefined && line() === undefined) throw new Error(`scr ended with ${over}: ${text.err}`);
  }
  return JSON.parse(line()!) as { readonly url: string; readonly population?: string; readonly dropDir?: string };
}

/** A folder of its own for the data of a process; cleared away after the tests of the file. */
export async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'scr-data-'));
  folders.push(folder);
  return folder;
}

/** A port that nothing listened on a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Where the embedded database of a data folder is. */
export function databaseOf(folder: string): string {
  return `postgresql://scr@${encodeURIComponent(join(folder, 'postgres', 'socket'))}/shared_care_record`;
}

/** Process id of the embedded server that runs on a data folder, or ran last. */
export function databaseProcess(folder: string): number {
  return Number(readFileSync(join(folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** Processes whose command line or working directory names `folder`. */
export function processesOn(folder: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => mentions(`/proc/${pid}/cmdline`, folder, readFileSync) || mentions(`/proc/${pid}/cwd`, folder, readlinkSync))
    .map(Number);
}

function mentions(file: string, text: string, read: (file: string, encoding: 'utf8') => string): boolean {
  try {
    return read(file, 'utf8').includes(text);
  } catch {
    return false;
  }
}
