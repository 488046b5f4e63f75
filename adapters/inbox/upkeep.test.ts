import { expect, test } from 'vitest';
import { loadProfile } from '../../schema/profile.js';
import type { InboxStore } from '../../store/inbox/inbox-store.js';
import { keepUp, lateFeeds } from './upkeep.js';

const plain = loadProfile('cambridgeshire-peterborough');
const profile = { ...plain, feeds: plain.feeds.slice(0, 2).map((feed) => ({ ...feed, lateAfterHours: 2 })) };
const [first, second] = profile.feeds.map(({ name }) => name) as [string, string];
const nowMs = Date.UTC(2026, 4, 1, 12);
const hourMs = 3_600_000;

test('a feed is late when it brought nothing for longer than its profile allows, or never did', () => {
  const statuses = [{ feed: first, lastReceivedMs: nowMs - 5 * hourMs }];
  expect(lateFeeds(profile, statuses, nowMs)).toEqual([
    { feed: first, silentHours: 5 },
    { feed: second, silentHours: undefined },
  ]);
  expect(lateFeeds(profile, [...statuses, { feed: second, lastReceivedMs: nowMs - hourMs }], nowMs)).toMatchObject([
    { feed: first },
  ]);
  expect(lateFeeds(plain, statuses, nowMs)).toEqual([]);
});

test('it is said once, and so is that it no longer is; bytes older than the profile keeps them are let go', async () => {
  const said: string[] = [];
  const purged: string[] = [];
  let lastReceivedMs = 0;
  const store = {
    feeds: () => Promise.resolve([first, second].map((feed) => ({ feed, lastReceivedMs }))),
    purgeBytes: (before: string) => Promise.resolve(purged.push(before)),
  } as unknown as InboxStore;
  const say = (about: object, message: string) => void said.push(`${message} ${(about as { feed?: string }).feed ?? ''}`);
  const upkeep = keepUp({ store, profile, logger: { info: say, warn: say }, intervalMs: 5 });
  await expect.poll(() => purged.length).toBeGreaterThan(3);
  lastReceivedMs = Date.now();
  await expect.poll(() => said.filter((one) => one.startsWith('feed is no longer late'))).toHaveLength(2);
  await upkeep.close();
  expect(said.filter((one) => one.startsWith('feed is late'))).toEqual([`feed is late ${first}`, `feed is late ${second}`]);
  const days = (Date.now() - Date.parse(purged[0]!)) / 86_400_000;
  expect(Math.round(days)).toBe(profile.retention.rawMessagesDays);
});
