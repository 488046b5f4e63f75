import { describe, expect, it } from 'vitest';
import { translateBytes } from '../../adapters/translate.js';
import type { Section, Statement } from '../../schema/entry.js';
import { utcNow } from '../../schema/partial-date.js';
import { loadProfile } from '../../schema/profile.js';
import { sectionNames, sections } from '../../schema/sections.js';
import { populationFiles } from './generate.js';
import { samplePeople } from './sample-people.js';

const now = new Date('2026-06-15T09:30:00Z');
const profile = loadProfile('cambridgeshire-peterborough');

interface Said {
  readonly partner: string;
  readonly statement: Statement;
}

const refusals: string[] = [];
const said: Said[] = [];
for (const file of populationFiles({ now })) {
  for (const unit of translateBytes(file.bytes, { profile, feed: file.feed, fileName: file.fileName, receivedAt: utcNow(now) })) {
    if (unit.refusal !== undefined) refusals.push(`${file.fileName} ${unit.refusal.code} ${unit.refusal.location}`);
    else {
      refusals.push(...unit.refused.map(({ code, location }) => `${file.fileName} ${code} ${location}`));
      said.push(...unit.translation.statements.map((statement) => ({ partner: unit.message.partner, statement })));
    }
  }
}

/** Entries that stand under an NHS number, as `partner section key`: put or changed and not taken back, nor dropped from a list. */
function standing(nhsNumber: string): ReadonlyMap<string, Section> {
  const entries = new Map<string, { readonly section: Section; readonly list: string | undefined; readonly key: string }>();
  for (const { partner, statement } of said) {
    if (!('subject' in statement) || statement.subject !== nhsNumber) continue;
    if (statement.kind === 'list') {
      const list = `${partner} ${statement.list}`;
      for (const [at, entry] of entries) {
        if (entry.list === list && entry.section === statement.section && !statement.keys.includes(entry.key)) entries.delete(at);
      }
    } else if (statement.kind === 'put' || statement.kind === 'patch') {
      const at = `${partner} ${statement.section} ${statement.key}`;
      const list = statement.list === undefined ? entries.get(at)?.list : `${partner} ${statement.list}`;
      entries.set(at, { section: statement.section, list, key: statement.key });
    } else if (statement.kind === 'retract') entries.delete(`${partner} ${statement.section} ${statement.key}`);
  }
  return new Map([...entries].map(([at, { section }]) => [at, section]));
}

/** Where an organisation is involved in the person's care, by kind, open or with its end. */
function involvements(nhsNumber: string): readonly string[] {
  const found = new Set<string>();
  for (const { statement } of said) {
    if (statement.kind !== 'involvement' || statement.subject !== nhsNumber || statement.op === 'retract') continue;
    found.add(`${statement.involvement.organisation ?? ''} ${statement.involvement.kind ?? ''}`);
  }
  return [...found];
}

describe('the population, through the adapters', () => {
  it('is translated without a refusal', () => {
    expect(refusals).toEqual([]);
  });

  it('has an entry in every section', () => {
    const filled = new Set(
      said.flatMap(({ statement }) => (statement.kind === 'put' || statement.kind === 'patch' ? [statement.section] : [])),
    );
    expect(sectionNames.filter((section) => !filled.has(section))).toEqual([]);
  });

  it('says of nobody outside the synthetic range', () => {
    const numbers = said.flatMap(({ statement }) => ('nhsNumber' in statement ? [statement.nhsNumber] : []));
    expect(numbers.filter((number) => !number.startsWith('999'))).toEqual([]);
  });
});

describe('the first sample person', () => {
  const { nhsNumber } = samplePeople[0]!;

  it('has a whole record: at least 90 entries, in every one of the five domains', () => {
    const entries = standing(nhsNumber);
    expect(entries.size).toBeGreaterThanOrEqual(90);
    const domains = new Set([...entries.values()].map((section) => sections[section].subgraph));
    expect(domains).toEqual(new Set(['demographics', 'medications', 'encounters', 'social-care', 'results']));
  });

  it('is in the care of the organisation of every clinical persona', () => {
    expect(involvements(nhsNumber)).toEqual(
      expect.arrayContaining([
        'Y99901 registered-practice',
        'RGT admission',
        '312 social-care-service',
        'RYC attendance',
        'NNJ attendance',
      ]),
    );
  });
});

describe('the people with a story', () => {
  const about = (name: string): string => samplePeople.find((each) => each.name === name)!.nhsNumber;
  const kinds = (nhsNumber: string, kind: Statement['kind']): readonly Statement[] =>
    said
      .map(({ statement }) => statement)
      .filter((each) => each.kind === kind && 'subject' in each && each.subject === nhsNumber);

  it('object by feed, once, and are not taken at an empty word for a consent', () => {
    expect(kinds(about('Beatrix Holloway-Núñez'), 'objection')).toMatchObject([{ action: 'record' }]);
  });

  it('are hidden by a sensitive-address flag that an empty word does not lift', () => {
    expect(kinds(about('Anneliese Crowther'), 'sensitive-address')).toMatchObject([{ hidden: true }]);
  });

  it('are merged by local number and by NHS number', () => {
    expect(said.filter(({ statement }) => statement.kind === 'merge')).toHaveLength(2);
  });

  it('have died, by the hospital to the minute and by the practice to the day', () => {
    const deaths = kinds(about('Edwin Hathersage'), 'patch').flatMap((each) =>
      each.kind === 'patch' && each.section === 'personDemographics' && 'dateOfDeath' in each.changes
        ? [String(each.changes.dateOfDeath)]
        : [],
    );
    expect(new Set(deaths.filter((date) => date !== 'undefined' && date !== 'null').map((date) => date.length > 10))).toEqual(
      new Set([true, false]),
    );
  });

  it('have entries of partners whose section is not live yet', () => {
    const entries = [...standing(about('Tobias Merriweather')).keys()].join('\n');
    expect(entries).toMatch(/^RT1 documents /m);
    expect(entries).toMatch(/^RGM investigationResults /m);
  });
});
