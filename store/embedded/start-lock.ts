import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { RecordError } from '../../schema/errors.js';

/**
 * Runs `work` while no other process does so with the same lock file. A lock whose process has died is taken over.
 * @throws RecordError STORE_IN_USE when another living process keeps it too long
 */
export async function withStartLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + 60_000;
  while (!take(file)) {
    if (Date.now() > deadline)
      throw new RecordError('STORE_IN_USE', { detail: `another process is starting the database (${file})` });
    await sleep(50);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  try {
    const holder = Number(readFileSync(file, 'utf8'));
    // A file still empty is being written; one left empty by a crash is old.
    const dead = holder > 0 ? !isAlive(holder) : Date.now() - statSync(file).mtimeMs > 5_000;
    if (dead) rmSync(file, { force: true });
  } catch {
    // It has just gone: try again.
  }
  return false;
}

/** Whether a process with this id lives (also one of another user). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
