import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseNhsNumber } from '../../schema/nhs-number.js';
import type { PartialDateTime } from '../../schema/partial-date.js';
import { loadProfile } from '../../schema/profile.js';
import { openPool } from '../../store/database.js';
import { freshStore, type FreshStore } from '../../store/test-database.js';
import { confirmSnapshot } from './snapshot.js';
import { fileOf, takeInFile } from './take-in-file.js';
import { meals, others, service, submissionOf as file } from './test-submissions.js';

const profile = loadProfile('cambridgeshire-peterborough');
const ada = parseNhsNumber('9991000003')!;
let store: FreshStore;
beforeEach(async () => {
  store = await freshStore();
});
afterEach(() => store.close());

function take(bytes: Buffer, receivedAt = '2026-06-20T09:00:00Z') {
  return takeInFile({ store, profile }, fileOf(bytes), { fileName: 'cld.csv', receivedAt: receivedAt as PartialDateTime });
}

async function packages(): Promise<string[]> {
  const { entries } = await store.readPerson(ada, ['servicesAndCare']);
  return entries
    .map(({ body }) => (body as { socialCarePackageName?: string }).socialCarePackageName ?? '')
    .toSorted((a, b) => a.localeCompare(b));
}

async function count(table: 'message' | 'fact' | 'feed_submission_part' | 'feed_submission_row'): Promise<number> {
  const pool = openPool(store.databaseUrl, 1);
  try {
    return Number((await pool.query<{ count: string }>(`select count(*) from ${table}`)).rows[0]!.count);
  } finally {
    await pool.end();
  }
}

describe('a snapshot', () => {
  test('is applied row by row, and is nothing new the second time', async () => {
    expect(await take(file([service, meals, ...others(3)]))).toMatchObject({
      read: 5,
      stored: 5,
      duplicates: 0,
      quarantined: [],
    });
    expect(await packages()).toEqual(['Home support or domiciliary care', 'Meals']);
    const facts = await count('fact');
    expect(await take(file([service, meals, ...others(3)]))).toMatchObject({ read: 5, stored: 0, duplicates: 5 });
    expect(await count('fact')).toBe(facts);
    expect([await count('feed_submission_part'), await count('feed_submission_row')]).toEqual([0, 0]);
  });

  test('of the next period says of rows that are as they were nothing; changed, new and left out rows count', async () => {
    await take(file([service, meals, ...others(8)]));
    const messages = await count('message');
    const ended = { ...service, Event_End_Date: '01/06/2026', Event_Outcome: 'NFA: Support ended as planned' };
    const transport = { ...service, Service_Component: 'Transport' };
    const report = await take(file([ended, transport, ...others(8)], '06'));
    expect(report).toMatchObject({ read: 10, stored: 2, duplicates: 8, withdrawn: 1, quarantined: [] });
    // Two rows, and the taking back of one.
    expect(await count('message')).toBe(messages + 3);
    expect(await packages()).toEqual(['Home support or domiciliary care', 'Transport']);
    const [first] = (await store.readPerson(ada, ['servicesAndCare'])).entries.filter(({ body }) =>
      JSON.stringify(body).includes('Home support'),
    );
    expect(first!.body).toMatchObject({ serviceEndDate: '2026-06-01' });
  });

  test('brings back what an earlier one left out, and what it said before', async () => {
    await take(file([service, meals, ...others(8)]));
    await take(file([service, ...others(8)]));
    expect(await packages()).toEqual(['Home support or domiciliary care']);
    await take(file([service, meals, ...others(8)]));
    expect(await packages()).toEqual(['Home support or domiciliary care', 'Meals']);
  });

  test('leaves what lies before its period', async () => {
    const old = { ...meals, Event_Start_Date: '01/02/2025', Event_End_Date: '01/04/2025' };
    await take(file([service, old, ...others(8)]));
    expect(await take(file([service, ...others(8)], '06'))).not.toHaveProperty('withdrawn');
    expect(await packages()).toEqual(['Home support or domiciliary care', 'Meals']);
  });

  test('of an earlier period than the last one changes nothing that one covers', async () => {
    await take(file([service, ...others(8)], '06'));
    expect(await take(file([meals, { ...service, Event_Outcome: 'NFA: Other' }], '03'))).toMatchObject({
      stored: 0,
      duplicates: 2,
    });
    expect(await packages()).toEqual(['Home support or domiciliary care']);
  });

  test('quarantines bad rows, and takes nothing back of a person of whom a row cannot be read', async () => {
    await take(file([service, meals, ...others(8)]));
    const bad = { ...meals, Event_Start_Date: '31/31/2025' };
    const report = await take(file([service, bad, ...others(7)], '06'));
    expect(report?.quarantined).toEqual([
      { code: 'DATE_INVALID', location: 'line 3, column Event_Start_Date', whole: true, fileName: 'cld.csv' },
    ]);
    expect(report).toMatchObject({ withdrawn: 1 });
    expect(await packages()).toEqual(['Home support or domiciliary care', 'Meals']);
  });

  test('that was interrupted goes on where it stopped', async () => {
    const bytes = file([service, meals, ...others(400)]);
    let calls = 0;
    const apply: FreshStore['apply'] = (units) => {
      if (units.length > 0 && ++calls === 2) throw new Error('the process is gone');
      return store.apply(units);
    };
    const about = { fileName: 'cld.csv', receivedAt: '2026-06-20T09:00:00Z' as PartialDateTime };
    await expect(takeInFile({ store: { ...store, apply }, profile }, fileOf(bytes), about)).rejects.toThrow(
      'the process is gone',
    );
    expect(await count('message')).toBe(200);
    expect(await take(bytes)).toMatchObject({ read: 402, stored: 202, duplicates: 200 });
    expect(await count('message')).toBe(402);
  });
});

