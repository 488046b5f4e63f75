/**
 * `npm run bench:feeds [-- --json] [-- --growth [--entries N]]`: messages a second received, committed, translated and acknowledged over MLLP, on PostgreSQL, against
 * (a) a bare server that inserts the bytes in one transaction for each message and acknowledges, and (b) npm servers that only
 * acknowledge. In turn, in one run, as ratios. DATABASE_URL names the server (a database of its own is made there and dropped).
 */
import pg from 'pg';
import { measureGrowth } from './feeds-growth.js';
import { hospitalMessages } from './feeds-messages.js';
import { acknowledgedIn } from './feeds-senders.js';
import { applied, median, withBench, type Kind } from './feeds-servers.js';

const json = process.argv.includes('--json');
const rounds = 3;
const seconds = 4;
/** Until what is translated and applied again and again is compiled. */
const warmSeconds = 12;
const kinds: readonly Kind[] = ['ours', 'bare', 'simple-hl7', 'medplum'];
/** 2,000 people. */
const message = hospitalMessages(2_000);

interface Rates {
  readonly acknowledged: number;
  readonly applied?: number;
  readonly good: number;
  readonly bad: number;
}

async function measure(kind: Kind, port: number, connections: number, forSeconds: number, database: pg.Pool): Promise<Rates> {
  const began = performance.now();
  const { good, bad, perSecond } = await acknowledgedIn({ port, connections, seconds: forSeconds, message });
  if (kind !== 'ours') return { acknowledged: perSecond, good, bad };
  await applied(database);
  return { acknowledged: perSecond, applied: good / ((performance.now() - began) / 1_000), good, bad };
}

function compare(): Promise<object> {
  return withBench(async (bench) => {
    const databaseUrl = await bench.database('feeds');
    const database = new pg.Pool({ connectionString: databaseUrl, max: 1 });
    try {
      const ports = new Map<Kind, number>();
      for (const kind of kinds) ports.set(kind, await bench.server(kind, databaseUrl));
      const rates = new Map<string, Rates[]>();
      let [received, bad] = [0, 0];
      for (let round = 0; round <= rounds; round++) {
        for (const connections of [1, 16]) {
          for (const kind of kinds) {
            const forSeconds = round > 0 ? seconds : kind === 'ours' && connections === 16 ? warmSeconds : 2;
            const found = await measure(kind, ports.get(kind)!, connections, forSeconds, database);
            bad += found.bad;
            if (kind === 'ours') received += found.good;
            const key = `${kind} ${connections}`;
            if (round > 0) rates.set(key, [...(rates.get(key) ?? []), found]);
          }
        }
      }
      const settled = await database.query<{ count: string }>(
        `select count(*) from arrival_outcome where state in ('applied', 'superseded')`,
      );
      const results = [1, 16].map((connections) => resultOf(connections, (kind) => rates.get(`${kind} ${connections}`)!));
      return { received, applied: Number(settled.rows[0]!.count), notAcknowledged: bad, results };
    } finally {
      await database.end();
    }
  });
}

/** Medians, and what is compared as the median of the ratios of each round: what else runs on the machine then weighs on both. */
function resultOf(connections: number, of: (kind: Kind) => readonly Rates[]) {
  const rate = (kind: Kind) => Math.round(median(of(kind).map(({ acknowledged }) => acknowledged)));
  const npm = (round: number) => Math.max(of('simple-hl7')[round]!.acknowledged, of('medplum')[round]!.acknowledged);
  const bare = (round: number) => of('bare')[round]!.acknowledged;
  const ratio = (what: 'acknowledged' | 'applied', to: (round: number) => number) =>
    median(of('ours').map((rates, round) => rates[what]! / to(round)));
  return {
    connections,
    acknowledged: rate('ours'),
    applied: Math.round(median(of('ours').map((rates) => rates.applied!))),
    bare: rate('bare'),
    simpleHl7: rate('simple-hl7'),
    medplum: rate('medplum'),
    toBare: ratio('acknowledged', bare),
    appliedToBare: ratio('applied', bare),
    toBestOfNpm: ratio('acknowledged', npm),
    appliedToBestOfNpm: ratio('applied', npm),
  };
}

const entries = Number(process.argv[process.argv.indexOf('--entries') + 1]) || 10_000_000;
const report = await (process.argv.includes('--growth') ? measureGrowth(entries) : compare());
process.stdout.write(json ? `${JSON.stringify(report)}\n` : `${JSON.stringify(report, undefined, 2)}\n`);
