import { expect, test } from 'vitest';
import { translateBytes } from '../../adapters/translate.js';
import { populationFiles } from '../../cli/population/generate.js';
import { parseNhsNumber, type NhsNumber } from '../../schema/nhs-number.js';
import { utcNow } from '../../schema/partial-date.js';
import { loadProfile } from '../../schema/profile.js';
import { sectionNames } from '../../schema/sections.js';
import { loadSensitive } from '../../schema/sensitive.js';
import { freshStore } from '../test-database.js';
import { foldUnits, type UnitsOfPerson } from './in-memory.js';
import type { Unit } from './units.js';

const profile = loadProfile('cambridgeshire-peterborough');
const sensitive = loadSensitive(profile);
const now = new Date('2026-06-15T09:30:00Z');

const units: Unit[] = [];
for (const file of populationFiles({ now, people: 20 })) {
  for (const unit of translateBytes(file.bytes, { profile, feed: file.feed, fileName: file.fileName, receivedAt: utcNow(now) })) {
    if (unit.refusal === undefined) units.push(unit);
  }
}

const inOrder = <T>(list: readonly T[], by: (one: T) => string): T[] => list.toSorted((a, b) => (by(a) < by(b) ? -1 : 1));
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

test('units folded in memory say of a person what the store says after they were stored', { timeout: 120_000 }, async () => {
  const store = await freshStore({ sensitive });
  try {
    for (let at = 0; at < units.length; at += 200) await store.apply(units.slice(at, at + 200));
    const numbers = new Set(
      units.flatMap(({ translation }) =>
        translation.statements.flatMap((one) => ('subject' in one ? (parseNhsNumber(one.subject) ?? []) : [])),
      ),
    );
    expect(numbers.size).toBeGreaterThan(15);
    let compared = 0;
    for (const nhsNumber of numbers) {
      const stored = await store.readPerson(nhsNumber, sectionNames);
      const folded = foldUnits(units, { nhsNumber, population: 'synthetic', sensitive });
      expect(compare(folded, stored.facts.nhsNumber)).toEqual(
        compare({ facts: stored.facts, entries: stored.entries, files: new Map() }, stored.facts.nhsNumber),
      );
      compared += stored.entries.length;
    }
    expect(compared).toBeGreaterThan(300);
  } finally {
    await store.close();
  }

  // An entry keeps the identifier it came under, which after a merge may be another of the person's: the id tells no more.
  function compare({ facts, entries }: UnitsOfPerson, canonical: NhsNumber) {
    return asJson({
      canonical,
      involvements: inOrder(facts.involvements, (one) =>
        JSON.stringify(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1))),
      ),
      objections: facts.objections.map(({ sections }) => sections ?? 'all'),
      sensitiveAddress: facts.sensitiveAddress,
      entries: inOrder(
        entries.map(({ section, partner, startsMs, endsMs, body }) => ({ section, partner, startsMs, endsMs, body })),
        (one) => JSON.stringify([one.section, one.partner, one.body.provenance.messageIdentifier, one.body]),
      ),
    });
  }
});
