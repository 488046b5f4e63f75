import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseNhsNumber } from '../schema/nhs-number.js';
import { loadProfile } from '../schema/profile.js';
import { projectPath } from '../schema/project-path.js';
import { loadSensitive } from '../schema/sensitive.js';
import { openStore } from '../store/open.js';
import { stopEmbedded } from '../store/embedded/server.js';

const ada = parseNhsNumber('9990000018')!;
let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'scr-cli-'));
});
afterAll(async () => {
  await stopEmbedded(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
});

const message = (control: string, sender = 'PAS|RGT') =>
  [
    `MSH|^~\\&|${sender}|SCR|SCR|20260302113000||ADT^A31^ADT_A05|${control}|P|2.4`,
    'EVN||20260302112900',
    'PID|1||9990000018^^^NHS^NH||Testperson^Ada||19410217|2',
  ].join('\r');

async function scrIngest(args: readonly string[], stdin = ''): Promise<{ code: number | null; out: string; error: string }> {
  const environment: NodeJS.ProcessEnv = { ...process.env, DATA_DIR: dataDir };
  delete environment['DATABASE_URL'];
  const child = spawn(process.execPath, ['--import', 'tsx', projectPath('cli/scr.ts'), 'ingest', ...args], { env: environment });
  child.stdin.end(stdin);
  const exit = new Promise<number | null>((done) => child.on('close', done));
  const [out, error, code] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  return { code, out, error };
}

describe('scr ingest', () => {
  test('takes in a folder and says in words what became of it', async () => {
    const folder = join(dataDir, 'in', 'deep');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'a.hl7'), message('A'));
    const { code, out } = await scrIngest([join(dataDir, 'in')]);
    expect(out).toMatch(/^Read 1 message, document or row from 1 file\.\nStored 1 \(\d+ entr(?:y|ies) put or changed\)\.\n$/);
    expect(code).toBe(0);
  });

  test('beside a process that has the same data open, from standard input, as JSON; 3 when something was quarantined', async () => {
    const store = await openStore({ dataDir, sensitive: loadSensitive(loadProfile('cambridgeshire-peterborough')) });
    const { code, out } = await scrIngest(['-', '--json'], [message('B'), message('C', 'X|NOBODY')].join('\r'));
    expect(JSON.parse(out)).toMatchObject({
      files: 1,
      read: 2,
      stored: 1,
      quarantinedUnits: 1,
      quarantined: [{ code: 'FEED_UNKNOWN', location: 'MSH-3, MSH-4', whole: true, fileName: 'stdin' }],
    });
    expect(code).toBe(3);
    expect((await store.readPerson(ada, ['personDemographics'])).facts.known).toBe(true);
    await store.close();
  });

  test('a long file from standard input is read as it comes, and a long one that nobody can read is kept', async () => {
    const { code, out } = await scrIngest(['-', '--json'], `some,columns,that,nobody,knows\n${'1,2,3,4,5\n'.repeat(900_000)}`);
    expect(JSON.parse(out)).toMatchObject({ files: 1, stored: 0, quarantined: [{ code: 'FORMAT_UNKNOWN', fileName: 'stdin' }] });
    expect(code).toBe(3);
    const store = await openStore({ dataDir, sensitive: loadSensitive(loadProfile('cambridgeshire-peterborough')) });
    expect(await store.files.list({ first: 5 })).toMatchObject([
      { state: 'quarantined', channel: 'command', size: 9_000_031, outcome: { keepsBytes: true } },
    ]);
    await store.close();
  }, 180_000);

  test.each([
    [['no-such-file'], 'BAD_REQUEST'],
    [['-', '--feed', 'no-such-feed'], 'FEED_UNKNOWN'],
  ])('%j cannot run, and says why', async (args, code) => {
    const { code: exit, error } = await scrIngest(args);
    expect(error).toContain(code);
    expect(exit).toBe(2);
  });
});
