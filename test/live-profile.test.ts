/** R30: from when a dataset is shared changes in the profile's file, and counts in the next request, without a restart. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { projectPath } from '../schema/project-path.js';
import { loadProfile } from '../schema/profile.js';
import { ann, attended, registered, resulted } from './feed-messages.js';
import { eventually, startRecord, type Asked } from './record.js';

const folder = mkdtempSync(join(tmpdir(), 'scr-live-profile-'));
afterAll(() => rmSync(folder, { recursive: true }));
cpSync(projectPath('profiles'), folder, { recursive: true });
const file = join(folder, 'cambridgeshire-peterborough.yaml');
const written = readFileSync(file, 'utf8');

const record = await startRecord({ profile: loadProfile(file), feeds: [registered(ann), resulted(ann), attended(ann)] });

const query = `query ($of: ID!) { patient(nhsNumber: $of) {
  investigationResults { totalCount coverage { partner { odsCode } status liveFrom explanation } }
  problemList { totalCount } } }`;

async function hospitalResults(): Promise<{ total: number; line: Asked; all: Asked }> {
  const { patient } = (await record.ask('gp', query, { of: ann })).data;
  const line = patient.investigationResults.coverage.find((one: Asked) => one.partner.odsCode === 'RGT');
  return { total: patient.investigationResults.totalCount, line, all: patient };
}

/** The profile with a further line of `datasets`, the last one, which counts. */
const withDataset = (line: string): string =>
  written.replace('\nrelationshipWindowsDays:', `  - ${line}\n\nrelationshipWindowsDays:`);
const later = withDataset("{ partners: [RGT], sections: [investigationResults], liveFrom: '2999-01-01' }");

test('a date moved in the file counts in the next request, and moved back counts again', async () => {
  expect(await hospitalResults()).toMatchObject({ total: 1, line: { status: 'SHARED' } });

  writeFileSync(file, later);
  const hidden = await eventually(hospitalResults, ({ line }) => line.status !== 'SHARED');
  expect(hidden).toMatchObject({
    total: 0,
    line: { status: 'NOT_YET_LIVE', liveFrom: '2999-01-01' },
    all: { problemList: { totalCount: 1 } },
  });

  writeFileSync(file, written);
  expect(await eventually(hospitalResults, ({ line }) => line.status === 'SHARED')).toMatchObject({ total: 1 });
});

test('a broken file changes nothing, and the log says which line; mended, it counts', async () => {
  const broken = withDataset("{ partners: [RZZ], sections: all, liveFrom: '2026-01-01' }");
  const line = broken.split('\n').findIndex((one) => one.includes('RZZ')) + 1;
  writeFileSync(file, broken);
  await eventually(
    () => Promise.resolve(record.log()),
    (log) => log.includes(`${file}:${line}: datasets.`) && log.includes('changed profile refused: the former one stays in force'),
  );
  expect(await hospitalResults()).toMatchObject({ total: 1, line: { status: 'SHARED' } });

  writeFileSync(file, later);
  expect(await eventually(hospitalResults, ({ total }) => total === 0)).toMatchObject({ line: { status: 'NOT_YET_LIVE' } });
  writeFileSync(file, written);
  await eventually(hospitalResults, ({ total }) => total === 1);
});

test("the profile's words change too; who has which role waits for a restart, and is said to", async () => {
  const changed = withDataset('{ partners: [RGT], sections: [investigationResults], liveFrom: null }')
    .replace('R0260: gp', 'R0260: nurse')
    .replace('\nrelationshipWindowsDays:', '\nmessages: { NOT_YET_LIVE: Not switched on yet. }\n\nrelationshipWindowsDays:');
  writeFileSync(file, changed);
  const after = await eventually(hospitalResults, ({ total }) => total === 0);
  expect(after.line).toMatchObject({ status: 'NOT_YET_LIVE', liveFrom: null, explanation: 'Not switched on yet.' });
  // The same token still is a GP's.
  expect((await record.ask('gp', '{ me { role } }')).data.me.role).toBe('gp');
  expect(record.log()).toContain('"waiting":["roleCodes"]');
});
