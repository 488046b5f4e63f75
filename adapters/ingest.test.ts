import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseNhsNumber } from '../schema/nhs-number.js';
import { loadProfile } from '../schema/profile.js';
import { freshStore, type FreshStore } from '../store/test-database.js';
import { ingestBytes, openIngest } from './ingest.js';

const profile = loadProfile('cambridgeshire-peterborough');
const ada = parseNhsNumber('9990000018')!;
let store: FreshStore;
beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => store.close());

const message = (control: string, nhsNumber = '9990000018', family = 'Testperson') =>
  [
    `MSH|^~\\&|PAS|RGT|SCR|SCR|20260302113000||ADT^A31^ADT_A05|${control}|P|2.4`,
    'EVN||20260302112900',
    `PID|1||${nhsNumber}^^^NHS^NH||${family}^Ada||19410217|2`,
  ].join('\r');

describe('the report of an ingestion', () => {
  test('counts what was read, stored, known already and quarantined, with code and place', async () => {
    const file = [
      message('R1'),
      message('R2'),
      message('R1'),
      'MSH|^~\\&|PAS|RGT\rnot a segment',
      message('R3', '9434765919'),
    ].join('\r');
    const report = await ingestBytes(store, profile, { bytes: Buffer.from(file), fileName: 'day.hl7' });
    expect(report).toMatchObject({ read: 5, stored: 2, duplicates: 1 });
    expect(report.entries).toBeGreaterThan(0);
    expect(report.quarantined).toEqual([
      { code: 'MESSAGE_UNREADABLE', location: 'line 2', whole: true, fileName: 'day.hl7' },
      { code: 'REAL_PERSON_REFUSED', location: 'store', whole: true, fileName: 'day.hl7' },
    ]);
    expect((await store.readPerson(ada, ['personDemographics'])).entries).toHaveLength(1);
  });

  test('of the same file again says that everything was known', async () => {
    const bytes = Buffer.from(message('again'));
    await ingestBytes(store, profile, { bytes });
    expect(await ingestBytes(store, profile, { bytes })).toMatchObject({ read: 1, stored: 0, duplicates: 1, quarantined: [] });
  });
});

test('many small files are stored in batches, and all are there when it has finished', async () => {
  const ingest = openIngest(store, profile);
  for (let i = 0; i < 450; i++) await ingest.add({ bytes: Buffer.from(message(`many-${i}`)) });
  expect(await ingest.finish()).toMatchObject({ read: 450, stored: 450 });
});

test('an outage of the store is an error, not a quarantine', async () => {
  const gone = await freshStore();
  await gone.close();
  await expect(ingestBytes(gone, profile, { bytes: Buffer.from(message('lost')) })).rejects.toMatchObject({
    code: 'STORE_UNAVAILABLE',
  });
});