describe('a snapshot that names less than four fifths of the last one', () => {
  test('waits and changes nothing until it is confirmed', async () => {
    await take(file([service, meals, ...others(8)]));
    const report = await take(file([meals, ...others(6)], '06'));
    const [held] = report!.held!;
    expect(report).toMatchObject({ stored: 0, quarantined: [{ code: 'SNAPSHOT_HELD' }] });
    expect(held).toMatchObject({ rows: 7, expected: 10, named: 7 });
    expect(await packages()).toEqual(['Home support or domiciliary care', 'Meals']);
    // Sent again it still waits.
    expect((await take(file([meals, ...others(6)], '06')))!.held).toEqual([held]);
    expect(await confirmSnapshot({ store, profile }, held!.submission, 'erin')).toMatchObject({ withdrawn: 3 });
    expect(await packages()).toEqual(['Meals']);
    expect(await store.snapshots.submission(held!.submission)).toMatchObject({
      state: 'applied',
      settledBy: 'erin',
      withdrawn: 3,
    });
    await expect(confirmSnapshot({ store, profile }, held!.submission, 'erin')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('is dropped when it is discarded, and a later one stands', async () => {
    await take(file([service, meals, ...others(8)]));
    const [held] = (await take(file([service])))!.held!;
    expect(await store.snapshots.held()).toHaveLength(1);
    expect(await store.snapshots.discard(held!.submission, 'erin')).toBe(true);
    expect([await count('feed_submission_part'), await count('feed_submission_row')]).toEqual([0, 0]);
    expect(await take(file([service, ...others(8)]))).toMatchObject({ withdrawn: 1 });
  });

  test('cannot be confirmed once a later one was applied', async () => {
    await take(file([service, meals, ...others(8)]));
    const [held] = (await take(file([service])))!.held!;
    await take(file([service, ...others(8)]));
    await expect(confirmSnapshot({ store, profile }, held!.submission, 'erin')).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
  });
});
