import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshStore, type FreshStore } from '../store/test-database.js';
import { readStaffFile } from './staff-file.js';
import { watchStaffFile } from './staff.js';

let store: FreshStore;
let folder: string;
beforeAll(async () => {
  store = await freshStore();
  folder = await mkdtemp(join(tmpdir(), 'scr-staff-'));
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const header = 'userId,active,trainingValidUntil,organisation';

describe('a staff file', () => {
  test('names who works where, in columns of any order', () => {
    const read = readStaffFile(Buffer.from('organisation,userId,trainingValidUntil,active\nRGT,u1,2027-03-31,true\n,u2,,no\n'));
    expect(read).toEqual({
      faults: [],
      lines: [
        { userId: 'u1', active: true, trainingValidUntil: '2027-03-31', organisation: 'RGT' },
        { userId: 'u2', active: false },
      ],
    });
  });

  test.each([
    [`${header}\nu1,true,31/03/2027,RGT\n`, 2, 'trainingValidUntil'],
    [`${header}\nu1,true,2027-02-30,RGT\n`, 2, 'trainingValidUntil'],
    [`${header}\nu1,maybe,,RGT\n`, 2, 'active'],
    [`${header}\nu1,true,,rgt\n`, 2, 'organisation'],
    [`${header}\n,true,,RGT\n`, 2, 'userId'],
    [`${header}\nu1,true,,RGT\nu1,false,,RGT\n`, 3, 'same user'],
    [`${header}\nu1,true,RGT\n`, 2, 'cells'],
    ['userId,active\nu1,true\n', 1, 'no column trainingValidUntil, organisation'],
    [`${header}\n`, 1, 'nobody'],
  ])('that is at fault says the line: %j', (text, line, fault) => {
    expect(readStaffFile(Buffer.from(text)).faults).toEqual([{ line, fault: expect.stringContaining(fault) }]);
  });

  test('is read again when it changes; one at fault leaves the directory as it was', async () => {
    const file = join(folder, 'watched.csv');
    await writeFile(file, `${header}\nu1,true,2027-03-31,RGT\n`);
    const watching = await watchStaffFile(store.access, file, pino({ level: 'silent' }), 50);
    expect(await store.access.staffOf('u1', 'RGT')).toEqual({ active: true, trainingValidUntil: '2027-03-31' });
    await writeFile(file, `${header}\nu1,perhaps,,RGT\n`);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await store.access.staffOf('u1', 'RGT')).toMatchObject({ active: true });
    await writeFile(file, `${header}\nu1,false,2027-03-31,RGT\n`);
    await expect.poll(() => store.access.staffOf('u1', 'RGT'), { timeout: 10_000 }).toMatchObject({ active: false });
    watching.close();
  });
});

/** Runs the command itself, as an operator does. */
async function scr(...words: readonly string[]): Promise<{ code: number; out: string }> {
  const run = promisify(execFile)(process.execPath, ['--import', 'tsx', 'cli/scr.ts', ...words], {
    env: { ...process.env, DATABASE_URL: store.databaseUrl },
  });
  return run.then(
    ({ stdout }) => ({ code: 0, out: stdout }),
    (error: { code: number; stdout: string }) => ({ code: error.code, out: error.stdout }),
  );
}

describe('scr', () => {
  test('staff load takes a file in as a whole or says what is wrong with it; session revoke and audit refused do what they say', async () => {
    const file = join(folder, 'staff.csv');
    await writeFile(file, `${header}\nu7,true,2027-03-31,\n`);
    expect(await scr('staff', 'load', file, '--json')).toEqual({ code: 0, out: '{"loaded":1,"faults":[]}\n' });
    await writeFile(file, `${header}\nu7,perhaps,,\nu8,true,,\n`);
    expect(await scr('staff', 'load', file)).toMatchObject({ code: 3, out: expect.stringContaining('staff.csv:2: active') });
    expect(await store.access.staffOf('u7', 'RGT')).toEqual({ active: true, trainingValidUntil: '2027-03-31' });

    expect(await scr('session', 'revoke', '--user', 'u7', '--json')).toMatchObject({ code: 0 });
    expect((await store.access.revocations()).users.has('u7')).toBe(true);
    expect(await scr('session', 'revoke')).toMatchObject({ code: 2 });

    await store.access.appendRefused([{ atMs: 0, code: 'TOKEN_REFUSED', way: 'graphql', address: '10.0.0.1' }]);
    const kept = { at: '1970-01-01T00:00:00.000Z', code: 'TOKEN_REFUSED', way: 'graphql', address: '10.0.0.1' };
    expect(JSON.parse((await scr('audit', 'refused', '--json')).out)).toEqual(kept);
  }, 120_000);
});
