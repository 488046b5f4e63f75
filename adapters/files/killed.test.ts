import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { projectPath } from '../../schema/project-path.js';
import { openPool } from '../../store/database.js';
import { freshStore, testDataKey, type FreshStore } from '../../store/test-database.js';
import { meals, others, service, submissionOf } from './test-submissions.js';

let store: FreshStore;
const started: ChildProcess[] = [];
beforeEach(async () => {
  store = await freshStore();
});
afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'close');
  }
  await store.close();
});

function start(feed = 'cambridgeshire-adults'): ChildProcess & { readonly told: Promise<{ name: string; grewBy: number }> } {
  const file = projectPath('adapters/files/applying-process.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', file, store.databaseUrl, testDataKey, feed], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  started.push(child);
  child.stdin.on('error', () => undefined);
  const told = once(child.stdout, 'data').then(([line]) => JSON.parse(String(line)) as { name: string; grewBy: number });
  return Object.assign(child, { told });
}

async function messages(): Promise<number> {
  const pool = openPool(store.databaseUrl, 1);
  try {
    return Number((await pool.query<{ count: string }>('select count(*) from message')).rows[0]!.count);
  } finally {
    await pool.end();
  }
}

test('a process that is killed in the middle of a file is followed by another, and every row is applied once', async () => {
  const count = 1_500;
  const first = start();
  first.stdin!.end(submissionOf([service, meals, ...others(count)]));
  const { name } = await first.told;
  for (let kills = 1; kills <= 2; kills++) {
    const before = await messages();
    await expect.poll(messages, { timeout: 60_000, interval: 20 }).toBeGreaterThan(before);
    const dying = started.at(-1)!;
    dying.kill('SIGKILL');
    await once(dying, 'close');
    // It keeps what it is given, and comes behind.
    if (kills < 2) start().stdin!.write('LA_Code');
  }
  expect(await messages()).toBeLessThan(count + 2);
  expect(await store.files.status(name)).toMatchObject({ state: 'waiting' });
  start().stdin!.end(submissionOf([service, ...others(count)]));
  await expect
    .poll(async () => (await store.files.list({ first: 2 })).map(({ state }) => state), { timeout: 120_000 })
    .toEqual(['applied', 'applied']);
  // All rows of the first, and the taking back of the one that the second leaves out.
  expect(await messages()).toBe(count + 3);
}, 240_000);

test('a file of 150 MB is kept in memory that does not grow with it', async () => {
  const child = start();
  const megabyte = Buffer.alloc(1_000_000, 'no table, ');
  await pipeline(Readable.from(Array.from({ length: 150 }, () => megabyte)), child.stdin!);
  const { name, grewBy } = await child.told;
  expect(await store.files.status(name)).toMatchObject({ size: 150_000_000 });
  expect(grewBy).toBeLessThan(120_000_000);
}, 120_000);
