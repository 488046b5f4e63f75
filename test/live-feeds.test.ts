/** Feeds and how they are read change in the profile's file, and count from the next message on, at every door, without a restart. */
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { framed, openSender } from '../adapters/inbox/mllp/test-sender.js';
import { projectPath } from '../schema/project-path.js';
import { loadProfile } from '../schema/profile.js';
import { ann, daysAgo, hl7, pid, registered } from './feed-messages.js';
import { eventually, startRecord } from './record.js';

const folder = mkdtempSync(join(tmpdir(), 'scr-live-feeds-'));
afterAll(() => rmSync(folder, { recursive: true }));
cpSync(projectPath('profiles'), folder, { recursive: true });
const file = join(folder, 'cambridgeshire-peterborough.yaml');
const written = readFileSync(file, 'utf8');
const line = "{ name: rgt-pas, partner: RGT, format: hl7v2, senders: ['PAS|RGT', 'EPR|RGT'] }";
const withFeeds = (...lines: readonly string[]) => written.replace(`- ${line}`, lines.map((one) => `- ${one}`).join('\n  '));

const secret = createHash('sha256').update('secret').digest('hex');
const record = await startRecord({
  profile: loadProfile(file),
  feeds: [registered(ann)],
  settings: { MLLP_PORT: '0', FEED_SECRETS: `rgt-theatre=${secret}` },
});
const sender = await openSender(record.mllpPort!);
afterAll(() => sender.close());

let ids = 0;
const admission = (method: string, from = 'PAS') =>
  hl7('hospital', 'ADT^A01', [
    pid(ann),
    `PV1|1|I|WARD^^^RGT|${method}|||||||||||||||LIVE-${++ids}|||||||||||||||||||||||||${daysAgo(1)}0900`,
  ]).replace('PAS|RGT', `${from}|RGT`);
/** MSA-1, and the code in ERR where there is one. */
const answerTo = async (message: string): Promise<string> => {
  await sender.write(framed(message));
  const segments = await sender.answer();
  const [msa, err] = ['MSA', 'ERR'].map((name) => segments.find(([first]) => first === name));
  return `${msa![1]} ${/[A-Z]+_[A-Z_]+/.exec(err?.join('|') ?? '')?.[0] ?? ''}`.trim();
};
const lastMethods = async () => {
  const query =
    'query ($of: ID!) { patient(nhsNumber: $of) { admissionDetails { entries { visitIdentifier admissionMethod { coding { code } } } } } }';
  const { patient } = (await record.ask('gp', query, { of: ann })).data;
  const entry = patient.admissionDetails.entries.find(
    (one: { visitIdentifier: string }) => one.visitIdentifier === `LIVE-${ids}`,
  );
  return entry?.admissionMethod?.coding.map(({ code }: { code: string }) => code) as string[] | undefined;
};

test('a sender that the file names now is taken at its next message, on the connection it has, and read as the file says', async () => {
  expect(await answerTo(admission('A'))).toBe('AA');
  expect(await answerTo(admission('A', 'THEATRE'))).toMatch(/FEED_UNKNOWN/);
  const mapped = line
    .replace("'PAS|RGT'", "'PAS|RGT', 'THEATRE|RGT'")
    .replace(' }', ", codes: { admissionMethod: { A: '22' } } }");
  writeFileSync(file, withFeeds(mapped));
  expect(
    await eventually(
      () => answerTo(admission('A', 'THEATRE')),
      (answer) => answer === 'AA',
    ),
  ).toBe('AA');
  expect(await eventually(lastMethods, (codes) => codes !== undefined)).toContain('22');
});

test("a feed's choice between refusing and quarantining counts at once, too", async () => {
  const unreadable = () => hl7('hospital', 'ADT^A31', ['PID|1||12345^^^NHS^NH||Secret']);
  expect(await answerTo(unreadable())).toBe('AA');
  writeFileSync(file, withFeeds(line.replace(' }', ', onError: reject }')));
  expect(
    await eventually(
      () => answerTo(unreadable()),
      (answer) => answer !== 'AA',
    ),
  ).toBe('AE IDENTIFIER_MISSING');
});

test('a feed that is new has its own address over HTTPS at once, and none when it is gone', async () => {
  const post = async () => {
    const response = await fetch(`${record.url}/feeds/rgt-theatre`, {
      method: 'POST',
      headers: {
        'content-type': 'application/hl7-v2',
        authorization: `Basic ${Buffer.from('rgt-theatre:secret').toString('base64')}`,
      },
      body: admission('21', 'THEATRE'),
    });
    return response.status;
  };
  expect(await post()).toBe(404);
  writeFileSync(file, withFeeds(line, "{ name: rgt-theatre, partner: RGT, format: hl7v2, senders: ['THEATRE|RGT'] }"));
  expect(await eventually(post, (status) => status !== 404)).toBe(200);
  writeFileSync(file, written);
  expect(await eventually(post, (status) => status !== 200)).toBe(404);
});

test('a file with a fault changes no feed at all', async () => {
  writeFileSync(
    file,
    withFeeds(line.replace("'PAS|RGT', ", ''), '{ name: rgt-other, partner: RZZ, format: hl7v2, senders: [] }'),
  );
  await eventually(
    () => Promise.resolve(record.log()),
    (log) => log.includes('changed profile refused: the former one stays in force'),
  );
  expect(await answerTo(admission('21'))).toBe('AA');
});
