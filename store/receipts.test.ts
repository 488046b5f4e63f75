import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseNhsNumber } from '../schema/nhs-number.js';
import type { Statement, Subject } from '../schema/entry.js';
import { openPool } from './database.js';
import { openCipher } from './inbox/cipher.js';
import { freshStore, testDataKey, type FreshStore } from './test-database.js';
import { list, noon, people, problem, texts, unitOf } from './test-units.js';

let store: FreshStore;
beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => store.close());

const [anna, ben, cora] = people;
const real = parseNhsNumber('943 476 5919')!;

async function rowsOf(sql: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
  const pool = openPool(store.databaseUrl, 1);
  try {
    return (await pool.query(sql, [...values])).rows as Record<string, unknown>[];
  } finally {
    await pool.end();
  }
}

/** The bytes of a row, decrypted. */
function opened(row: Record<string, unknown>): Buffer {
  const { key_id: keyId, bytes, hash } = row as { key_id: string; bytes: Buffer; hash: Buffer };
  expect(bytes.includes('kept') || bytes.includes('unreadable')).toBe(false);
  return openCipher({ dataKey: testDataKey, dataDir: '/nowhere' }).open({ keyId, bytes }, hash);
}

describe('a unit is applied once', () => {
  test('the same bytes under the same identifier are a duplicate, within a batch and later', async () => {
    const unit = unitOf([problem(anna, 'asthma', 'Asthma')], { identifier: 'once' });
    expect(await store.apply([unit, unit])).toMatchObject([{ outcome: 'stored', entries: 1 }, { outcome: 'duplicate' }]);
    expect(await store.apply([unit])).toEqual([{ outcome: 'duplicate' }]);
    expect(texts((await store.readPerson(anna, ['problemList'])).entries)).toEqual(['RGT: Asthma']);
  });

  test('the same identifier with other bytes is another unit', async () => {
    const unit = unitOf([problem(anna, 'eczema', 'Eczema')], { identifier: 'reused' });
    const other = { ...unit, message: { ...unit.message, bytes: Buffer.from('other bytes') } };
    expect((await store.apply([unit, other])).map(({ outcome }) => outcome)).toEqual(['stored', 'stored']);
  });

  test('batches that arrive at once on many connections leave one unit and one entry each', async () => {
    const batch = Array.from({ length: 20 }, (_, i) =>
      unitOf([problem(ben, `p${i % 5}`, `${i}`)], { identifier: `race-${i}`, at: i }),
    );
    const answers = await Promise.all([batch, batch.toReversed(), batch.slice(5), batch].map((units) => store.apply(units)));
    expect(answers.flat().filter(({ outcome }) => outcome === 'stored')).toHaveLength(20);
    expect(texts((await store.readPerson(ben, ['problemList'])).entries)).toEqual([
      'RGT: 15',
      'RGT: 16',
      'RGT: 17',
      'RGT: 18',
      'RGT: 19',
    ]);
  });

  test('the bytes and what had no home are kept with the message', async () => {
    const unit = unitOf([problem(anna, 'kept', 'Kept')], { identifier: 'kept' });
    await store.apply([{ ...unit, translation: { ...unit.translation, unmapped: ['PID-10(1).1.1', 'odd "one", {x}'] } }]);
    const [row] = await rowsOf(`select hash, key_id, bytes, unmapped from message where message_identifier = 'kept'`);
    expect(row!['unmapped']).toEqual(['PID-10(1).1.1', 'odd "one", {x}']);
    expect(opened(row!).toString()).toBe('kept');
  });
});

describe('one bad unit does not lose the batch', () => {
  test('a key that PostgreSQL cannot hold is quarantined, and the others are stored', async () => {
    const outcomes = await store.apply([
      unitOf([problem(anna, 'good 1', 'Good 1')]),
      unitOf([problem(anna, 'NUL \0', 'Bad')]),
      unitOf([problem(anna, 'good 2', 'Good 2')]),
    ]);
    expect(outcomes).toMatchObject([
      { outcome: 'stored' },
      { outcome: 'quarantined', code: 'MESSAGE_UNMAPPABLE' },
      { outcome: 'stored' },
    ]);
  });

  test('what only the database refuses is quarantined alone', async () => {
    const bad = unitOf([{ ...problem(anna, 'bad', 'Bad'), recordedAt: 'a NUL \0' } as Statement]);
    const outcomes = await store.apply([unitOf([problem(anna, 'good 3', 'Good 3')]), bad]);
    expect(outcomes).toMatchObject([{ outcome: 'stored' }, { outcome: 'quarantined', code: 'MESSAGE_UNMAPPABLE' }]);
  });

  test('texts with NUL, lone surrogates and any length in them come back as they were', async () => {
    const text = `NUL \0, half a pair \ud83d, emoji 🩺, ${'long '.repeat(3000)}`;
    await store.apply([unitOf([problem(cora, 'odd text', text)])]);
    expect(texts((await store.readPerson(cora, ['problemList'])).entries)).toEqual([`RGT: ${text}`]);
  });

  test('keys longer than an index allows stay apart', async () => {
    const long = 'k'.repeat(5000);
    await store.apply([
      unitOf([problem(cora, `${long}1`, 'First'), problem(cora, `${long}2`, 'Second'), list(cora, 'problemList', [], 'none')]),
      unitOf([problem(cora, `${long}1`, 'First, changed')], { at: 5 }),
    ]);
    const { entries } = await store.readPerson(cora, ['problemList']);
    expect(texts(entries).filter((text) => text.length < 50)).toEqual(['RGT: First, changed', 'RGT: Second']);
  });
});

