/** What the adapters fill, found by running every fixture and the synthetic population through them. */
import { readdirSync, readFileSync } from 'node:fs';
import { translateBytes, type TranslatedUnit } from '../../adapters/translate.js';
import { populationFiles } from '../../cli/population/generate.js';
import type { Section } from '../../schema/entry.js';
import type { Format } from '../../schema/feed.js';
import { sectionModel, type Element } from '../../schema/model.js';
import { utcNow } from '../../schema/partial-date.js';
import { loadProfile } from '../../schema/profile.js';
import { projectPath } from '../../schema/project-path.js';
import { missingMandatory } from '../../schema/validate.js';

export const formats: readonly Format[] = ['hl7v2', 'cda', 'csv'];

/** What was seen of an element in one format. */
export interface Fed {
  /** The first fixture that fills it; the population where none does. */
  readonly proof: string;
}

export interface Feeding {
  /** By `format section.path`, the path in field names. */
  readonly elements: ReadonlyMap<string, Fed>;
  /** Whole entries seen, by section. */
  readonly entries: ReadonlyMap<Section, number>;
  /** Of those, how many lack a mandatory element: by `section.path`. */
  readonly missing: ReadonlyMap<string, number>;
}

export const fedKey = (format: Format, section: Section, path: string): string => `${format} ${section}.${path}`;

// Fixed, so that the same code gives the same table on any day.
const now = new Date('2026-06-15T09:30:00Z');
const people = 60;

/** Feeds of the default profile for fixtures whose sender is no partner, the first that can read it. */
const otherFeeds: { readonly [format in Format]: readonly string[] } = {
  hl7v2: ['rgt-pas'],
  cda: ['rgt-documents'],
  csv: ['cambridgeshire-adults', 'cambridgeshire-children'],
};

export function feedingOfAll(): Feeding {
  const elements = new Map<string, Fed>();
  const entries = new Map<Section, number>();
  const missing = new Map<string, number>();
  const count = <K>(counts: Map<K, number>, key: K) => counts.set(key, (counts.get(key) ?? 0) + 1);

  const see = (unit: TranslatedUnit, proof: string) => {
    for (const statement of unit.translation?.statements ?? []) {
      if (statement.kind !== 'put' && statement.kind !== 'patch') continue;
      const { section } = statement;
      const paths = statement.kind === 'put' ? filled(sectionModel(section).elements, statement.body) : changedBy(statement);
      for (const path of paths) {
        const key = fedKey(unit.message.format, section, path);
        if (!elements.has(key)) elements.set(key, { proof });
      }
      if (statement.kind !== 'put') continue;
      count(entries, section);
      for (const { element } of missingMandatory(section, statement.body)) count(missing, `${section}.${element}`);
    }
  };

  for (const { unit, proof } of unitsOfFixtures()) see(unit, proof);
  for (const { unit, proof } of unitsOfPopulation()) see(unit, proof);
  return { elements, entries, missing };
}

interface Seen {
  readonly unit: TranslatedUnit;
  readonly proof: string;
}

function* unitsOfFixtures(): Generator<Seen> {
  const profile = loadProfile('cambridgeshire-peterborough');
  for (const format of formats) {
    const folder = projectPath(`adapters/${format}/fixtures`);
    for (const fileName of readdirSync(folder).toSorted()) {
      if (fileName.endsWith('.json')) continue;
      const bytes = readFileSync(`${folder}/${fileName}`);
      const translate = (feed?: string) => [
        ...translateBytes(bytes, { profile, fileName, receivedAt: utcNow(now), ...(feed === undefined ? {} : { feed }) }),
      ];
      const attempts = [undefined, ...otherFeeds[format]].map(translate);
      const units = attempts.find((all) => all.some(({ refusal }) => refusal === undefined)) ?? [];
      for (const unit of units) yield { unit, proof: fileName };
    }
  }
}

function* unitsOfPopulation(): Generator<Seen> {
  const profile = loadProfile('cambridgeshire-peterborough');
  for (const { bytes, feed, fileName } of populationFiles({ now, people })) {
    for (const unit of translateBytes(bytes, { profile, feed, fileName, receivedAt: utcNow(now) })) {
      yield { unit, proof: `population (${unit.translation?.messageType ?? ''})` };
    }
  }
}

/** Paths of the elements that a change sets. */
function changedBy({
  section,
  changes,
  nested = [],
}: {
  section: Section;
  changes: object;
  nested?: readonly Change[];
}): readonly string[] {
  const { elements } = sectionModel(section);
  const within = nested.flatMap(({ path, value }) => {
    const names = path.split('.');
    const body = names.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
    return filled(elements, body as object);
  });
  return [...filled(elements, changes), ...within];
}

interface Change {
  readonly path: string;
  readonly value: unknown;
}

/** Paths of the elements that say anything in `body`: groups and what they hold. */
function filled(elements: readonly Element[], body: object): readonly string[] {
  return elements.flatMap((element) => {
    const value = (body as Readonly<Record<string, unknown>>)[element.name];
    const items = (Array.isArray(value) ? (value as unknown[]) : [value]).filter(
      (item) => item !== undefined && item !== null && item !== '',
    );
    if (items.length === 0) return [];
    return [element.path, ...items.flatMap((item) => filled(element.elements, item as object))];
  });
}
