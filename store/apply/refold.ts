import type pg from 'pg';
import type { NestedChange } from '../../schema/entry.js';
import { cited, goesWithHidden, type Matter } from './matter.js';
import { foldAll, type Event } from './fold.js';
import type { Elements, FoldedSection, Source } from './told.js';
import { columnsOf, listsOf, type ListName } from './load.js';
import { preferredOwner, type Cell, type WorkingSet } from './working-set.js';

interface FactRow {
  readonly subject: string;
  readonly section: FoldedSection;
  readonly partner: string;
  readonly key: string;
  readonly stated_ms: string;
  readonly message_id: string;
  readonly ordinal: number;
  readonly op: Event['op'];
  readonly list: string | null;
  readonly recorded_at: string | null;
  readonly body: string | null;
  readonly codes: string | null;
  readonly nested: string | null;
  readonly sender: string;
  readonly feed: string;
  readonly format: string;
  readonly type: string;
  readonly message_identifier: string;
  readonly received_at: string;
  readonly nhs_number_status: string | null;
  readonly matter: Matter;
}

/** Makes anew, from the facts, every cell that cannot simply go on. */
export async function refold(client: pg.PoolClient, set: WorkingSet): Promise<void> {
  await markLateLists(client, set);
  const cells = [...set.cells.values()].filter((cell) => cell.refold);
  if (cells.length === 0) return;
  const facts = await factsOf(client, set, cells);
  const lists = await listFacts(client, set, [...facts.values()].flat());
  for (const cell of cells) refoldCell(set, cell, facts.get(cell) ?? [], lists);
}

/** Marks every cell that two identifiers of the person now share, or shared until now. */
export async function markMoved(client: pg.PoolClient, set: WorkingSet, moved: ReadonlySet<string>): Promise<void> {
  if (moved.size === 0) return;
  const everyone = [...new Set([...moved].flatMap((subject) => [subject, ...set.subjects(subject)]))];
  const found = await client.query<{ subject: string; section: FoldedSection; partner: string; key: string }>(
    'select subject, section, partner, key from entry where subject = any ($1::text[])',
    [everyone],
  );
  if (new Set(found.rows.map((row) => row.subject)).size < 2) return;
  for (const row of found.rows) set.cell(row.subject, row.section, row.partner, row.key).refold = true;
}

async function markLateLists(client: pg.PoolClient, set: WorkingSet): Promise<void> {
  const late = listsOf(set, set.lateLists);
  if (late.length === 0) return;
  const found = await client.query<{ subject: string; section: FoldedSection; partner: string; key: string }>(
    `select distinct f.subject, f.section, f.partner, f.key
     from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as w (subject, section, partner, list)
     join fact f on f.subject = w.subject and f.section = w.section and f.partner = w.partner and f.list = w.list
     where f.op in ('put', 'patch')`,
    columnsOf(late),
  );
  for (const row of found.rows) set.cell(row.subject, row.section, row.partner, row.key).refold = true;
}

async function factsOf(client: pg.PoolClient, set: WorkingSet, cells: readonly Cell[]): Promise<Map<Cell, FactRow[]>> {
  const wanted = cells.flatMap((cell) => set.subjects(cell.root).map((subject) => ({ subject, cell })));
  const found = await client.query<FactRow>(
    `select f.*, m.sender, m.feed, m.format, m.type, m.message_identifier, m.received_at, m.nhs_number_status, m.matter
     from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as w (subject, section, partner, key)
     join fact f on f.subject = w.subject and f.section = w.section and f.partner = w.partner and f.key = w.key
     join message m on m.id = f.message_id
     where f.op <> 'list'`,
    [
      wanted.map((one) => one.subject),
      wanted.map((one) => one.cell.section),
      wanted.map((one) => one.cell.partner),
      wanted.map((one) => one.cell.key),
    ],
  );
  const byCell = new Map<Cell, FactRow[]>();
  for (const row of found.rows) {
    const cell = set.cell(row.subject, row.section, row.partner, row.key);
    const rows = byCell.get(cell);
    if (rows === undefined) byCell.set(cell, [row]);
    else rows.push(row);
  }
  return byCell;
}

