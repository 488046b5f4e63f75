import { describe, expect, it } from 'vitest';
import { translateBytes } from '../../adapters/translate.js';
import { utcNow } from '../../schema/partial-date.js';
import { loadProfile, type Profile } from '../../schema/profile.js';
import { populationFiles } from './generate.js';
import { recastFor } from './recast.js';
import { samplePeople } from './sample-people.js';

const now = new Date('2026-06-15T09:30:00Z');
const sent = [...populationFiles({ now, people: 60 })];

/** What the profile's partners say of everybody, and what was refused of it. */
function told(profile: Profile) {
  const recast = recastFor(profile);
  const files = sent.flatMap((file) => recast(file) ?? []);
  const refusals: string[] = [];
  const involved = new Map<string, Set<string>>();
  const partners = new Set<string>();
  for (const file of files) {
    for (const unit of translateBytes(file.bytes, {
      profile,
      feed: file.feed,
      fileName: file.fileName,
      receivedAt: utcNow(now),
    })) {
      if (unit.refusal !== undefined) refusals.push(`${file.fileName} ${unit.refusal.code} ${unit.refusal.location}`);
      else {
        refusals.push(...unit.refused.map(({ code, location }) => `${file.fileName} ${code} ${location}`));
        partners.add(unit.message.partner);
        for (const one of unit.translation.statements) {
          if (one.kind !== 'involvement' || one.op === 'retract') continue;
          const of = involved.get(one.subject) ?? new Set();
          involved.set(one.subject, of.add(`${one.involvement.organisation ?? ''} ${one.involvement.kind ?? ''}`));
        }
      }
    }
  }
  return { files, refusals, partners, involved };
}

const theFirst = samplePeople[0]!.nhsNumber;

describe('the population in another profile', () => {
  it('is sent as it is in the default one', () => {
    const profile = loadProfile('cambridgeshire-peterborough');
    expect(told(profile).files).toEqual(sent);
  });

  it.each([
    ['cheshire', 'RJR', 'Y99701', 'Y99751', 'RX7'],
    ['blmk-bedfordshire-luton', 'RC9', 'Y99601', 'Y99651', 'RYC'],
    ['blmk-milton-keynes', 'RD8', 'Y99501', 'Y99551', 'RYE'],
  ])(
    '%s: is told by its own partners, in its own codes, and translated without a refusal',
    (name, acute, practice, council, ambulance) => {
      const profile = loadProfile(name);
      const { refusals, partners, involved, files } = told(profile);
      // Where dissent counts by another route only, the feed is told so.
      expect(refusals.filter((one) => profile.objections.byFeed || !one.endsWith('ROW_EXCLUDED dissent by feed'))).toEqual([]);
      const known = new Set(profile.partners.map(({ ods }) => ods));
      expect([...partners].filter((ods) => !known.has(ods))).toEqual([]);
      expect([...involved.get(theFirst)!]).toEqual(
        expect.arrayContaining([
          `${acute} admission`,
          `${practice} registered-practice`,
          `${council} social-care-service`,
          `${ambulance} attendance`,
        ]),
      );
      const organisations = new Set([...involved.values()].flatMap((of) => [...of].map((one) => one.split(' ')[0]!)));
      expect([...organisations].filter((ods) => !known.has(ods))).toEqual([]);
      const text = files.map(({ bytes }) => Buffer.from(bytes).toString('latin1')).join('\n');
      expect(text).not.toMatch(/Granta Example|Cambridge University|\bRGT(?:\d\d)?\b|\bY9990[123]\b/i);
    },
  );

  it('ccr: nothing is taken in of partners that are asked on demand', () => {
    expect(told(loadProfile('ccr')).files).toEqual([]);
  });
});
