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
import { framed, openSender, type Sender } from '../adapters/inbox/mllp/test-sender.js';
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
/** New messages sent to one process, at most: a kill after them hits what is being applied alone. */
const mostInOneLife = 400;

let closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.toReversed()) await close();
  closing = [];
});

const twoDigits = (number: number) => String(number).padStart(2, '0');

/** A message with a number; the sender's clock stands still for ten at a time: among those the order of arrival decides. */
function messageOf(n: number): string {
  const at = `2026030${1 + (Math.floor(n / 36_000) % 9)}${twoDigits(Math.floor(n / 600) % 24)}${twoDigits(Math.floor(n / 10) % 60)}00`;
  return [
    `MSH|^~\\&|PAS|RGT|SCR|SCR|${at}||ADT^A31^ADT_A05|N${n}|P|2.4`,
    `EVN||${at}`,
    `PID|1||${people[n % people.length]}^^^NHS^NH||Testperson^Number ${n}||19410217|2`,
  ].join('\r');
}

/**
 * A process that listens for MLLP, and whoever sends it numbered messages for as long as it is told to: what was not acknowledged
 * is sent again, as senders do.
 */
class Sending {
  readonly acknowledged = new Set<number>();
  readonly #unanswered = new Set<number>();
  #child: ChildProcess | undefined;
  #connection: Sender | undefined;
  #next = 0;
  #mayBegin = 0;

  constructor(readonly databaseUrl: string) {}

  /** Starts a process, connects, and sends what the one before did not answer, then at most `most` new ones. */
  async connect(most = mostInOneLife): Promise<void> {
    this.#mayBegin = most;
    const script = projectPath('adapters/inbox/receiving-process.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', script, this.databaseUrl, testDataKey], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    this.#child = child;
    const [port] = (await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])) as [Buffer];
    const connection = await openSender(Number(port.toString()));
    this.#connection = connection;
    void this.#hear(connection);
    for (const number of this.#unanswered) this.#send(number);
    this.#fill();
  }

  async #hear(connection: Sender): Promise<void> {
    try {
      for (;;) {
        const [code, control] = (await connection.codes(1))[0]!.split(' ') as [string, string];
        const number = Number(control.slice(1));
        if (code === 'AA') this.#acknowledge(number);
        // An outage: sent again after a while.
        else setTimeout(() => connection === this.#connection && this.#send(number), 200);
      }
    } catch {
      // The process was killed.
    }
  }

  #acknowledge(number: number): void {
    this.#unanswered.delete(number);
    this.acknowledged.add(number);
    this.#fill();
  }

  #fill(): void {
    for (; this.#mayBegin > 0 && this.#unanswered.size < inFlight; this.#mayBegin--) {
      this.#unanswered.add(this.#next);
      this.#send(this.#next++);
    }
  }

  #send(number: number): void {
    void this.#connection!.write(framed(messageOf(number)));
  }

  async kill(): Promise<void> {
    const child = this.#child!;
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    this.#connection?.close();
  }

  /** Sends nothing new, and waits until everything sent is acknowledged. */
  async finish(): Promise<void> {
    this.#mayBegin = 0;
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
    await expectAppliedOnceInOrder(store.databaseUrl, sender.acknowledged);
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
