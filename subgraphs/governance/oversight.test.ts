/** What is about no person: refused accesses and feeds, for the privacy officer alone. */
import { expect, test } from 'vitest';
import { openSurroundings } from '../request.js';
import { ask, gp, officer, store, surroundings, viewer } from './test-governance.js';

const refused = `query ($from: PartialDateTime, $to: PartialDateTime, $first: Int, $offset: Int) {
  refusedAccesses(from: $from, to: $to, first: $first, offset: $offset) { more accesses { at code way address userId } }
}`;
const feeds = '{ feeds { name partner { odsCode } lastReceivedAt waiting lagSeconds failedLastDay lastFailure unpaired late } }';

test('R38 who was refused at the door is read page by page, of whole days', async () => {
  const atMs = (time: string) => Date.parse(`2026-05-${time}Z`);
  await store.access.appendRefused([
    { atMs: atMs('01T10:00:00'), code: 'TOKEN_REFUSED', way: 'graphql', address: '192.0.2.1', userId: 'user-1' },
    { atMs: atMs('02T23:59:59.999'), code: 'LAUNCH_REFUSED', way: 'launch' },
    { atMs: atMs('03T00:00:00'), code: 'TOKEN_REFUSED', way: 'documents' },
  ]);
  const { data, disclosures } = await ask(officer, refused, { from: '2026-05-01', to: '2026-05-02', first: 1 });
  expect(data!['refusedAccesses']).toEqual({
    more: true,
    accesses: [{ at: '2026-05-02T23:59:59+00:00', code: 'LAUNCH_REFUSED', way: 'launch', address: null, userId: null }],
  });
  expect(disclosures).toEqual([]);
  const second = await ask(officer, refused, { from: '2026-05-01', to: '2026-05-02', first: 1, offset: 1 });
  expect(second.data!['refusedAccesses']).toMatchObject({ more: false, accesses: [{ address: '192.0.2.1', userId: 'user-1' }] });
  expect((await ask(officer, refused, { from: 'yesterday' })).errors).toEqual([['BAD_REQUEST', undefined]]);
  expect((await ask(officer, refused, { first: 201 })).errors).toEqual([['BAD_REQUEST', undefined]]);
});

test('each feed says when it last brought something, and whether it is late', async () => {
  const { data } = await ask(officer, feeds);
  const of = (name: string) => data!['feeds'].find((feed: { name: string }) => feed.name === name);
  expect(data!['feeds']).toHaveLength(surroundings.profile.feeds.length);
  expect(of('y99901-gp')).toMatchObject({
    partner: { odsCode: 'Y99901' },
    waiting: 0,
    failedLastDay: 0,
    unpaired: 0,
    late: false,
  });
  expect(of('y99901-gp').lastReceivedAt).toMatch(/^20/);

  const strict = surroundings.profile.feeds.map((feed) => ({ ...feed, lateAfterHours: 1 }));
  const within = await openSurroundings(store, { ...surroundings.profile, feeds: strict });
  const late = (await ask(officer, feeds, {}, within)).data!['feeds'].filter((feed: { late: boolean }) => feed.late);
  expect(late).toHaveLength(strict.length - 1);
  expect(late[0]).toMatchObject({ lastReceivedAt: null, lastFailure: null });
});

test.each([
  ['the own GP', gp, 'ROLE_NOT_PERMITTED'],
  ['a privacy officer for direct care', viewer('privacy-officer', 'RGT', 'direct-care'), 'PURPOSE_NOT_PERMITTED'],
])('%s is refused both', async (_who, asking, reason) => {
  expect(await ask(asking, refused)).toMatchObject({ data: { refusedAccesses: null }, errors: [['WITHHELD', reason]] });
  expect(await ask(asking, feeds)).toMatchObject({ data: { feeds: null }, errors: [['WITHHELD', reason]] });
});