describe('a store of synthetic people', () => {
  test('refuses a unit that names a real NHS number anywhere, and keeps no byte of it', async () => {
    const outcomes = await store.apply([
      unitOf([problem(real, 'x', 'Real')], { identifier: 'real-1' }),
      unitOf([{ kind: 'link', subject: 'RGT|7' as Subject, nhsNumber: real }], { identifier: 'real-2' }),
    ]);
    expect(outcomes).toEqual([
      { outcome: 'quarantined', code: 'REAL_PERSON_REFUSED' },
      { outcome: 'quarantined', code: 'REAL_PERSON_REFUSED' },
    ]);
    expect(await rowsOf(`select bytes from quarantine where code = 'REAL_PERSON_REFUSED'`)).toEqual([
      { bytes: null },
      { bytes: null },
    ]);
    expect((await store.readPerson(real, ['problemList'])).facts.known).toBe(false);
  });

  test('cannot be declared real once it holds anything', async () => {
    await expect(store.setPopulation('real')).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await store.setPopulation('synthetic');
    expect(await store.population()).toBe('synthetic');
  });
});

test('a store of real people takes real numbers, and a store that nobody declared is one', async () => {
  const other = await freshStore({ population: 'real' });
  expect(await other.apply([unitOf([problem(real, 'x', 'Asthma')])])).toMatchObject([{ outcome: 'stored' }]);
  expect(await other.population()).toBe('real');
  await other.close();
});

describe('what was refused', () => {
  test('is kept with bytes, code and place, once however often it is sent', async () => {
    const { message } = unitOf([], { identifier: 'unreadable' });
    const reason = { code: 'MESSAGE_UNREADABLE', location: 'line 3', detail: 'not a segment' } as const;
    expect(await store.quarantine(message, reason)).toEqual({ outcome: 'quarantined', code: 'MESSAGE_UNREADABLE' });
    await store.quarantine(message, reason);
    const rows = await rowsOf(
      `select feed, code, location, detail, hash, key_id, bytes from quarantine where code = 'MESSAGE_UNREADABLE'`,
    );
    expect(opened(rows[0]!).toString()).toBe('unreadable');
    expect(rows).toMatchObject([
      {
        feed: 'rgt-pas',
        code: 'MESSAGE_UNREADABLE',
        location: 'line 3',
        detail: 'not a segment',
      },
    ]);
  });

  test('in part is told, while the rest of the unit stands', async () => {
    const refused = [{ code: 'DATE_INVALID', location: 'DG1-5' }] as const;
    const outcomes = await store.apply([unitOf([problem(anna, 'part', 'Part')], { refused, identifier: 'in part' })]);
    expect(outcomes).toEqual([{ outcome: 'stored', entries: 1, refused }]);
    const [row] = await rowsOf(`select message_id is not null as with_message, bytes from quarantine where location = 'DG1-5'`);
    expect(row).toEqual({ with_message: true, bytes: null });
  });

  test('that a partner keeps to itself leaves no bytes', async () => {
    const { message } = unitOf([], { identifier: 'adoption' });
    await store.quarantine(message, { code: 'ROW_EXCLUDED', location: 'line 9' });
    expect(await rowsOf(`select bytes from quarantine where code = 'ROW_EXCLUDED'`)).toEqual([{ bytes: null }]);
  });
});

test('each feed tells when it last brought something', async () => {
  const unit = unitOf([problem(anna, 'lab', 'Lab')], { feed: 'rgt-lab' });
  await store.apply([{ ...unit, message: { ...unit.message, receivedAt: noon(90) } }]);
  const older = unitOf([problem(anna, 'lab 2', 'Lab')], { feed: 'rgt-lab' });
  await store.apply([{ ...older, message: { ...older.message, receivedAt: noon(10) } }]);
  expect((await store.lastReceivedByFeed()).get('rgt-lab')).toBe(noon(90));
});
