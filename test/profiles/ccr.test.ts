/** Collaborative Care Record: view only; an objection leaves name, date of birth and NHS number, and nothing else. */
import { afterAll, expect, test } from 'vitest';
import type { Profile } from '../../schema/profile.js';
import { ann, bilal } from '../feed-messages.js';
import { startPartner } from '../partner-source.js';
import { startRecord, type Asked } from '../record.js';
import { areaOf, look, object, withdraw } from './area.js';

const area = areaOf('ccr');
const hospital = await startPartner();
const practice = await startPartner();
afterAll(async () => {
  await hospital.close();
  await practice.close();
});
for (const of of [ann, bilal]) {
  hospital.holds.set(of, [area.attended(of), area.resulted(of)]);
  practice.holds.set(of, [area.registered(of)]);
}
/** The profile, with where two of its partners are asked. */
const profile: Profile = {
  ...area.profile,
  partners: area.profile.partners.map((partner) => {
    const server = { [area.hospital]: hospital, [area.practice]: practice }[partner.ods];
    const feeds = area.profile.feeds
      .filter((feed) => feed.partner === partner.ods && feed.format === 'hl7v2')
      .map(({ name }) => name);
    return server === undefined
      ? partner
      : { ...partner, sources: [{ kind: 'http-documents', url: server.url, feeds, deadlineMs: 2_000 }] };
  }),
};
const record = await startRecord({ profile });

test('R35 R36 it keeps nothing: every partner is asked on demand', async () => {
  expect(area.profile.retention.kept).toBe('none');
  expect(area.profile.partners.every(({ mode }) => mode === 'view-only')).toBe(true);
  const { patient } = await look(record, 'gp', ann);
  expect(patient).toMatchObject({
    access: { permitted: true },
    problemList: { totalCount: 1 },
    investigationResults: { totalCount: 1 },
  });
  for (const table of ['message', 'entry']) expect(await record.sql(`select 1 from ${table} limit 1`)).toEqual([]);
});

const objected: { id: string; version: number }[] = [];
test('R12 R13 who objects leaves name, date of birth and NHS number, and nothing else, not even to who holds the rest', async () => {
  const { done, codes } = await object(record, 'gp', bilal);
  expect(codes).toEqual([]);
  objected.push(done);
  for (const persona of ['gp', 'hospital-doctor'] as const) {
    const { patient, text } = await look(record, persona, bilal);
    expect(patient.problemList).toMatchObject({ totalCount: 0, entries: [] });
    expect(patient.investigationResults.totalCount).toBe(0);
    const [entry]: Asked[] = patient.personDemographics.entries;
    expect(entry).toMatchObject({
      personName: { personFamilyName: ['EXAMPLEWORTH'] },
      dateOfBirth: '1952-03-14',
      nhsNumber: bilal,
      gender: null,
    });
    expect(text).not.toContain('Heart failure');
  }
});

test('R12 withdrawn, the partners are asked again, and nothing was kept in between', async () => {
  expect((await withdraw(record, 'gp', objected[0]!)).codes).toEqual([]);
  expect((await look(record, 'gp', bilal)).patient).toMatchObject({
    problemList: { totalCount: 1 },
    investigationResults: { totalCount: 1 },
  });
  for (const table of ['message', 'entry']) expect(await record.sql(`select 1 from ${table} limit 1`)).toEqual([]);
});

test('R9 there is no analysis on it', () => {
  expect(Object.keys(area.profile.purposes)).toEqual(['direct-care', 'emergency-care', 'access-review']);
});
