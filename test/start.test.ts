/** Starting, killing, starting again and stopping: what was begun is completed, what was written stays, nothing is left behind. */
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { makePopulation } from '../cli/first-start.js';
import { samplePeople } from '../cli/population/sample-people.js';
import { loadProfile } from '../schema/profile.js';
import { loadSensitive } from '../schema/sensitive.js';
import { freshStore } from '../store/test-database.js';
import { eventually, post, tokenOf, type Asked } from './record.js';
import { databaseOf, databaseProcess, dataFolder, processesOn, scr } from './scr-process.js';

const people = 12;
const query = `query ($of: ID!) { patient(nhsNumber: $of) {
  personDemographics { totalCount entries { id dateOfBirth provenance { receivedAt messageIdentifier } } }
  problemList { totalCount entries { id problem { text } } } medicationsAndMedicalDevices { totalCount } } }`;
const trail = `query ($of: ID!) { auditTrail(nhsNumber: $of) { disclosures { requestId } } }`;
const of = samplePeople.find(({ tryAs }) => tryAs === 'gp')!.nhsNumber;

/** How many entries of each section, and messages, a database holds. */
async function contentsOf(databaseUrl: string): Promise<Asked> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const entries = await client.query(
    'select section, state, sensitive, count(*)::int as n from entry group by 1, 2, 3 order by 1, 2, 3',
  );
  const messages = await client.query('select feed, count(*)::int as n from message group by 1 order by 1');
  await client.end();
  return { entries: entries.rows, messages: messages.rows };
}

describe('scr start', () => {
  test('first and second start, both killed, then a third that is asked to stop', { timeout: 240_000 }, async () => {
    const folder = await dataFolder();
    const start = (...further: string[]) =>
      scr(['start', '--port', '0', '--data-dir', folder, '--people', String(people), ...further]);

    // Killed in the middle of the first load.
    const first = start();
    await eventually(
      () => Promise.resolve(first.err()),
      (text) => /: (?:2[5-9]|[3-8]\d)% /.test(text),
      120_000,
    );
    first.kill('SIGKILL');
    expect(await first.ended).toBe('SIGKILL');

    // Goes on where it stopped: as much as one unbroken load makes.
    const second = start('--json');
    const { url, population } = await second.ready();
    expect(population).toBe('synthetic');
    const profile = loadProfile('cambridgeshire-peterborough');
    const unbroken = await freshStore({ sensitive: loadSensitive(profile) });
    await makePopulation(unbroken, profile, { sample: true, people });
    expect(await contentsOf(databaseOf(folder))).toEqual(await contentsOf(unbroken.databaseUrl));
    await unbroken.close();

    // R38: killed right after an answer, process and database at once: who saw it is known.
    const answer = await post(url, query, { of }, await tokenOf(url, 'gp'));
    process.kill(databaseProcess(folder), 'SIGKILL');
    second.kill('SIGKILL');
    expect(answer.errors).toEqual([]);
    expect(answer.data.patient.personDemographics.totalCount).toBeGreaterThan(0);
    await second.ended;

    const third = start('--json');
    const again = await third.ready();
    expect((await post(again.url, query, { of }, await tokenOf(again.url, 'gp'))).data).toEqual(answer.data);
    const seen = await post(again.url, trail, { of }, await tokenOf(again.url, 'privacy-officer'));
    expect(seen.data.auditTrail.disclosures.map((one: Asked) => one.requestId)).toContain(answer.headers.get('x-request-id'));

    // Ctrl-C: a clean end, and no process of it left.
    third.kill('SIGINT');
    expect(await third.ended).toBe(0);
    expect(third.err()).toBe('');
    await eventually(
      () => Promise.resolve(processesOn(folder)),
      (left) => left.length === 0,
    );
  });

  test('explains its options and settings, and starts nothing to do so', { timeout: 60_000 }, async () => {
    const [start, all] = [scr(['start', '--help']), scr(['--help'])];
    expect([await start.ended, await all.ended]).toEqual([0, 0]);
    for (const option of ['--only', '--port', '--profile', '--data-dir', '--drop-dir', '--no-sample', '--people', '--json']) {
      expect(start.out()).toContain(option);
    }
    for (const setting of [
      'PORT',
      'DATA_DIR',
      'DATABASE_URL',
      'PROFILE',
      'DROP_DIR',
      'MESH_DIR',
      'OIDC_ISSUER',
      'SUBGRAPH_URL',
      'LOG_LEVEL',
    ]) {
      expect(all.out()).toContain(setting);
    }
    for (const command of ['start', 'ingest', 'token']) expect(all.out()).toMatch(new RegExp(`^  ${command} `, 'm'));
  });

  test('says what is wrong with a setting, by name and code, and ends', { timeout: 60_000 }, async () => {
    const wrong = scr(['start', '--json'], { PORT: 'harbour', DATABASE_URL: 'postgres-secret-word' });
    expect(await wrong.ended).toBe(2);
    expect(wrong.err()).toContain('CONFIG_INVALID');
    expect(wrong.err()).toContain('PORT');
    expect(wrong.err()).toContain('DATABASE_URL');
    expect(wrong.err()).not.toContain('postgres-secret-word');
  });
});
