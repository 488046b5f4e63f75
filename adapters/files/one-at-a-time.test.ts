/** Two processes on one database: of one feed they never apply two files at the same time, and of two feeds they may. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadProfile } from '../../schema/profile.js';
import { openStore } from '../../store/open.js';
import type { Store } from '../../store/store.js';
import { freshStore, testDataKey, type FreshStore } from '../../store/test-database.js';
import { openInbox } from '../inbox/inbox.js';
import { openFileInbox, type FileInbox } from './file-inbox.js';

const profile = loadProfile('cambridgeshire-peterborough');
const quiet = { info: () => undefined, warn: () => undefined };
let store: FreshStore;
const closing: (() => Promise<void>)[] = [];
beforeEach(async () => {
  store = await freshStore();
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  await store.close();
});

/** What is being applied, by whichever process. */
interface Watch {
  readonly order: string[];
  readonly now: Map<string, number>;
  mostOfOneFeed: number;
  mostFeeds: number;
}

/** The files of a process of its own, by its own connections. */
async function processOn(watch: Watch): Promise<FileInbox> {
  const own = await openStore({ databaseUrl: store.databaseUrl, dataKey: testDataKey });
  const applyNext: Store['files']['applyNext'] = (lane, applying) =>
    own.files.applyNext(lane, {
      ...applying,
      async apply(file) {
        watch.order.push(file.name);
        watch.now.set(lane, (watch.now.get(lane) ?? 0) + 1);
        watch.mostOfOneFeed = Math.max(watch.mostOfOneFeed, ...watch.now.values());
        watch.mostFeeds = Math.max(watch.mostFeeds, [...watch.now.values()].filter((count) => count > 0).length);
        try {
          // Time enough for the other to come upon it.
          await new Promise((resolve) => setTimeout(resolve, 100));
          return await applying.apply(file);
        } finally {
          watch.now.set(lane, watch.now.get(lane)! - 1);
        }
      },
    });
  const watched = { ...own, files: { ...own.files, applyNext } };
  const inbox = openInbox({ store: own, profile, logger: quiet });
  const files = openFileInbox({ store: watched, profile, inbox, logger: quiet, pollMs: 10, streamedFrom: 1 });
  closing.push(async () => {
    await files.close();
    await inbox.close();
    await own.close();
  });
  return files;
}

const header = 'CHILD,NHS_Number,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN';
const fileOf = async function* (child: number): AsyncGenerator<Uint8Array> {
  const row = `${child},9991000003,01/02/2024,S,C2,N1,U1,PR1,,,,ZZ99 3VZ,ZZ99 3WZ,1`;
  yield await Promise.resolve(Buffer.from([header, row, ''].join('\r\n')));
};

test('of one feed one file at a time, in the order of arrival; files of another feed go beside them', async () => {
  const watch: Watch = { order: [], now: new Map(), mostOfOneFeed: 0, mostFeeds: 0 };
  const both = [await processOn(watch), await processOn(watch)];
  const names: Record<string, string[]> = { 'cambridgeshire-children': [], 'peterborough-children': [] };
  for (let n = 0; n < 6; n++) {
    for (const [feed, kept] of Object.entries(names)) {
      kept.push((await both[n % 2]!.keep({ content: fileOf(n), channel: 'https', feed })).name);
    }
  }
  const all = Object.values(names).flat();
  const reports = await Promise.all(all.map((name, index) => both[index % 2]!.settled(name)));
  expect(reports.map(({ stored }) => stored)).toEqual(all.map(() => 1));
  expect(watch.mostOfOneFeed).toBe(1);
  expect(watch.mostFeeds).toBe(2);
  for (const kept of Object.values(names)) expect(watch.order.filter((name) => kept.includes(name))).toEqual(kept);
}, 60_000);
