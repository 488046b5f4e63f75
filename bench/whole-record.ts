/**
 * `npm run bench`: one query of a whole record, secured and audited, read from PostgreSQL, against (a) a bare
 * node:http server doing the same reading, and (b) a plain @apollo/gateway with five plain HTTP subgraphs over
 * the same record in memory. All in one run, in turn, as ratios: absolute figures on a shared machine say little.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'graphql';
import { Pool } from 'undici';
import { samplePeople } from '../cli/population/sample-people.js';
import { sectionsIn } from '../gateway/execution/sections-in.js';
import { projectPath } from '../schema/project-path.js';
import { careSubgraphs } from '../schema/sdl.js';
import { cpuSecondsOf } from './process-tree.js';
import { wholeRecordQuery } from './whole-record-query.js';

const ourScript = 'cli/scr.ts';
const json = process.argv.includes('--json');
const rounds = 5;
const secondsPerRound = 4;
const connections = 16;
const nhsNumber = samplePeople[0]!.nhsNumber;
const sections = sectionsIn(parse(wholeRecordQuery));
const body = JSON.stringify({ query: wholeRecordQuery, variables: { nhsNumber } });

interface Variant {
  readonly name: string;
  readonly url: string;
  readonly pids: readonly number[];
  readonly headers: Record<string, string>;
  readonly perSecond: number[];
  readonly cpuMs: number[];
}

const folder = mkdtempSync(join(tmpdir(), 'scr-bench-'));
const dataDir = join(folder, 'data');
const children: ChildProcess[] = [];

try {
  note('Starting the record with a small synthetic population …');
  const ours = await run(ourScript, ['start', '--json', '--people', '12', '--port', '4077', '--data-dir', dataDir], {
    LOG_LEVEL: 'warn',
  });
  const token = await tokenFor(ours.url);
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const record = await answerOf(`${ours.url}/graphql`, headers);
  const recordFile = join(folder, 'record.json');
  writeFileSync(recordFile, JSON.stringify(record));
  note(`The record: ${countEntries(record)} entries, ${countLeaves(record)} leaves.`);

  const bare = await run('bench/bare-server.ts', [dataDir, nhsNumber, sections.join(',')]);
  const subgraphs = [];
  for (const name of careSubgraphs) subgraphs.push({ name, ...(await run('bench/peer-subgraph.ts', [name, recordFile])) });
  const urls = JSON.stringify(Object.fromEntries(subgraphs.map(({ name, url }) => [name, url])));
  const peer = await run('bench/peer-gateway.ts', [urls]);

  const variants = [
    variant('secured, audited, from PostgreSQL (ours)', `${ours.url}/graphql`, [ours.pid], headers),
    variant('(a) bare node:http, same SQL, JSON.stringify', bare.url, [bare.pid], { 'content-type': 'application/json' }),
    variant(
      '(b) plain @apollo/gateway, five HTTP subgraphs, in memory',
      peer.url,
      [peer.pid, ...subgraphs.map(({ pid }) => pid)],
      {
        'content-type': 'application/json',
      },
    ),
  ];
  for (const one of variants) await load(one, 2, false);
  for (let round = 0; round < rounds; round++) for (const one of variants) await load(one, secondsPerRound, true);
  report(variants);
} finally {
  for (const child of children.reverse()) {
    child.kill('SIGTERM');
    await Promise.race([once(child, 'exit'), new Promise((resolve) => setTimeout(resolve, 10_000).unref())]);
  }
  rmSync(folder, { recursive: true, force: true });
}

function variant(name: string, url: string, pids: readonly number[], headers: Record<string, string>): Variant {
  return { name, url, pids, headers, perSecond: [], cpuMs: [] };
}

/** Starts a script; its first line of JSON names its address. */
async function run(
  script: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<{ url: string; pid: number }> {
  const built = projectPath(join('dist', script.replace(/\.ts$/, '.js')));
  const flags = script === ourScript ? flagsOfStart() : [];
  const child = spawn(process.execPath, [...flags, built, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'development', ...env },
  });
  children.push(child);
  let text = '';
  for await (const chunk of child.stdout!) {
    text += String(chunk);
    const line = text.split('\n').find((each) => each.startsWith('{') && each.endsWith('}'));
    if (line !== undefined) {
      child.stdout!.resume();
      return { url: (JSON.parse(line) as { url: string }).url, pid: child.pid! };
    }
  }
  throw new Error(`${script} ended before it was ready`);
}

