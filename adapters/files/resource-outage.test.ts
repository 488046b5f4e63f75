/** Something that translation reads is away while a long file is applied: the file waits, however often it is tried, and goes on when it is back. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import type * as Sdl from '../../schema/sdl.js';
import { loadProfile } from '../../schema/profile.js';
import { mostAttempts } from '../../store/attempts.js';
import { freshStore, testDataKey } from '../../store/test-database.js';
import type * as Opening from '../../store/open.js';
import type * as InboxModule from '../inbox/inbox.js';
import type * as Files from './file-inbox.js';
import { others, service, submissionOf } from './test-submissions.js';

const model = vi.hoisted(() => ({ isAway: true }));
vi.mock('../../schema/sdl.js', async (original) => {
  const real = await original<typeof Sdl>();
  const sdlOf: typeof Sdl.sdlOf = (...about) =>
    // As a file that is not there fails.
    model.isAway ? readFileSync('/nowhere/schema.graphql', 'utf8') : real.sdlOf(...about);
  return { ...real, sdlOf };
});
// Read once, and kept: each file finds it away anew.
beforeEach(() => {
  model.isAway = true;
  vi.resetModules();
});

const profile = loadProfile('cambridgeshire-peterborough');
const fresh = await freshStore();
afterAll(() => fresh.close());

const children = [
  'CHILD,NHS_Number,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN',
  '566910,9991000003,01/02/2024,S,C2,N1,U1,PR1,,,,ZZ99 3VZ,ZZ99 3WZ,1',
  '',
].join('\r\n');
const admission = (n: number) =>
  [
    `MSH|^~\\&|PAS|RGT|SCR|SCR|2026030211300${n}||ADT^A01^ADT_A01|W-${n}|P|2.4`,
    'EVN||20260302112900',
    'PID|1||9990000018^^^NHS^NH||Testperson^Ada||19410217|2',
    `PV1|1|I|WARD^1^2^RGT|21|||||||||||||||V${n}|||||||||||||||||||||||||20260302110000`,
  ].join('\r');

test.each([
  ['a snapshot', 'cambridgeshire-adults', submissionOf([service, ...others(3)]), 4],
  ['a long table', 'cambridgeshire-children', Buffer.from(children), 1],
  ['a long file of messages', 'rgt-pas', Buffer.from([1, 2, 3].map(admission).join('\r')), 3],
])(
  '%s',
  async (_what, feed, bytes, parts) => {
    // Modules anew, as in a process that has read nothing yet.
    const { openStore } = (await import('../../store/open.js')) as typeof Opening;
    const { openInbox } = (await import('../inbox/inbox.js')) as typeof InboxModule;
    const { openFileInbox } = (await import('./file-inbox.js')) as typeof Files;
    const store = await openStore({ databaseUrl: fresh.databaseUrl, dataKey: testDataKey });
    const warned: unknown[] = [];
    const logger = { info: () => undefined, warn: ({ code }: { code?: string }) => void warned.push(code) };
    const inbox = openInbox({ store, profile, logger, pollMs: 50 });
    const opened = () => openFileInbox({ store, profile, inbox, logger, pollMs: 20, streamedFrom: 1 });
    const files = opened();
    try {
      const content = async function* (): AsyncGenerator<Uint8Array> {
        yield await Promise.resolve(bytes);
      };
      const { name } = await files.keep({ content: content(), channel: 'https', feed });
      await expect.poll(() => warned.length, { timeout: 30_000 }).toBeGreaterThan(mostAttempts);
      expect(new Set(warned)).toEqual(new Set(['RESOURCE_UNAVAILABLE']));
      expect(await store.files.status(name)).toMatchObject({ state: 'waiting' });
      expect(await store.inbox.quarantined({ first: 10 })).toEqual([]);
      // Who ends does not wait for what is away.
      const endedMs = Date.now();
      await files.close();
      expect(Date.now() - endedMs).toBeLessThan(10_000);

      model.isAway = false;
      const next = opened();
      const report = await next.settled(name);
      expect(report).toMatchObject({ read: parts, quarantined: [] });
      // Messages were received before; of tables nothing was.
      expect(report.stored + report.duplicates).toBe(parts);
      await next.close();
    } finally {
      await files.close();
      await inbox.close();
      await store.close();
    }
  },
  90_000,
);
