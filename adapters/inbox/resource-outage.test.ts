/** Something that translation reads is away: the messages wait, and go on when it is back. */
import { readFileSync } from 'node:fs';
import { afterAll, expect, test, vi } from 'vitest';
import type * as Sdl from '../../schema/sdl.js';
import { loadProfile } from '../../schema/profile.js';
import { freshStore } from '../../store/test-database.js';
import { openInbox } from './inbox.js';

const model = vi.hoisted(() => ({ isAway: true }));
vi.mock('../../schema/sdl.js', async (original) => {
  const real = await original<typeof Sdl>();
  const sdlOf: typeof Sdl.sdlOf = (...about) =>
    // As a file that is not there fails: the model is read once, when it is first needed.
    model.isAway ? readFileSync('/nowhere/schema.graphql', 'utf8') : real.sdlOf(...about);
  return { ...real, sdlOf };
});

const store = await freshStore();
const warnings: unknown[] = [];
const logger = { warn: (about: object) => void warnings.push(about) };
const inbox = openInbox({ store, profile: loadProfile('cambridgeshire-peterborough'), logger, pollMs: 50 });
afterAll(async () => {
  await inbox.close();
  await store.close();
});

const admission = [
  'MSH|^~\\&|PAS|RGT|SCR|SCR|20260302113000||ADT^A01^ADT_A01|W-1|P|2.4',
  'EVN||20260302112900',
  'PID|1||9990000018^^^NHS^NH||Testperson^Ada||19410217|2',
  'PV1|1|I|WARD^1^2^RGT|21|||||||||||||||V1|||||||||||||||||||||||||20260302110000',
].join('\r');

test('messages are kept and wait with a warning, and none is quarantined; once the file is there again they are applied', async () => {
  const { id, repeated } = await inbox.receive({ channel: 'mllp', bytes: Buffer.from(admission) });
  expect(repeated).toBe(false);
  await expect.poll(() => warnings).toContainEqual({ code: 'RESOURCE_UNAVAILABLE' });
  expect(await inbox.settled(id, 1)).toBeUndefined();
  expect(await store.inbox.quarantined({ first: 10 })).toEqual([]);

  model.isAway = false;
  expect(await inbox.settled(id, 20_000)).toMatchObject({ state: 'applied' });
});
