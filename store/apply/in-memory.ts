/**
 * A person as units say, folded in memory by the rules of the store and kept nowhere: for partners that
 * are asked when somebody looks, and of whom no copy is held (R35).
 */
import type { Involvement, ObjectionStatement, Section } from '../../schema/entry.js';
import type { ObjectionInForce, PersonFacts, Population } from '../../schema/facts.js';
import type { NhsNumber } from '../../schema/nhs-number.js';
import { isSection } from '../../schema/sections.js';
import type { SensitiveLabeller } from '../../schema/sensitive-labeller.js';
import { withWordsOfTaken } from '../contents/take.js';
import type { DocumentContent, StoredEntry } from '../store.js';
import { entryId } from './entry-id.js';
import type { Fact } from './facts.js';
import type { FlagStatement } from './flags.js';
import { foldAll, type Event, type Folded } from './fold.js';
import type { FoldedSection } from './told.js';
import { compareOrder } from './order.js';
import { keptPeriodOf } from './period.js';
import { resolve, type Place } from './resolve.js';
import { statementsOf, type Said } from './said.js';
import { prepare, refusalOf, type PreparedUnit, type Unit } from './units.js';
import { eventOfFact } from './working-set.js';

/** What the units say of one person; sensitive entries are left out as the store leaves them out. */
export interface UnitsOfPerson {
  readonly facts: Pick<PersonFacts, 'known' | 'involvements' | 'objections' | 'sensitiveAddress'>;
  readonly entries: readonly StoredEntry[];
  /** Files of the entries, by SHA-256 in hexadecimal. */
  readonly files: ReadonlyMap<string, DocumentContent>;
}

/** Folds `units` of one partner about one person; what they say of anybody else is left out. */
export function foldUnits(
  units: readonly Unit[],
  about: { readonly nhsNumber: NhsNumber; readonly population: Population; readonly sensitive: SensitiveLabeller },
): UnitsOfPerson {
  const prepared = units
    .map((unit) => prepare(unit, about.sensitive))
    .filter((unit) => refusalOf(unit, about.population) === undefined);
  const said = statementsOf(new Map(prepared.map((unit, index) => [unit, index])));
  const { places } = resolve(said.edges);
  const canonical = canonicalOf(about.nhsNumber, places);
  const isTheirs = (subject: string): boolean => canonicalOf(subject, places) === canonical;
  const files = prepared.flatMap((unit) => unit.files.filter((file) => isTheirs(file.subject)));
  const involvements: Involvement[] = [];
  const entries: StoredEntry[] = [];
  for (const { section, partner, key, folded } of cellsOf(said, isTheirs, places)) {
    if (folded.state !== 'current') continue;
    const labelled = withWordsOfTaken(section, folded.elements, files);
    if (folded.isHidden === true || about.sensitive.isSensitive(section, labelled, folded.codes, partner)) continue;
    if (section === 'involvement') involvements.push(folded.elements as unknown as Involvement);
    else if (isSection(section)) entries.push(entryOf(canonical, section, partner, key, folded));
  }
  const { sensitiveAddress, objections } = flagsOf(said, isTheirs);
  return {
    facts: { known: entries.length > 0 || involvements.length > 0, involvements, objections, sensitiveAddress },
    entries,
    files: new Map(files.map((file) => [file.sha256.toString('hex'), { mediaType: file.mediaType, bytes: file.bytes }])),
  };
}

function canonicalOf(subject: string, places: ReadonlyMap<string, Place>): string {
  return places.get(subject)?.canonical ?? subject;
}

interface FoldedCell {
  readonly section: FoldedSection;
  readonly partner: string;
  readonly key: string;
  readonly folded: Folded;
}

function cellsOf(said: Said, isTheirs: (subject: string) => boolean, places: ReadonlyMap<string, Place>): FoldedCell[] {
  const groupOf = (fact: Fact): string => places.get(fact.subject)?.linkGroup ?? fact.subject;
  const mine = said.facts.filter(({ subject }) => isTheirs(subject));
  const byKey = new Map<string, Fact[]>();
  for (const fact of mine) {
    if (fact.op === 'list') continue;
    const id = [fact.section, fact.partner, fact.key].join('\0');
    const facts = byKey.get(id);
    if (facts === undefined) byKey.set(id, [fact]);
    else facts.push(fact);
  }
  const lists = mine.filter(({ op }) => op === 'list');
  return [...byKey.values()].flatMap((facts): FoldedCell[] => {
    const { section, partner, key } = facts[0]!;
    const named = new Set(facts.flatMap(({ list }) => list ?? []));
    const listEvents = lists
      .filter((fact) => fact.section === section && fact.partner === partner && named.has(fact.list!))
      .map((fact): Event => ({
        op: 'list',
        order: fact.order,
        group: groupOf(fact),
        list: fact.list!,
        names: fact.keys!.includes(key),
      }));
    const folded = foldAll(section, [...facts.map((fact) => eventOfFact(fact, groupOf(fact))), ...listEvents]);
    return folded === undefined ? [] : [{ section, partner, key, folded }];
  });
}

function entryOf(subject: string, section: Section, partner: string, key: string, { elements, source }: Folded): StoredEntry {
  const period = keptPeriodOf(section, elements);
  const body = { ...elements, provenance: source } as unknown as StoredEntry['body'];
  return { id: entryId(subject, section, partner, key), section, partner, ...period, body };
}

function flagsOf(said: Said, isTheirs: (subject: string) => boolean) {
  const newest = <S extends { readonly subject: string }>(flags: readonly FlagStatement<S>[]) =>
    flags
      .filter(({ statement }) => isTheirs(statement.subject))
      .toSorted((a, b) => compareOrder(a.order, b.order))
      .at(-1);
  const objection = newest(said.objections);
  return {
    sensitiveAddress: newest(said.addresses)?.statement.hidden ?? false,
    objections: objection?.statement.action === 'record' ? [objectionOf(objection.statement, objection.unit)] : [],
  };
}

function objectionOf({ sections }: ObjectionStatement, unit: PreparedUnit): ObjectionInForce {
  return { id: `feed|${unit.message.feed}`, ...(sections === undefined ? {} : { sections }) };
}
