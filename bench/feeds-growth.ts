/** How the rate at ten million stored entries compares with that at ten thousand: two stores side by side, measured in turn. */
import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import pg from 'pg';
import { hospitalMessages } from './feeds-messages.js';
import { acknowledgedIn } from './feeds-senders.js';
import { applied, median, withBench, type Bench } from './feeds-servers.js';
import { fillStore } from './feeds-stored.js';

const rounds = 3;
const seconds = 6;
const warmSeconds = 8;
const connections = 16;

interface Store {
  readonly port: number;
  readonly database: pg.Pool;
  readonly message: () => Buffer;
  readonly acknowledged: number[];
  readonly applied: number[];
  readonly notAcknowledged: number[];
}

/** `entries` of the larger store; the smaller has ten thousand. */
export function measureGrowth(entries: number): Promise<object> {
  const { bavail, bsize } = statfsSync(tmpdir());
  if (bavail * bsize < entries * 2_000 + 2e9) throw new Error('not enough room for the larger store');
  return withBench(async (bench) => {
    const opened: Store[] = [];
    try {
      const began = performance.now();
      for (const [name, people, each] of [
        ['small', 2_000, 5],
        ['large', entries / 100, 100],
      ] as const) {
        opened.push(await openFilled(bench, name, people, each));
      }
      const fillSeconds = Math.round((performance.now() - began) / 1_000);
      for (const store of opened) await measure(store, warmSeconds);
      for (const store of opened) for (const rates of [store.acknowledged, store.applied]) rates.length = 0;
      // In turn, and each first as often as second.
      for (let round = 0; round < rounds; round++)
        for (const store of round % 2 === 0 ? opened : opened.toReversed()) await measure(store, seconds);
      const [small, large] = await Promise.all(opened.map(summary));
      return {
        fillSeconds,
        small,
        large,
        acknowledgedRatio: large!.acknowledged / small!.acknowledged,
        appliedRatio: large!.applied / small!.applied,
      };
    } finally {
      for (const { database } of opened) await database.end();
    }
  });
}

async function openFilled(bench: Bench, name: string, people: number, each: number): Promise<Store> {
  const url = await bench.database(name);
  await fillStore(url, { people, entries: each, dataDir: tmpdir() });
  return {
    port: await bench.server('ours', url),
    database: new pg.Pool({ connectionString: url, max: 1 }),
    message: hospitalMessages(people),
    acknowledged: [],
    applied: [],
    notAcknowledged: [],
  };
}

async function measure(store: Store, forSeconds: number): Promise<void> {
  const began = performance.now();
  const load = await acknowledgedIn({ port: store.port, connections, seconds: forSeconds, message: store.message });
  await applied(store.database);
  store.acknowledged.push(load.perSecond);
  store.applied.push(load.good / ((performance.now() - began) / 1_000));
  store.notAcknowledged.push(load.bad);
}

async function summary({ database, acknowledged, applied: rates, notAcknowledged }: Store) {
  const held = await database.query<{ entries: string; bytes: string }>(
    'select (select count(*) from entry) as entries, pg_database_size(current_database()) as bytes',
  );
  return {
    entries: Number(held.rows[0]!.entries),
    gigabytes: Number(held.rows[0]!.bytes) / 1e9,
    acknowledged: Math.round(median(acknowledged)),
    applied: Math.round(median(rates)),
    notAcknowledged: notAcknowledged.reduce((sum, bad) => sum + bad, 0),
  };
}
