import type pg from 'pg';
import type { Section } from '../../schema/entry.js';
import { asciiJson } from '../ascii-json.js';
import type { Fact } from './facts.js';
import type { Folded } from './fold.js';
import type { Elements, FoldedSection, Source } from './told.js';
import type { Parts } from './nested.js';
import { needsBefore, type Row, type WorkingSet } from './working-set.js';

interface EntryRow {
  readonly subject: string;
  readonly section: FoldedSection;
  readonly partner: string;
  readonly key: string;
  readonly state: Row['state'];
  readonly sensitive: boolean;
  readonly starts_ms: string | null;
  readonly ends_ms: string | null;
  readonly list: string | null;
  readonly stated_ms: string;
  readonly message_id: string;
  readonly ordinal: number;
  readonly document: string | null;
}

const columns = `e.subject, e.section, e.partner, e.key, e.state, e.sensitive, e.starts_ms, e.ends_ms, e.list,
  e.stated_ms, e.message_id, e.ordinal`;

/** Reads the rows that `facts` speak of, the members of the lists they speak of, and the newest statements of those lists. */
export async function loadFor(client: pg.PoolClient, set: WorkingSet, facts: readonly Fact[]): Promise<void> {
  await loadCells(client, set, facts);
  await loadMembers(client, set, facts);
  await loadHeads(client, set, facts);
}

async function loadCells(client: pg.PoolClient, set: WorkingSet, facts: readonly Fact[]): Promise<void> {
  const wanted = new Map<string, { subject: string; fact: Fact; withDocument: boolean }>();
  for (const fact of facts) {
    if (fact.op === 'list') continue;
    for (const subject of set.subjects(fact.subject)) {
      const id = [subject, fact.section, fact.partner, fact.key].join('\0');
      const withDocument = needsBefore(fact) || wanted.get(id)?.withDocument === true;
      wanted.set(id, { subject, fact, withDocument });
    }
  }
  if (wanted.size === 0) return;
  const rows = [...wanted.values()];
  const found = await client.query<EntryRow>({
    name: 'load-cells',
    text: `select ${columns}, case when w.with_document then e.document end as document
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[]) as w (subject, section, partner, key, with_document)
       join entry e on e.subject = w.subject and e.section = w.section and e.partner = w.partner and e.key = w.key`,
    values: [
      rows.map((row) => row.subject),
      rows.map((row) => row.fact.section),
      rows.map((row) => row.fact.partner),
      rows.map((row) => row.fact.key),
      rows.map((row) => row.withDocument),
    ],
  });
  for (const row of found.rows) placeRow(set, row);
}

async function loadMembers(client: pg.PoolClient, set: WorkingSet, facts: readonly Fact[]): Promise<void> {
  const lists = listsOf(
    set,
    facts.filter((fact) => fact.op === 'list'),
  );
  if (lists.length === 0) return;
  const found = await client.query<EntryRow>({
    name: 'load-members',
    text: `select ${columns}, null as document
       from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as w (subject, section, partner, list)
       join entry e on e.subject = w.subject and e.section = w.section and e.partner = w.partner and e.list = w.list`,
    values: columnsOf(lists),
  });
  for (const row of found.rows) {
    // A cell of the batch was read before, perhaps with its document.
    if (!set.cell(row.subject, row.section, row.partner, row.key).rows.has(row.subject)) placeRow(set, row);
  }
}

async function loadHeads(client: pg.PoolClient, set: WorkingSet, facts: readonly Fact[]): Promise<void> {
  const ofRows = [...set.cells.values()].flatMap((cell) =>
    [...cell.rows].flatMap(([subject, row]) =>
      row.list === undefined ? [] : [{ subject, section: cell.section, partner: cell.partner, list: row.list }],
    ),
  );
  const lists = listsOf(set, [...facts, ...ofRows]);
  if (lists.length === 0) return;
  const found = await client.query<ListName & { stated_ms: string; message_id: string; ordinal: number }>({
    name: 'load-heads',
    text: `select w.subject, w.section, w.partner, w.list, f.stated_ms, f.message_id, f.ordinal
       from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as w (subject, section, partner, list)
       cross join lateral (
         select stated_ms, message_id, ordinal from fact f
         where f.subject = w.subject and f.section = w.section and f.partner = w.partner and f.list = w.list and f.op = 'list'
         order by stated_ms desc, message_id desc, ordinal desc limit 1) f`,
    values: columnsOf(lists),
  });
  for (const row of found.rows) {
    set.noteHead(row.subject, row.section, row.partner, row.list, {
      statedMs: Number(row.stated_ms),
      messageId: Number(row.message_id),
      ordinal: row.ordinal,
    });
  }
}

