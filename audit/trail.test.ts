import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseNhsNumber, type NhsNumber } from '../schema/nhs-number.js';
import type { Viewer } from '../schema/viewer.js';
import { freshStore, type FreshStore } from '../store/test-database.js';
import { openAuditWriter } from './append.js';
import { DisclosureCollector } from './collect.js';
import { searchTrail } from './search.js';

const one = parseNhsNumber('9990000018')!;
const two = parseNhsNumber('9990000026')!;

function looked(nhsNumber: NhsNumber, atUtc: string, userId = 'user-1') {
  const viewer: Viewer = {
    userId,
    name: 'A Nurse',
    roleCode: 'R8001',
    role: 'nurse',
    organisation: 'RGT',
    purpose: 'direct-care',
    sessionId: 's',
  };
  const collector = new DisclosureCollector();
  collector.touched(nhsNumber, { relationship: 'admission at RGT', lawfulBasis: ['UK GDPR 6(1)(e)'], subgraph: 'encounters' });
  collector.returned(nhsNumber, 'ProblemListEntry.problem', 1, ['RGT'], ['e1']);
  collector.withheld(nhsNumber, 'Patient.documents', 'NOT_YET_LIVE', 'R30 datasets', ['RT1']);
  return collector.disclosures({ viewer, operationName: 'Record', operationHash: 'abc', requestId: 'r', atUtc });
}

describe('the trail', () => {
  let store: FreshStore;
  beforeAll(async () => {
    store = await freshStore();
    const writer = openAuditWriter(store);
    await Promise.all([
      writer.append(looked(one, '2026-05-01T09:00:00.000Z')),
      writer.append(looked(one, '2026-05-31T23:59:59.500Z', 'user-2')),
      writer.append(looked(one, '2026-06-01T00:00:00.000Z')),
      writer.append(looked(two, '2026-05-15T00:00:00.000Z')),
    ]);
  });
  afterAll(() => store.close());

  test('gives back what was written, newest first, of that person only', async () => {
    const { totalCount, disclosures } = await searchTrail(store, { nhsNumber: one });
    expect(totalCount).toBe(3);
    expect(disclosures.map(({ atUtc }) => atUtc)).toEqual([
      '2026-06-01T00:00:00.000Z',
      '2026-05-31T23:59:59.500Z',
      '2026-05-01T09:00:00.000Z',
    ]);
    expect(disclosures[0]).toMatchObject({
      nhsNumber: one,
      relationship: 'admission at RGT',
      returned: [{ coordinate: 'ProblemListEntry.problem', count: 1, partners: ['RGT'], entries: ['e1'] }],
      withheld: [{ coordinate: 'Patient.documents', reason: 'NOT_YET_LIVE', rule: 'R30 datasets', partners: ['RT1'] }],
    });
  });

  test('is searched by partial dates, which mean their whole period, by user, and in pages', async () => {
    const count = async (query: Partial<Parameters<typeof searchTrail>[1]>) =>
      (await searchTrail(store, { nhsNumber: one, ...query })).totalCount;
    expect(await count({ from: '2026-05', to: '2026-05' })).toBe(2);
    expect(await count({ from: '2026-06-01' })).toBe(1);
    expect(await count({ userId: 'user-2' })).toBe(1);
    const page = await searchTrail(store, { nhsNumber: one, first: 1, offset: 1 });
    expect(page.totalCount).toBe(3);
    expect(page.disclosures.map(({ viewer }) => viewer.userId)).toEqual(['user-2']);
  });

  test('refuses a date that is none and a page without end', async () => {
    await expect(searchTrail(store, { nhsNumber: one, from: '01/05/2026' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      location: 'from',
    });
    await expect(searchTrail(store, { nhsNumber: one, first: 101 })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(searchTrail(store, { nhsNumber: one, offset: -1 })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  test('cannot be changed, shortened or emptied, even by the user that writes it', async () => {
    const client = new pg.Client({ connectionString: store.databaseUrl });
    await client.connect();
    try {
      for (const sql of [
        `update disclosure set user_id = 'nobody'`,
        `update disclosure set document = '{}' where false or true`,
        'delete from disclosure',
        'truncate disclosure',
      ]) {
        await expect(client.query(sql), sql).rejects.toThrow(/append-only/);
      }
    } finally {
      await client.end();
    }
    expect((await searchTrail(store, { nhsNumber: one })).totalCount).toBe(3);
  });
});

describe('a trail that cannot be written', () => {
  test('fails every request that waits for it, and none afterwards once it can be written again', async () => {
    const store = await freshStore();
    const client = new pg.Client({ connectionString: store.databaseUrl });
    await client.connect();
    try {
      const writer = openAuditWriter(store);
      await client.query('alter table disclosure rename to disclosure_away');
      const failed = await Promise.allSettled([1, 2, 3, 4].map(() => writer.append(looked(one, '2026-05-01T09:00:00.000Z'))));
      for (const one of failed) expect(one).toMatchObject({ status: 'rejected', reason: { code: 'AUDIT_UNAVAILABLE' } });
      await expect(searchTrail(store, { nhsNumber: one })).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });

      await client.query('alter table disclosure_away rename to disclosure');
      await writer.append(looked(one, '2026-05-02T09:00:00.000Z'));
      expect((await searchTrail(store, { nhsNumber: one })).totalCount).toBe(1);
    } finally {
      await client.end();
      await store.close();
    }
  });
});
