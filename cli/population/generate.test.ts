import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { recognise } from '../../adapters/formats/recognise.js';
import { isSyntheticNhsNumber, parseNhsNumber } from '../../schema/nhs-number.js';
import { loadProfile } from '../../schema/profile.js';
import { populationFiles, type PopulationFile } from './generate.js';
import { samplePeople } from './sample-people.js';
import { stories } from './stories.js';
import { conditions, acuteConditions, allergies, medicines, procedures, vaccines } from './words/clinical.js';

const now = new Date('2026-06-15T09:30:00Z');
const digest = (files: Iterable<PopulationFile>): string => {
  const hash = createHash('sha256');
  for (const { feed, fileName, bytes } of files) hash.update(`${feed}\n${fileName}\n${bytes.length}\n`).update(bytes);
  return hash.digest('hex');
};

describe('the population', () => {
  const files = [...populationFiles({ now })];

  it('is the same, byte for byte, for the same seed, size and moment', () => {
    expect(digest(populationFiles({ now, people: 12 }))).toBe(digest(populationFiles({ now, people: 12 })));
  });

  it('is another for another seed, and keeps the names and numbers of the people with a story', () => {
    const other = [...populationFiles({ now, people: 12, seed: 7 })];
    expect(digest(other)).not.toBe(digest(populationFiles({ now, people: 12 })));
    const text = Buffer.concat(other.map(({ bytes }) => bytes)).toString('latin1');
    for (const { nhsNumber, name } of samplePeople) {
      expect(text).toContain(nhsNumber);
      expect(text).toContain(Buffer.from(name.split(' ')[0]!).toString('latin1'));
    }
  });

  it('does not change one person because there are more of them', () => {
    const few = [...populationFiles({ now, people: 10 })].filter(({ fileName }) => !fileName.endsWith('.csv'));
    expect(digest(few)).toBe(digest(files.slice(0, few.length)));
  });

  it('comes as thousands of files on every feed of the default profile but those of the practices nobody is registered with, each name once', () => {
    const profile = loadProfile('cambridgeshire-peterborough');
    const silent = new Set(
      profile.partners.filter(({ kind, ods }) => kind === 'gp-practice' && ods > 'Y99903').map(({ ods }) => ods),
    );
    expect(silent.size).toBe(82);
    const feeds = profile.feeds.filter(({ partner }) => !silent.has(partner)).map(({ name }) => name);
    expect(new Set(files.map(({ feed }) => feed))).toEqual(new Set(feeds));
    expect(new Set(files.map(({ fileName }) => fileName)).size).toBe(files.length);
    expect(files.length).toBeGreaterThan(2500);
    expect(files.length).toBeLessThan(5000);
  });

  it('is recognised by its content as the format of its feed', () => {
    const formats = new Map(loadProfile('cambridgeshire-peterborough').feeds.map(({ name, format }) => [name, format]));
    for (const { feed, fileName, bytes } of files) expect(recognise(bytes), fileName).toBe(formats.get(feed));
  });

  it('holds no number that could be a real NHS number: only valid ones of the range that is never issued', () => {
    const found = new Set<string>();
    for (const { fileName, bytes } of files) {
      const text = Buffer.from(bytes).toString('latin1');
      const written = [
        ...text.matchAll(/(?:PID\|1\|\||~|MRG\|)(\d{10})\^/g),
        ...text.matchAll(/root="2\.16\.840\.1\.113883\.2\.1\.(?:4\.1|3\.2\.4\.18\.23)" extension="(\d+)"/g),
        ...(fileName.endsWith('.csv') ? text.matchAll(/(?<![\d-])(\d{10}|\d{3} \d{3} \d{4})(?!\d)/g) : []),
      ].map((match) => match[1]!);
      for (const number of written) {
        const nhsNumber = parseNhsNumber(number);
        expect(nhsNumber !== undefined && isSyntheticNhsNumber(nhsNumber), fileName).toBe(true);
        found.add(nhsNumber!);
      }
    }
    // Two hundred people and the one number that a merge retires.
    expect(found.size).toBe(201);
  });

  it('tells no story of a person that the record itself must not tell', () => {
    const sensitive = stories.find(({ name }) => name === 'sensitive')!;
    expect(sensitive.tell).not.toMatch(/sexual|fertil|gender|terminat|infect|clinic/i);
    expect(samplePeople.map(({ story }) => story)).toContain(sensitive.tell);
  });
});

describe('the words', () => {
  const codes = [
    ...[...conditions, ...acuteConditions, ...procedures].map(({ snomed }) => snomed.code),
    ...allergies.flatMap(({ substance, reaction }) => [substance.code, reaction.code]),
    ...medicines.flatMap(({ dmd, route }) => [route.code, ...(dmd === undefined ? [] : [dmd])]),
    ...vaccines.map(({ code }) => code),
  ];

  it('hold SNOMED CT and dm+d codes whose check digit is right', () => {
    expect(codes.filter((code) => !hasCheckDigit(code))).toEqual([]);
  });

  it('name only medicines that there are', () => {
    const names = medicines.map(({ name }) => name);
    expect([...conditions, ...acuteConditions].flatMap((each) => each.medicines).filter((name) => !names.includes(name))).toEqual(
      [],
    );
  });
});

/** Verhoeff's check digit, as SNOMED CT identifiers carry it. */
function hasCheckDigit(code: string): boolean {
  const turn = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
  const turned = (digit: number, times: number): number => (times === 0 ? digit : turned(turn[digit]!, times - 1));
  // Products of the dihedral group of order ten.
  const times = (a: number, b: number): number =>
    a < 5 ? (b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5)) : b < 5 ? 5 + ((a - b + 5) % 5) : (a - b + 5) % 5;
  return [...code].reverse().reduce((sum, digit, index) => times(sum, turned(Number(digit), index % 8)), 0) === 0;
}