export interface ListName {
  readonly subject: string;
  readonly section: FoldedSection;
  readonly partner: string;
  readonly list: string;
}

/** The lists named, under every identifier of the person. */
export function listsOf(
  set: WorkingSet,
  named: readonly (Omit<ListName, 'list'> & { readonly list?: string | undefined })[],
): ListName[] {
  const lists = new Map<string, ListName>();
  for (const { subject: stated, section, partner, list } of named) {
    if (list === undefined) continue;
    for (const subject of set.subjects(stated))
      lists.set([subject, section, partner, list].join('\0'), { subject, section, partner, list });
  }
  return [...lists.values()];
}

export function columnsOf(lists: readonly ListName[]): string[][] {
  return [
    lists.map((one) => one.subject),
    lists.map((one) => one.section),
    lists.map((one) => one.partner),
    lists.map((one) => one.list),
  ];
}

function placeRow(set: WorkingSet, row: EntryRow): void {
  const { elements, source, codes, parts, isHidden }: Partial<ReturnType<typeof elementsOf>> =
    row.document === null ? {} : elementsOf(row.section, row.document);
  set.place(set.cell(row.subject, row.section, row.partner, row.key), row.subject, {
    state: row.state,
    elements,
    parts,
    codes,
    isHidden,
    source,
    list: row.list ?? undefined,
    group: set.group(row.subject),
    order: { statedMs: Number(row.stated_ms), messageId: Number(row.message_id), ordinal: row.ordinal },
    startsMs: row.starts_ms === null ? undefined : Number(row.starts_ms),
    endsMs: row.ends_ms === null ? undefined : Number(row.ends_ms),
    sensitive: row.sensitive,
  });
}

/** What a stored document holds. */
export interface Documented {
  readonly elements: Elements;
  readonly source: Source | undefined;
  readonly codes: readonly string[] | undefined;
  readonly parts: Parts | undefined;
  readonly isHidden: boolean;
}

/** What a stored document holds. */
export function elementsOf(section: FoldedSection, document: string): Documented {
  if (section === 'involvement') {
    const { isHidden, ...elements } = JSON.parse(document) as Elements;
    return { elements, source: undefined, codes: undefined, parts: undefined, isHidden: isHidden === true };
  }
  const { body, codes, parts, isHidden } = JSON.parse(document) as {
    body: Elements & { provenance?: Source };
    codes?: readonly string[];
    parts?: Parts;
    isHidden?: true;
  };
  const { provenance, ...elements } = body;
  return { elements, source: provenance, codes, parts, isHidden: isHidden === true };
}

/** The document of an entry, ready to hand out: a `StoredEntry`, or an `Involvement`. What stands outside its body is no element. */
export function documentOf(
  id: string,
  section: FoldedSection,
  partner: string,
  period: { readonly startsMs: number | undefined; readonly endsMs: number | undefined },
  row: Pick<Folded, 'elements' | 'source' | 'codes' | 'parts' | 'isHidden'>,
): string {
  // Kept only with an entry that is never read out.
  const isHidden = row.isHidden === true ? true : undefined;
  if (section === 'involvement') return asciiJson({ ...row.elements, isHidden });
  return asciiJson({
    id,
    section: section satisfies Section,
    partner,
    ...period,
    codes: row.codes,
    parts: row.parts,
    isHidden,
    body: { ...row.elements, provenance: row.source },
  });
}