/** What `npm start` gives Node itself. */
function flagsOfStart(): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(projectPath('package.json'), 'utf8')) as { scripts: { start: string } };
  return scripts.start.split(' ').filter((word) => word.startsWith('--'));
}

async function tokenFor(url: string): Promise<string> {
  const response = await fetch(`${url}/development/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"persona":"gp"}',
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

async function answerOf(url: string, headers: Record<string, string>): Promise<{ nhsNumber: string }> {
  const response = await fetch(url, { method: 'POST', headers, body });
  const answer = (await response.json()) as { data?: { patient: { nhsNumber: string } }; errors?: unknown };
  if (answer.errors !== undefined || !answer.data)
    throw new Error(`the whole-record query is not answered whole: ${JSON.stringify(answer.errors).slice(0, 500)}`);
  return answer.data.patient;
}

/** Asks in a closed loop over kept-alive connections; counts answers and the CPU time they took. */
async function load(one: Variant, seconds: number, counted: boolean): Promise<void> {
  const { origin, pathname } = new URL(one.url);
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const cpuBefore = one.pids.reduce((sum, pid) => sum + cpuSecondsOf(pid), 0);
  const started = process.hrtime.bigint();
  const end = Date.now() + seconds * 1_000;
  let answers = 0;
  const ask = async (): Promise<void> => {
    while (Date.now() < end) {
      const response = await pool.request({ path: pathname, method: 'POST', headers: one.headers, body });
      await response.body.dump();
      if (response.statusCode !== 200) throw new Error(`${one.name}: HTTP ${response.statusCode}`);
      answers++;
    }
  };
  await Promise.all(Array.from({ length: connections }, ask));
  const elapsed = Number(process.hrtime.bigint() - started) / 1e9;
  const cpu = one.pids.reduce((sum, pid) => sum + cpuSecondsOf(pid), 0) - cpuBefore;
  await pool.close();
  if (!counted) return;
  one.perSecond.push(answers / elapsed);
  one.cpuMs.push((cpu * 1_000) / answers);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((x, y) => x - y);
  return sorted[Math.floor(sorted.length / 2)]!;
}

function report(variants: readonly Variant[]): void {
  const [ours] = variants;
  const rows = variants.map((one) => ({
    name: one.name,
    requestsPerSecond: median(one.perSecond),
    cpuMsPerRequest: median(one.cpuMs),
    // Round by round, so that a drift of the machine's speed cancels out.
    throughputOfOurs: median(ours!.perSecond.map((value, i) => value / one.perSecond[i]!)),
    cpuOfOurs: median(ours!.cpuMs.map((value, i) => value / one.cpuMs[i]!)),
  }));
  if (json) {
    console.log(JSON.stringify({ rounds, secondsPerRound, connections, rows }));
    return;
  }
  console.log(
    '\nWhole record, one query; medians of',
    rounds,
    'rounds; CPU of all processes of a variant (ours includes PostgreSQL)\n',
  );
  for (const row of rows) {
    console.log(
      `${row.name.padEnd(60)} ${row.requestsPerSecond.toFixed(0).padStart(6)} req/s ${row.cpuMsPerRequest.toFixed(2).padStart(7)} ms CPU` +
        `   ours: ${row.throughputOfOurs.toFixed(2)} x throughput, ${row.cpuOfOurs.toFixed(2)} x CPU`,
    );
  }
}

function countEntries(record: object): number {
  return Object.values(record).reduce(
    (sum: number, section: { entries?: unknown[] } | string) =>
      sum + ((section as { entries?: unknown[] })?.entries?.length ?? 0),
    0,
  );
}

function countLeaves(value: unknown): number {
  if (value === null || typeof value !== 'object') return value === null ? 0 : 1;
  return Object.values(value).reduce((sum: number, part) => sum + countLeaves(part), 0);
}

function note(text: string): void {
  if (!json) console.error(text);
}
