/**
 * A sender keeps sending while the process that receives is killed at random, the database is restarted, the disk is full: what was
 * acknowledged is applied, once, in order.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openInbox } from '../adapters/inbox/inbox.js';
import { loadProfile } from '../schema/profile.js';
import { projectPath } from '../schema/project-path.js';
import { openPool } from '../store/database.js';
import { startEmbedded } from '../store/embedded/server.js';
import { openStore } from '../store/open.js';
import { freshStore, testDataKey } from '../store/test-database.js';
import { expectAppliedOnceInOrder, numberOfLast, NumberedSender, people } from './numbered-sender.js';

const profile = loadProfile('cambridgeshire-peterborough');
/** How often the process is killed: `npm run durability` says 100. */
const kills = Number(process.env['SCR_KILLS'] ?? '10');
/** New messages sent to one process, at most: a kill after them hits what is being applied alone. */
const mostInOneLife = 400;

let closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.toReversed()) await close();
  closing = [];
});

/** A process that listens for MLLP, and whoever sends it numbered messages for as long as it is told to. */
class Sending {
  readonly #sender = new NumberedSender();
  #child: ChildProcess | undefined;

  constructor(readonly databaseUrl: string) {}

  get acknowledged(): ReadonlySet<number> {
    return this.#sender.acknowledged;
  }

  /** Starts a process, connects, and sends what the one before did not answer, then at most `most` new ones. */
  async connect(most = mostInOneLife): Promise<void> {
    const script = projectPath('adapters/inbox/receiving-process.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', script, this.databaseUrl, testDataKey], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    this.#child = child;
    const [port] = (await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])) as [Buffer];
    await this.#sender.connect(Number(port.toString()), most);
  }

  async kill(): Promise<void> {
    const child = this.#child!;
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    await this.#sender.disconnect();
  }

  finish(): Promise<void> {
    return this.#sender.finish();
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await pause(10);
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Lets what waits be applied, then asks what became of everything that was acknowledged, and what a reader sees. */
async function expectApplied(databaseUrl: string, acknowledged: ReadonlySet<number>): Promise<void> {
  const store = await openStore({ databaseUrl, dataKey: testDataKey });
  const inbox = openInbox({ store, profile, logger: { warn: () => undefined }, pollMs: 50 });
  const pool = openPool(databaseUrl, 1);
  try {
    await expectAppliedOnceInOrder(pool, acknowledged);
    for (const person of people) {
      const { entries } = await store.readPerson(person, ['personDemographics']);
      expect(JSON.stringify(entries.map(({ body }) => body))).toContain(`Number ${await numberOfLast(pool, person)}`);
    }
  } finally {
    await pool.end();
    await inbox.close();
    await store.close();
  }
}

test(
  `what was acknowledged is applied once and in order, over ${kills} times kill -9`,
  async () => {
    const store = await freshStore();
    closing.push(() => store.close());
    const sender = new Sending(store.databaseUrl);
    closing.push(() => sender.kill());
    for (let kill = 0; kill < kills; kill++) {
      await sender.connect();
      const before = sender.acknowledged.size;
      await until(() => sender.acknowledged.size > before + 5);
      // Now and then one lives long enough to apply what was left of others.
      await pause(Math.random() * (kill % 5 === 4 ? 4_000 : 1_000));
      await sender.kill();
    }
    await sender.connect();
    await sender.finish();
    await sender.kill();
    expect(sender.acknowledged.size).toBeGreaterThan(kills * 5);
    await expectApplied(store.databaseUrl, sender.acknowledged);
  },
  60_000 + kills * 20_000,
);

test('and over a restart of the database, which the process outlives', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'scr-restarted-'));
  execFileSync('chmod', ['755', dataDir]);
  closing.push(() => rmSync(dataDir, { recursive: true, force: true }));
  const databaseUrl = await ownServer(dataDir);
  const sender = new Sending(databaseUrl);
  closing.push(() => sender.kill());
  await sender.connect(Infinity);
  for (let restart = 0; restart < 2; restart++) {
    const before = sender.acknowledged.size;
    await until(() => sender.acknowledged.size > before + 20);
    await crashDatabase(dataDir);
    await pause(300);
    await ownServer(dataDir);
  }
  const before = sender.acknowledged.size;
  await until(() => sender.acknowledged.size > before + 20);
  await sender.finish();
  await sender.kill();
  await expectApplied(databaseUrl, sender.acknowledged);
}, 180_000);

/** A server in `dataDir` that stays until it is killed. */
async function ownServer(dataDir: string): Promise<string> {
  const server = await startEmbedded(dataDir);
  const keeper = openPool(server.url('postgres'), 1);
  closing.push(async () => {
    await keeper.end();
    await server.close();
  });
  const name = 'shared_care_record';
  const found = await keeper.query('select from pg_database where datname = $1', [name]);
  if (found.rows.length === 0) await keeper.query(`create database ${name}`);
  const url = server.url(name);
  const store = await openStore({ databaseUrl: url, dataKey: testDataKey });
  await store.setPopulation('synthetic');
  await store.close();
  return url;
}

async function crashDatabase(dataDir: string): Promise<void> {
  const pid = Number(readFileSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
  process.kill(pid, 'SIGQUIT');
  await expect
    .poll(
      () => {
        try {
          process.kill(pid, 0);
          return true;
        } catch {
          return false;
        }
      },
      { timeout: 20_000 },
    )
    .toBe(false);
}
