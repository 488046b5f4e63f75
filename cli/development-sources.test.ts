import { expect, test } from 'vitest';
import { openViewOnlyPartners } from '../adapters/sources/ask.js';
import { parseNhsNumber } from '../schema/nhs-number.js';
import { loadProfile } from '../schema/profile.js';
import { loadSensitive } from '../schema/sensitive.js';
import { openDevelopmentSources } from './development-sources.js';
import { samplePeople } from './population/sample-people.js';

test(
  'in a profile that keeps nothing, stand-ins answer for every partner that names no source',
  { timeout: 60_000, retry: 2 },
  async () => {
    const sources = await openDevelopmentSources(loadProfile('ccr'), 10);
    const { profile } = sources!;
    const viewOnly = openViewOnlyPartners({
      profile,
      population: 'synthetic',
      sensitive: loadSensitive(profile),
      failed: (about) => expect.fail(JSON.stringify(about)),
    })!;
    try {
      const asker = { userId: 'u', roleCode: 'R0260', organisation: 'Y99801', purpose: 'direct-care', requestId: 'r' };
      const person = await viewOnly.read(parseNhsNumber(samplePeople[0]!.nhsNumber)!, asker);
      expect([...person.unavailable]).toEqual([]);
      expect(new Set(person.entries.map(({ section }) => section)).size).toBeGreaterThan(15);
      expect(new Set(person.entries.map(({ partner }) => partner)).size).toBeGreaterThan(3);
      const stranger = await viewOnly.read(parseNhsNumber('9999999484') ?? parseNhsNumber('9990009996')!, asker);
      expect(stranger.entries).toEqual([]);
    } finally {
      await viewOnly.close();
      await sources!.close();
    }
  },
);

test('where a copy of everything is held, nobody stands in', async () => {
  expect(await openDevelopmentSources(loadProfile('cheshire'), 10)).toBeUndefined();
});
