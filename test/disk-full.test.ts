/** The disk runs full: nothing is acknowledged that is not durable, nothing acknowledged is lost, and afterwards it goes on. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { openInbox } from '../adapters/inbox/inbox.js';
import { loadProfile } from '../schema/profile.js';
import { openPool } from '../store/database.js';
import { startEmbedded } from '../store/embedded/server.js';
import { openStore } from '../store/open.js';
import { testDataKey } from '../store/test-database.js';
import { ann, daysAgo, hl7, pid } from './feed-messages.js';

/** A disk of its own for the database, small enough to be filled; undefined where none can be mounted. */
const disk = smallDisk();
const megabyte = 1024 * 1024;

function smallDisk(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'scr-small-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400m,mode=755', 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    rmSync(folder, { recursive: true, force: true });
    return undefined;
  }
}

const closing: (() => Promise<void> | void)[] = [];
const ballasts: string[] = [];
afterAll(async () => {
  // Where the test failed: without room the server cannot be stopped.
  for (const ballast of ballasts) rmSync(ballast, { force: true });
  for (const close of closing.toReversed()) await close();
  if (disk === undefined) return;
  execFileSync('umount', ['-l', disk]);
  rmSync(disk, { recursive: true, force: true });
});

/** Takes all that is left of the disk but for `left` bytes; answers how to give it back. */
function fill(folder: string, name: string, left: number): () => void {
  const ballast = join(folder, name);
  ballasts.push(ballast);
  const { bavail, bsize } = statfsSync(folder);
  try {
    writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - left)));
  } catch (error) {
    // The server took some in the meantime: it is full all the same.
    if ((error as { code?: string }).code !== 'ENOSPC') throw error;
  }
  return () => rmSync(ballast);
}

async function openedClient(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  return client;
}

test.skipIf(disk === undefined)(
  'on a full disk an arrival is refused as an outage; what was acknowledged is applied when there is room again (skipped where no disk can be mounted)',
  async () => {
    const folder = disk!;
    chmodSync(folder, 0o755);
    const server = await startEmbedded(folder);
    closing.push(() => server.close());
    const keeper = openPool(server.url('postgres'), 1);
    closing.push(() => keeper.end());
    await keeper.query('create database shared_care_record');
    const databaseUrl = server.url('shared_care_record');
    const store = await openStore({ databaseUrl, dataKey: testDataKey });
    closing.push(() => store.close());
    await store.setPopulation('synthetic');
    const warnings: object[] = [];
    const inbox = openInbox({
      store,
      profile: loadProfile('cambridgeshire-peterborough'),
      logger: { warn: (about) => void warnings.push(about) },
      pollMs: 100,
    });
    closing.push(() => inbox.close());

    const acknowledged: string[] = [];
    let count = 0;
    const receive = async () => {
      // Large, and nothing to compress: the disk is soon full, and what is made of it needs room, too.
      const problem = `DG1|1||84114007^${randomBytes(10_000).toString('hex')}^SCT||${daysAgo(1)}|F`;
      const text = hl7('hospital', 'ADT^A31', [pid(ann), problem], { id: `N${count++}` });
      const { id } = await inbox.receive({ channel: 'mllp', bytes: Buffer.from(text) });
      acknowledged.push(id);
    };
    for (let sent = 0; sent < 20; sent++) await receive();

    // Another process works on the feed, so to say: what is received now waits until the disk is full.
    const other = await openedClient(databaseUrl);
    closing.push(() => other.end());
    await other.query(`select pg_advisory_lock(7302, hashtext('rgt-pas'))`);
    const giveBack = fill(folder, 'ballast', 2 * megabyte);
    const refusals: unknown[] = [];
    for (let sent = 0; sent < 1_500 && refusals.length < 3; sent++) {
      await receive().catch((error: unknown) => refusals.push(error));
    }
    expect(refusals).toHaveLength(3);
    for (const refusal of refusals) expect(refusal).toMatchObject({ code: 'STORE_UNAVAILABLE' });
    const before = acknowledged.length;
    expect(before).toBeGreaterThan(20);

    const giveRest = fill(folder, 'rest', 0);
    await other.query('select pg_advisory_unlock_all()');
    await expect.poll(() => warnings.length, { timeout: 30_000 }).toBeGreaterThan(2);
    expect(warnings).toEqual(warnings.map(() => ({ code: 'STORE_UNAVAILABLE' })));
    giveRest();
    giveBack();
    // A server that cannot write its log at all stops, and is started by whoever holds it.
    await server.ensureRunning();
    await expect
      .poll(
        () =>
          receive().then(
            () => true,
            () => false,
          ),
        { timeout: 60_000 },
      )
      .toBe(true);
    for (const id of acknowledged) {
      const settled = await inbox.settled(id, 60_000);
      expect(settled).toMatchObject({ state: expect.stringMatching(/^(?:applied|superseded)$/) as unknown });
    }
    const pool = openPool(databaseUrl, 1);
    closing.push(() => pool.end());
    const rows = (
      await pool.query<{ arrival_id: string; times: string }>('select arrival_id, count(*) as times from message group by 1')
    ).rows;
    const times = new Map(rows.map((row) => [row.arrival_id, row.times]));
    expect(acknowledged.filter((id) => times.get(id) !== '1')).toEqual([]);
  },
  180_000,
);