interface ListFact {
  readonly root: string;
  readonly name: ListName;
  readonly event: Omit<Event & { op: 'list' }, 'names'>;
  readonly keys: ReadonlySet<string>;
}

async function listFacts(client: pg.PoolClient, set: WorkingSet, facts: readonly FactRow[]): Promise<Map<string, ListFact[]>> {
  const lists = listsOf(
    set,
    facts.map((fact) => ({ ...fact, list: fact.list ?? undefined })),
  );
  const byList = new Map<string, ListFact[]>();
  if (lists.length === 0) return byList;
  const found = await client.query<FactRow & { list: string; body: string }>(
    `select f.subject, f.section, f.partner, f.list, f.stated_ms, f.message_id, f.ordinal, f.body
     from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as w (subject, section, partner, list)
     join fact f on f.subject = w.subject and f.section = w.section and f.partner = w.partner and f.list = w.list
     where f.op = 'list'`,
    columnsOf(lists),
  );
  for (const row of found.rows) {
    const root = set.root(row.subject);
    const id = [root, row.section, row.partner, row.list].join('\0');
    const fact: ListFact = {
      root,
      name: row,
      event: { op: 'list', order: orderOf(row), group: set.group(row.subject), list: row.list },
      keys: new Set(JSON.parse(row.body) as string[]),
    };
    byList.set(id, [...(byList.get(id) ?? []), fact]);
  }
  return byList;
}

function refoldCell(
  set: WorkingSet,
  cell: Cell,
  facts: readonly FactRow[],
  lists: ReadonlyMap<string, readonly ListFact[]>,
): void {
  const named = new Set(facts.flatMap((fact) => fact.list ?? []));
  const listEvents = [...named].flatMap((list) =>
    (lists.get([cell.root, cell.section, cell.partner, list].join('\0')) ?? []).map(({ event, keys }): Event => ({
      ...event,
      names: keys.has(cell.key),
    })),
  );
  const folded = foldAll(cell.section, [...facts.map((fact) => eventOf(set, fact)), ...listEvents]);
  cell.rows.clear();
  if (folded === undefined) return;
  const subjects = [...new Set(facts.map((fact) => fact.subject))];
  const owner = preferredOwner(subjects, cell.root);
  for (const subject of subjects) {
    set.place(cell, subject, subject === owner ? folded : { ...folded, state: 'joined' });
    cell.changed.add(subject);
  }
}

function eventOf(set: WorkingSet, row: FactRow): Event {
  const said = { order: orderOf(row), group: set.group(row.subject) };
  if (row.op === 'retract') return { ...said, op: 'retract' };
  const elements = JSON.parse(row.body ?? '{}') as Elements;
  return {
    ...said,
    op: row.op === 'patch' ? 'patch' : 'put',
    elements,
    source: cited(row.section, row.matter, sourceOfRow(row)),
    isHidden: goesWithHidden(row.section, elements, row.matter, row.format),
    ...(row.list === null ? {} : { list: row.list }),
    ...(row.codes === null ? {} : { codes: JSON.parse(row.codes) as readonly string[] }),
    ...(row.nested === null ? {} : { nested: JSON.parse(row.nested) as readonly NestedChange[] }),
  };
}

function sourceOfRow(row: FactRow): Source {
  return {
    ...(row.sender === '' ? {} : { system: row.sender }),
    feed: row.feed,
    format: row.format,
    messageType: row.type,
    messageIdentifier: row.message_identifier,
    ...(row.recorded_at === null ? {} : { recordedAt: row.recorded_at }),
    receivedAt: row.received_at,
    ...(row.nhs_number_status === null ? {} : { nhsNumberStatus: row.nhs_number_status }),
  };
}

function orderOf(row: Pick<FactRow, 'stated_ms' | 'message_id' | 'ordinal'>): {
  statedMs: number;
  messageId: number;
  ordinal: number;
} {
  return { statedMs: Number(row.stated_ms), messageId: Number(row.message_id), ordinal: row.ordinal };
}
