/** Of a file that was held and then confirmed its sender is told what truly became of it, as of any other. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { confirmSnapshot } from '../adapters/files/snapshot.js';
import { loadProfile } from '../schema/profile.js';
import { testDataKey } from '../store/test-database.js';
import { ann, homeCare, registered } from './feed-messages.js';
import { startRecord } from './record.js';

const feed = 'cambridgeshire-adults';
const profile = loadProfile('cambridgeshire-peterborough');
const record = await startRecord({
  feeds: [registered(ann)],
  profile,
  settings: { DATA_KEY: testDataKey, FEED_SECRETS: `${feed}=${createHash('sha256').update('its secret').digest('hex')}` },
});
const authorization = `Basic ${Buffer.from(`${feed}:its secret`).toString('base64')}`;
const [header, row] = homeCare(ann).trimEnd().split('\r\n') as [string, string];
const others = Array.from({ length: 12 }, (_, n) => row.replace(ann, '').replace('0042417', `other ${n + 1}`));

const post = async (lines: readonly string[]) => {
  const body = [header, ...lines].join('\r\n');
  const headers = { 'content-type': 'text/csv', authorization };
  const answer = await fetch(`${record.url}/feeds/${feed}`, { method: 'POST', body, headers });
  expect(answer.status).toBe(202);
  return answer.headers.get('location')!;
};
const status = async (location: string) =>
  (await fetch(`${record.url}${location}`, { headers: { authorization } })).json() as Promise<Record<string, unknown>>;
const settledAs = (location: string, state: object) =>
  expect.poll(() => status(location), { timeout: 20_000 }).toMatchObject(state);

test('rows that were refused are in the status of a file that was held and then confirmed', async () => {
  await settledAs(await post([row, ...others]), { state: 'applied', stored: 13 });
  const location = await post([others[0]!, others[1]!, row.replace('01/07/2025', '31/31/2025')]);
  await settledAs(location, { state: 'held', expected: 13 });
  const { submission } = (await status(location)) as { submission: number };
  const report = await confirmSnapshot({ store: record.store, profile }, submission, 'erin');
  expect(report).toMatchObject({ quarantined: [{ code: 'DATE_INVALID' }], withdrawn: 10 });
  const after = await status(location);
  expect(after).toMatchObject({
    state: 'quarantined',
    code: 'DATE_INVALID',
    location: 'line 4, column Event_Start_Date',
    units: 3,
    stored: report.stored,
    duplicates: report.duplicates,
    withdrawn: 10,
  });
  for (const word of ['confirm', 'discard', 'expected']) expect(after).not.toHaveProperty(word);
  // The list of kept files says the same.
  const [listed] = await record.store.files.list({ feed, first: 1 });
  expect(listed).toMatchObject({ state: 'quarantined', decided: 'applied', outcome: { refused: 1 } });
});

test('one that was discarded is told of as such', async () => {
  await settledAs(await post([row, ...others]), { state: 'applied' });
  const location = await post([row]);
  await settledAs(location, { state: 'held' });
  const { submission } = (await status(location)) as { submission: number };
  expect(await record.store.snapshots.discard(submission, 'erin')).toBe(true);
  expect(await status(location)).toMatchObject({ state: 'discarded' });
});
