/**
 * `npm run bench:feeds [-- --json]`: messages a second received, committed, translated and acknowledged over MLLP, on PostgreSQL, against
 * (a) a bare server that inserts the bytes in one transaction for each message and acknowledges, and (b) npm servers that only
 * acknowledge. In turn, in one run, as ratios. DATABASE_URL names the server (a database of its own is made there and dropped).
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:net';
import pg from 'pg';
import { projectPath } from '../schema/project-path.js';
import { startEmbedded } from '../store/embedded/server.js';
import { acknowledgedIn } from './feeds-senders.js';

const json = process.argv.includes('--json');
const rounds = 3;
const seconds = 4;
const kinds = ['ours', 'bare', 'simple-hl7', 'medplum'] as const;
type Kind = (typeof kinds)[number];

const folder = mkdtempSync(join(tmpdir(), 'scr-bench-feeds-'));
const children: ChildProcess[] = [];

/** A hospital's ordinary traffic: people updated, admitted, results; 2,000 people, every message another one. */
let sent = 0;
const base = 100_000_000;
function nhsNumber(person: number): string {
  // Invented: 999…, with its check digit; those without one are passed over.
  for (let number = 999_000_000 + person * 7; ; number++) {
    const digits = String(number);
    const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check !== 10) return `${digits}${check}`;
  }
}
function message(): Buffer {
  const id = base + sent++;
  const person = id % 2_000;
  const number = nhsNumber(person);
  const at = new Date(Date.UTC(2026, 0, 1) + id * 1_000).toISOString().replace(/\D/g, '').slice(0, 14);
  const pid = `PID|1||${number}^^^NHS^NH~H${person}^^^RGT^MR||Testperson^Number${person}^^^Mx||19${10 + (person % 80)}0217|2|||${person} Example Road^^Cambridge^^CB99 1ZZ||01223000000`;
  const header = (type: string, system: string): string => `MSH|^~\\&|${system}|RGT|SCR|SCR|${at}||${type}|B${id}|P|2.4`;
  if (id % 3 === 0) return Buffer.from(`${header('ADT^A31^ADT_A05', 'PAS')}\rEVN||${at}\r${pid}\r`);
  if (id % 3 === 1)
    return Buffer.from(
      `${header('ADT^A01^ADT_A01', 'PAS')}\rEVN||${at}\r${pid}\rPV1|1|I|WARD^1^1^RGT|21|||||||||||||||S${id}|||||||||||||||||||||||||${at}\r`,
    );
  const results = ['K^Potassium^L|4.1|mmol/L|3.5-5.3', 'NA^Sodium^L|140|mmol/L|133-146', 'CREA^Creatinine^L|80|umol/L|45-84']
    .map((result, index) => {
      const [code, value, unit, range] = result.split('|');
      return `OBX|${index + 1}|NM|${code}||${value}|${unit}|${range}|N|||F|||${at}`;
    })
    .join('\r');
  return Buffer.from(
    `${header('ORU^R01^ORU_R01', 'LIMS')}\r${pid}\rOBR|1|P${id}|F${id}|U&E^Urea and electrolytes^L|||${at}|||||||||||||||${at}||CH|F\r${results}\r`,
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function start(kind: Kind, databaseUrl: string): Promise<number> {
  const child = spawn(
    'node',
    ['--import', 'tsx', projectPath('bench/feeds-server.ts'), kind, databaseUrl, String(await freePort())],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, DATA_DIR: folder, NODE_ENV: 'production' },
    },
  );
  children.push(child);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return Number(line.toString());
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

async function run(): Promise<object> {
  const embedded = process.env['DATABASE_URL'] === undefined ? await startEmbedded(join(folder, 'data')) : undefined;
  const adminUrl = process.env['DATABASE_URL'] ?? embedded!.url('postgres');
  const admin = new pg.Pool({ connectionString: adminUrl, max: 1 });
  const name = `scr_bench_feeds_${process.pid}`;
  await admin.query(`create database ${name} encoding 'UTF8' template template0`);
  const databaseUrl = adminUrl.replace(/^([a-z]+:\/\/[^/]*\/)[^?]*/, `$1${name}`);
  const database = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  try {
    const ports = new Map<Kind, number>();
    for (const kind of kinds) ports.set(kind, await start(kind, databaseUrl));
    const rates = new Map<string, number[]>();
    let [received, settledAll] = [0, 0];
    let bad = 0;
    for (let round = 0; round <= rounds; round++) {
      for (const connections of [1, 16]) {
        for (const kind of kinds) {
          const began = performance.now();
          const load = await acknowledgedIn({ port: ports.get(kind)!, connections, seconds: round === 0 ? 1 : seconds, message });
          bad += load.bad;
          let perSecondApplied: number | undefined;
          if (kind === 'ours') {
            received += load.good;
            for (;;) {
              const waiting = await database.query('select 1 from arrival_waiting limit 1');
              if (waiting.rows.length === 0) break;
              await new Promise((resolve) => setTimeout(resolve, 20));
            }
            perSecondApplied = load.good / ((performance.now() - began) / 1_000);
            settledAll = Number(
              (
                await database.query<{ count: string }>('select count(*) from arrival_outcome where state in ($1, $2)', [
                  'applied',
                  'superseded',
                ])
              ).rows[0]!.count,
            );
          }
          if (round === 0) continue;
          const note = (key: string, rate: number): void => void rates.set(key, [...(rates.get(key) ?? []), rate]);
          note(`${kind} ${connections}`, load.perSecond);
          if (perSecondApplied !== undefined) note(`applied ${connections}`, perSecondApplied);
        }
      }
    }
    const rate = (key: string): number => Math.round(median(rates.get(key)!));
    const of = (connections: number) => {
      const best = Math.max(rate(`simple-hl7 ${connections}`), rate(`medplum ${connections}`));
      return {
        connections,
        acknowledged: rate(`ours ${connections}`),
        applied: rate(`applied ${connections}`),
        bare: rate(`bare ${connections}`),
        simpleHl7: rate(`simple-hl7 ${connections}`),
        medplum: rate(`medplum ${connections}`),
        toBare: rate(`ours ${connections}`) / rate(`bare ${connections}`),
        appliedToBare: rate(`applied ${connections}`) / rate(`bare ${connections}`),
        toBestOfNpm: rate(`ours ${connections}`) / best,
        appliedToBestOfNpm: rate(`applied ${connections}`) / best,
      };
    };
    return { received, applied: settledAll, notAcknowledged: bad, results: [of(1), of(16)] };
  } finally {
    for (const child of children) child.kill('SIGTERM');
    await database.end();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
    await embedded?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const report = await run();
process.stdout.write(json ? `${JSON.stringify(report)}\n` : `${JSON.stringify(report, undefined, 2)}\n`);
