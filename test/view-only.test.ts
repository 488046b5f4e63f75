/** R35: a view-only partner is asked when somebody looks, and nothing of it is kept; a slow or failed one never shows as empty. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { loadProfile, type Profile } from '../schema/profile.js';
import { ann, attended, bilal, hl7, pid, registered, resulted } from './feed-messages.js';
import { startPartner, type PartnerServer } from './partner-source.js';
import { sensitive } from './sensitive-messages.js';
import { startRecord, type Asked } from './record.js';
import { wholeRecordQuery } from './whole-record-query.js';

const hospital = await startPartner();
const papworth = await startPartner();
afterAll(async () => {
  await hospital.close();
  await papworth.close();
});

const asIs = loadProfile('cambridgeshire-peterborough');
const viewOnly = { RGT: hospital, RGM: papworth } as Readonly<Record<string, PartnerServer>>;
const profile: Profile = {
  ...asIs,
  partners: asIs.partners.map((partner) => {
    const server = viewOnly[partner.ods];
    const feeds = asIs.feeds.filter((feed) => feed.partner === partner.ods).map(({ name }) => name);
    if (server === undefined) return partner;
    return { ...partner, mode: 'view-only', sources: [{ kind: 'http-documents', url: server.url, feeds, deadlineMs: 700 }] };
  }),
};

const letter = hl7('hospital', 'MDM^T02', [
  pid(ann),
  'PV1|1|O',
  'TXA|1|CN|TX||20260301|||||||LETTER-1||||LA|||AV',
  'OBX|1|TX|1^Letter||Dear colleague, the heart failure of this lady is stable.||||||F',
]);
hospital.holds.set(ann, [attended(ann), resulted(ann), letter]);
papworth.holds.set(ann, []);

const record = await startRecord({ feeds: [registered(ann), registered(bilal)], profile });
beforeEach(() => {
  hospital.mood = 'well';
  papworth.mood = 'well';
  hospital.asked.length = 0;
  papworth.asked.length = 0;
});

const query = `query ($of: ID!) { patient(nhsNumber: $of) {
  problemList { totalCount entries { problem { text } provenance { partner { odsCode } } } coverage { partner { odsCode } status reason lastReceivedAt } }
  investigationResults { totalCount coverage { partner { odsCode } status reason } } } }`;
const look = async (persona: 'gp' | 'hospital-doctor' | 'receptionist' = 'gp', of = ann) => {
  const answer = await record.ask(persona, query, { of });
  const line = (ods: string) => answer.data.patient.problemList?.coverage.find((one: Asked) => one.partner.odsCode === ods);
  return { answer, line };
};

test('what a view-only partner has is read when somebody looks, through the same adapters and rules', async () => {
  const { answer, line } = await look();
  expect(answer.errors).toEqual([]);
  expect(answer.data.patient.problemList.entries).toEqual([
    { problem: { text: 'Heart failure' }, provenance: { partner: { odsCode: 'RGT' } } },
  ]);
  expect(answer.data.patient.investigationResults.totalCount).toBe(1);
  expect(line('RGT')).toMatchObject({ status: 'SHARED', reason: null });
  expect(line('RGT').lastReceivedAt).not.toBeNull();
  // Asked, and has nothing: that is an empty answer, and is told from an outage.
  expect(line('RGM')).toMatchObject({ status: 'SHARED', reason: null });
  const trail = await record.ask(
    'privacy-officer',
    `query ($of: ID!) { auditTrail(nhsNumber: $of, first: 1) { disclosures { returned { coordinate partners } } } }`,
    { of: ann },
  );
  expect(trail.data.auditTrail.disclosures[0].returned).toContainEqual({
    coordinate: 'ProblemListEntry.problem',
    partners: ['RGT'],
  });
});

test('an attendance that only a view-only partner knows of opens the record to its staff', async () => {
  const { answer } = await look('hospital-doctor');
  expect(answer.errors).toEqual([]);
  expect(answer.data.patient.problemList.totalCount).toBe(1);
  expect((await look('hospital-doctor', bilal)).answer.codes).toContain('WITHHELD');
});

test('nobody is asked for a viewer who may see nothing, and no address ever holds the NHS number', async () => {
  await look();
  expect(hospital.asked.length).toBeGreaterThan(2);
  expect(hospital.asked.map(({ line }) => line).join('\n')).not.toContain(ann);
  expect(JSON.parse(hospital.asked[0]!.body)).toMatchObject({
    nhsNumber: ann,
    asker: { organisation: 'Y99901', purpose: 'direct-care' },
  });
  hospital.asked.length = 0;
  await record.ask('privacy-officer', query, { of: ann });
  const analysed = await record.ask('analyst', query, { of: ann });
  expect(hospital.asked).toEqual([]);
  const line = analysed.data.patient.problemList.coverage.find((one: Asked) => one.partner.odsCode === 'RGT');
  expect(line).toMatchObject({ status: 'UNAVAILABLE', reason: 'SOURCE_NOT_ASKED' });
});

test.each([
  ['slow', 'SOURCE_UNAVAILABLE'],
  ['silent', 'SOURCE_UNAVAILABLE'],
  ['failing', 'SOURCE_UNAVAILABLE'],
  ['garbled', 'SOURCE_UNAVAILABLE'],
  ['changing', 'SOURCE_UNAVAILABLE'],
] as const)('a %s partner is unavailable in coverage, and the others still answer', async (mood, reason) => {
  papworth.holds.set(ann, [attended(ann)]);
  papworth.mood = mood;
  const { answer, line } = await look();
  expect(answer.errors).toEqual([]);
  expect(line('RGM')).toMatchObject({ status: 'UNAVAILABLE', reason, lastReceivedAt: null });
  expect(line('RGT')).toMatchObject({ status: 'SHARED' });
  expect(answer.data.patient.problemList.totalCount).toBe(1);
  papworth.holds.set(ann, []);
  // Wait until the breaker, which opened meanwhile, closes again? It has not: each mood failed once, and then it went well.
  papworth.mood = 'well';
  expect((await look()).line('RGM')).toMatchObject({ status: 'SHARED' });
});

test('a message that cannot be read makes its partner unreadable, and the rest of it is shown', async () => {
  const before = hospital.holds.get(ann)!;
  hospital.holds.set(ann, [...before, hl7('hospital', 'ZZZ^Z99', [pid(ann)])]);
  const { answer, line } = await look();
  expect(line('RGT')).toMatchObject({ status: 'UNAVAILABLE', reason: 'SOURCE_UNREADABLE' });
  expect(answer.data.patient.problemList.totalCount).toBe(1);
  hospital.holds.set(ann, before);
});

test('what another person is said of in an answer is not shown', async () => {
  hospital.holds.set(ann, [...hospital.holds.get(ann)!, attended(bilal, 5, '195967001^Asthma^SCT', 'V2')]);
  const { answer } = await look();
  expect(answer.text).not.toContain('Asthma');
  hospital.holds.get(ann)!.pop();
});

test('R22 what is sensitive among its answers leaves no trace: not in the record, its counts or the audit', async () => {
  const everything = await wholeRecordQuery(record);
  const trail = `query ($of: ID!) { auditTrail(nhsNumber: $of, first: 1) { disclosures {
    relationship returned { coordinate count partners entries } withheld { coordinate reason partners } } } }`;
  const told = async () => {
    const texts: string[] = [];
    for (const role of ['gp', 'hospital-doctor', 'receptionist'] as const) {
      const { text } = await record.ask(role, everything, { of: ann });
      // Asked just now, and each time anew: when, and by which link, is another each time.
      texts.push(text.replaceAll(/"(?:lastReceivedAt|receivedAt|link|linkExpiresAt)":"[^"]+"/g, ''));
      texts.push((await record.ask('privacy-officer', trail, { of: ann })).text);
    }
    return texts;
  };
  const ordinary = hospital.holds.get(ann)!;
  const before = await told();
  const further = sensitive(ann).filter((text) => text.includes('|RGT|'));
  expect(further.length).toBeGreaterThan(4);
  hospital.holds.set(ann, [...ordinary, ...further]);
  const after = await told();
  hospital.holds.set(ann, ordinary);
  expect(before[0]).toContain('Heart failure');
  expect(after).toEqual(before);
});

test('a document of a view-only partner opens by its link, from the partner itself', async () => {
  const asked = `query ($of: ID!) { patient(nhsNumber: $of) { documents { entries { content { available link } } } } }`;
  const { data } = await record.ask('gp', asked, { of: ann });
  const link = data.patient.documents.entries[0].content.link as string;
  const opened = await fetch(`${record.url}${link}`, { headers: { authorization: `Bearer ${await record.token('gp')}` } });
  expect(opened.status).toBe(200);
  expect(await opened.text()).toContain('Dear colleague');
});

test('what a view-only partner sends all the same is refused, and its bytes are not kept', async () => {
  await expect(record.take(attended(ann))).rejects.toThrow('VIEW_ONLY_PARTNER');
  expect(await record.sql(`select bytes from quarantine where code = 'VIEW_ONLY_PARTNER'`)).toEqual([{ bytes: null }]);
});

test('nothing of it is on disk afterwards: not in the database, not in the data folder, not in the log', async () => {
  await look();
  const marks = ['Heart failure', 'Dear colleague', 'Serum sodium'];
  const files = readdirSync(record.dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const file of files) {
    const text = readFileSync(join(file.parentPath, file.name), 'latin1');
    for (const mark of marks) expect(text.includes(mark), file.name).toBe(false);
  }
  expect(record.log()).not.toMatch(/Heart failure|Dear colleague/);
  expect(await record.sql(`select from message where partner in ('RGT', 'RGM')`)).toEqual([]);
  expect(await record.sql('select from document_content')).toEqual([]);
  const tables: { table_name: string }[] = [
    ...(await record.sql(
      `select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    )),
  ];
  expect(tables.length).toBeGreaterThan(8);
  for (const { table_name: table } of tables) {
    const rows = await record.sql(`select row_to_json(t)::text as row from "${table}" t`);
    for (const { row } of rows) expect(row, table).not.toMatch(/Heart failure|Dear colleague|Serum sodium/);
  }
});
