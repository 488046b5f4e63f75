/**
 * A sender keeps sending while the process that receives is killed at random, the database is restarted, the disk is full: what was
 * acknowledged is applied, once, in order.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import { openInbox } from '../adapters/inbox/inbox.js';
import { parseNhsNumber, type NhsNumber } from '../schema/nhs-number.js';
import { loadProfile } from '../schema/profile.js';
import { projectPath } from '../schema/project-path.js';
import { openPool } from '../store/database.js';
import { startEmbedded } from '../store/embedded/server.js';
import { openStore } from '../store/open.js';
import { freshStore, testDataKey, type FreshStore } from '../store/test-database.js';

const profile = loadProfile('cambridgeshire-peterborough');
const people = ['9990000018', '9990000026', '9990000034'].map((text) => parseNhsNumber(text)!);
/** How often the process is killed: `npm run durability` says 100. */
const kills = Number(process.env['SCR_KILLS'] ?? '10');
/** Messages sent and not yet acknowledged, at most. */
const inFlight = 40;

let closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.toReversed()) await close();
  closing = [];
});

/** Sends numbered messages for as long as it is told to, sending again what was not acknowledged: as a sender does. */
class Sender {
  readonly acknowledged = new Set<number>();
  readonly #unanswered = new Set<number>();
  #child: ChildProcess | undefined;
  #next = 0;
  #isSending = true;

  constructor(readonly databaseUrl: string) {}

  /** Starts the receiving process, and sends again what the one before did not answer. */
  async connect(): Promise<void> {
    const script = projectPath('adapters/inbox/receiving-process.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', script, this.databaseUrl, testDataKey], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.#child = child;
    child.stdin.on('error', () => undefined);
    const lines = createInterface({ input: child.stdout });
    const ready = new Promise<void>((resolve) => {
      lines.on('line', (line) => {
        if (line === 'ready') resolve();
        else if (line.startsWith('refused ')) setTimeout(() => this.#send(Number(line.split(' ')[1])), 200);
        // Whole lines only: the last one of a process that is killed may be cut.
        else if (line.endsWith(' kept')) this.#acknowledge(Number.parseInt(line, 10));
      });
    });
    await Promise.race([ready, once(child, 'exit')]);
    for (const number of this.#unanswered) this.#send(number);
    this.#fill();
  }

  #acknowledge(number: number): void {
    this.#unanswered.delete(number);
    this.acknowledged.add(number);
    this.#fill();
  }

  #fill(): void {
    while (this.#isSending && this.#unanswered.size < inFlight) {
      this.#unanswered.add(this.#next);
      this.#send(this.#next++);
    }
  }

  #send(number: number): void {
    this.#child!.stdin!.write(`${number} ${people[number % people.length]}\n`);
  }

  async kill(): Promise<void> {
    const child = this.#child!;
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }

  /** Sends nothing new, and waits until everything sent is acknowledged. */
  async finish(): Promise<void> {
    this.#isSending = false;
    await expect.poll(() => this.#unanswered.size, { timeout: 60_000 }).toBe(0);
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await pause(10);
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Lets what waits be applied, then asks the database what became of everything that was acknowledged. */
async function expectAppliedOnceInOrder(databaseUrl: string, acknowledged: ReadonlySet<number>): Promise<void> {
  const store = await openStore({ databaseUrl, dataKey: testDataKey });
  const inbox = openInbox({ store, profile, logger: { warn: () => undefined }, pollMs: 50 });
  const pool = openPool(databaseUrl, 1);
  try {
    const count = async (sql: string) => Number((await pool.query<{ n: string }>(sql)).rows[0]!.n);
    await expect.poll(() => count('select count(*) as n from arrival_waiting'), { timeout: 120_000 }).toBe(0);
    const rows = (
      await pool.query<{ number: string; times: string }>(
        `select substr(message_identifier, 2) as number, count(*) as times from message group by 1`,
      )
    ).rows;
    const times = new Map(rows.map((row) => [Number(row.number), Number(row.times)]));
    expect([...acknowledged].filter((number) => times.get(number) !== 1)).toEqual([]);
    expect([...times].filter(([, count]) => count !== 1)).toEqual([]);
    expect(await count(`select count(*) as n from arrival_outcome where state not in ('applied', 'superseded')`)).toBe(0);
    // One sender, one order: messages were numbered as they arrived.
    const order = (await pool.query<{ arrival_id: string }>('select arrival_id from message order by id')).rows;
    const arrivals = order.map((row) => Number(row.arrival_id));
    expect(arrivals).toEqual(arrivals.toSorted((a, b) => a - b));
    for (const person of people) await expectNewest(store, pool, person);
  } finally {
    await pool.end();
    await inbox.close();
    await store.close();
  }
}

/** What a reader sees of a person is what the last message said: by the sender's clock, then by arrival. */
async function expectNewest(store: FreshStoreLike, pool: ReturnType<typeof openPool>, person: NhsNumber): Promise<void> {
  const last = await pool.query<{ number: string }>(
    `select substr(m.message_identifier, 2) as number from message m join fact f on f.message_id = m.id
     where f.subject = $1 and f.section = 'personDemographics' order by m.stated_ms desc, m.id desc limit 1`,
    [person],
  );
  const { entries } = await store.readPerson(person, ['personDemographics']);
  expect(JSON.stringify(entries.map(({ body }) => body))).toContain(`Number ${last.rows[0]!.number}`);
}
type FreshStoreLike = Pick<FreshStore, 'readPerson'>;

test(
  `what was acknowledged is applied once and in order, over ${kills} times kill -9`,
  async () => {
    const store = await freshStore();
    closing.push(() => store.close());
    const sender = new Sender(store.databaseUrl);
    closing.push(() => sender.kill());
    for (let kill = 0; kill < kills; kill++) {
      await sender.connect();
      const before = sender.acknowledged.size;
      await until(() => sender.acknowledged.size > before + 5);
      await pause(Math.random() * 1_000);
      await sender.kill();
    }
    await sender.connect();
    await sender.finish();
    await sender.kill();
    expect(sender.acknowledged.size).toBeGreaterThan(kills * 5);
    await expectAppliedOnceInOrder(store.databaseUrl, sender.acknowledged);
  },
  60_000 + kills * 20_000,
);

test('and over a restart of the database, which the process outlives', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'scr-restarted-'));
  execFileSync('chmod', ['755', dataDir]);
  closing.push(() => rmSync(dataDir, { recursive: true, force: true }));
  const databaseUrl = await ownServer(dataDir);
  const sender = new Sender(databaseUrl);
  closing.push(() => sender.kill());
  await sender.connect();
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
  await expectAppliedOnceInOrder(databaseUrl, sender.acknowledged);
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
