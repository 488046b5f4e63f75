/**
 * The whole record, as people start it, is killed at random while a sender sends over MLLP, with its database or without: what was
 * acknowledged is applied, once, in order, and no process is left behind.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openPool } from '../store/database.js';
import { openStore } from '../store/open.js';
import { expectAppliedOnceInOrder, numberOfLast, NumberedSender, people } from './numbered-sender.js';
import { databaseOf, databaseProcess, dataFolder, freePort, processesOn, scr, type ScrProcess } from './scr-process.js';

/** How often the process is killed: `npm run durability` says 100. */
const kills = Number(process.env['SCR_KILLS'] ?? '3');
/** New messages sent to one process, at most: a kill after them hits what is being applied. */
const mostInOneLife = 400;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test(
  `what was acknowledged is applied once and in order, over ${kills} times kill -9 of the whole record`,
  async () => {
    const folder = await dataFolder();
    const empty = await openStore({ dataDir: folder });
    await empty.setPopulation('synthetic');
    await empty.close();
    const port = await freePort();
    const start = () =>
      scr(['start', '--no-sample', '--json', '--port', '0', '--data-dir', folder], {
        MLLP_PORT: String(port),
        LOG_LEVEL: 'warn',
      });
    const sender = new NumberedSender();
    const lives: ScrProcess[] = [];
    for (let kill = 0; kill < kills; kill++) {
      const life = start();
      lives.push(life);
      await life.ready();
      const database = databaseProcess(folder);
      const before = sender.acknowledged.size;
      await sender.connect(port, mostInOneLife);
      await expect.poll(() => sender.acknowledged.size, { timeout: 60_000, interval: 10 }).toBeGreaterThan(before + 5);
      await pause(Math.random() * 1_000);
      // A connection that is cut in the middle of a message; what was not answered is sent again on the next.
      await sender.disconnect(true);
      await sender.connect(port, mostInOneLife);
      // Now and then one lives long enough to apply what was left of others.
      await pause(Math.random() * (kill % 4 === 3 ? 6_000 : 2_000));
      life.kill('SIGKILL');
      // As where the machine fails; else the database outlives the record, with what it was doing for it.
      if (kill % 2 === 1) process.kill(database, 'SIGKILL');
      expect(await life.ended).toBe('SIGKILL');
      expect(processesOn(folder).includes(database) && isRunning(database)).toBe(kill % 2 === 0);
      await sender.disconnect();
    }
    const last = start();
    await last.ready();
    await sender.connect(port, 20);
    await sender.finish();
    await sender.disconnect();
    expect(sender.acknowledged.size).toBeGreaterThan(kills * 5);

    const database = openPool(databaseOf(folder), 1);
    const store = await openStore({ dataDir: folder });
    try {
      await expectAppliedOnceInOrder(database, sender.acknowledged, kills);
      for (const person of people) {
        const { entries } = await store.readPerson(person, ['personDemographics']);
        expect(JSON.stringify(entries.map(({ body }) => body))).toContain(`Number ${await numberOfLast(database, person)}`);
      }
    } finally {
      await database.end();
      await store.close();
    }

    last.kill('SIGINT');
    expect(await last.ended).toBe(0);
    await expect.poll(() => processesOn(folder), { timeout: 30_000 }).toEqual([]);
    expect(lives.some((life) => isRunning(life.pid))).toBe(false);
  },
  120_000 + kills * 60_000,
);

/** Whether a process runs; what only waits for its parent to hear of its end does not. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
