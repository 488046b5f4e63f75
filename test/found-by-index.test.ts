/** What is received, applied and read is found by indexes, from the first message on, when the server has counted nothing yet. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openInbox } from '../adapters/inbox/inbox.js';
import { hospitalMessages, nhsNumberOf } from '../bench/feeds-messages.js';
import { parseNhsNumber } from '../schema/nhs-number.js';
import { loadProfile } from '../schema/profile.js';
import { openPool } from '../store/database.js';
import { openStore } from '../store/open.js';
import { freshStore, testDataKey, type FreshStore } from '../store/test-database.js';

vi.setConfig({ testTimeout: 120_000 });
const profile = loadProfile('cambridgeshire-peterborough');
/** Nobody's. */
const unknown = nhsNumberOf(9_000);
let store: FreshStore;
beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => store.close());

/** Those that grow with every message. */
const growing = ['entry', 'fact', 'identity_edge', 'message', 'person_subject'];

/** Rows read in passing through a table, and how often it was asked by an index. */
async function reads(): Promise<Map<string, { readonly passing: number; readonly byIndex: number }>> {
  const pool = openPool(store.databaseUrl, 1);
  try {
    const found = await pool.query<{ relname: string; passing: string; by_index: string }>(
      'select relname, seq_tup_read as passing, idx_scan as by_index from pg_stat_user_tables where relname = any ($1::text[])',
      [growing],
    );
    return new Map(found.rows.map((row) => [row.relname, { passing: Number(row.passing), byIndex: Number(row.by_index) }]));
  } finally {
    await pool.end();
  }
}

const quiet = { warn: () => undefined };

test('no table that grows with what is stored is read as a whole, by whoever writes or reads', async () => {
  const before = await reads();
  const reader = await openStore({ databaseUrl: store.databaseUrl, dataKey: testDataKey });
  const readSome = async (): Promise<void> => {
    for (let n = 0; n < 20; n++)
      await reader.readPerson(parseNhsNumber(n % 2 === 0 ? nhsNumberOf(n) : unknown)!, ['contactsWithProfessionals']);
  };
  await readSome();
  // With connections of its own: the server counts what they did when they end.
  const inbox = openInbox({ store, profile, logger: quiet, pollMs: 50, appliesIn: 'own thread' });
  const next = hospitalMessages(20);
  for (let turn = 0; turn < 3; turn++) {
    const receipts = await Promise.all(Array.from({ length: 60 }, () => inbox.receive({ channel: 'mllp', bytes: next() })));
    for (const { id } of receipts) expect(await inbox.settled(id, 60_000)).toMatchObject({ state: 'applied' });
  }
  await inbox.close();
  await expect.poll(async () => (await reads()).get('fact')!.byIndex, { timeout: 20_000 }).toBeGreaterThan(0);
  const between = await reads();
  await readSome();
  await reader.close();
  const byIndex = async (): Promise<number> => (await reads()).get('entry')!.byIndex;
  await expect.poll(byIndex, { timeout: 20_000 }).toBeGreaterThan(between.get('entry')!.byIndex + 20);
  const after = await reads();
  // One row of a table tells that it is not empty.
  expect(growing.filter((table) => after.get(table)!.passing > before.get(table)!.passing + 1)).toEqual([]);
  expect(growing.filter((table) => after.get(table)!.byIndex === before.get(table)!.byIndex)).toEqual([]);
});
