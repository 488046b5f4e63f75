import { expect, test } from 'vitest';
import { loadProfile } from '../schema/profile.js';
import type { Viewer } from '../schema/viewer.js';
import type { Store } from '../store/store.js';
import { openRequest, openSurroundings } from './request.js';

const profile = loadProfile('cambridgeshire-peterborough');
const viewer: Viewer = {
  userId: 'u',
  name: undefined,
  roleCode: 'R0260',
  role: 'gp',
  organisation: 'Y99901',
  purpose: 'direct-care',
  sessionId: 's',
};
const store = { population: () => Promise.resolve('synthetic') } as unknown as Store;
const about = { viewer, requestId: 'r', operation: { name: undefined, hash: '' }, sections: [] };

test('a request sees one version of the profile throughout; the next request sees the next', async () => {
  const surroundings = await openSurroundings(store, profile);
  const before = openRequest(surroundings, about);
  const policy = before.surroundings.policy;
  surroundings.use({ ...profile, title: 'Another', datasets: [] });
  expect(before.surroundings.profile.title).toBe(profile.title);
  expect(before.surroundings.policy).toBe(policy);
  const after = openRequest(surroundings, about);
  expect(after.surroundings.profile.title).toBe('Another');
  expect(after.surroundings.policy.partners.get('RGT')!.datasets.size).toBe(0);
});

test('a profile that cannot be meant does not come into force', async () => {
  const surroundings = await openSurroundings(store, profile);
  const datasets = [{ partners: ['RZZ'], sections: 'all' as const, liveFrom: null }];
  expect(() => surroundings.use({ ...profile, datasets })).toThrow();
  expect(openRequest(surroundings, about).surroundings.profile).toBe(profile);
});
