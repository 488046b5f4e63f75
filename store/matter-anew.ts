import type pg from 'pg';
import type { NestedChange } from '../schema/entry.js';
import type { SensitiveLabeller } from '../schema/sensitive-labeller.js';
import { placesOf } from './apply/identity.js';
import { matterOf, type Matter, type Told } from './apply/matter.js';
import { refold } from './apply/refold.js';
import type { Elements, FoldedSection } from './apply/told.js';
import { WorkingSet } from './apply/working-set.js';
import { writeChanged } from './apply/write.js';
import { withWordsOfFile } from './contents/files.js';

interface ToldRow {
  readonly message_id: string;
  readonly matter: Matter;
  readonly subject: string;
  readonly section: FoldedSection;
  readonly partner: string;
  readonly body: string | null;
  readonly nested: string | null;
  readonly codes: string | null;
}

/**
 * Works out anew what every message held is about, and folds again what the messages said of which that changed. All
 * facts are read once, in the order of their messages.
 */
export async function matterAnew(client: pg.PoolClient, labeller: SensitiveLabeller): Promise<void> {
  const changed = new Map<string, Matter>();
  let told: Told[] = [];
  let of: ToldRow | undefined;
  const settle = () => {
    if (of === undefined) return;
    const matter = matterOf(told, labeller, of.partner);
    if (matter !== of.matter) changed.set(of.message_id, matter);
  };
  for await (const row of everythingTold(client)) {
    if (row.message_id !== of?.message_id) {
      settle();
      told = [];
    }
    of = row;
    told.push(await toldIn(client, row));
  }
  settle();
  if (changed.size === 0) return;
  await client.query(
    'update message m set matter = w.matter from unnest($1::bigint[], $2::text[]) as w (id, matter) where m.id = w.id',
    [[...changed.keys()], [...changed.values()]],
  );
  await foldAnew(client, [...changed.keys()], labeller);
}

async function* everythingTold(client: pg.PoolClient): AsyncGenerator<ToldRow> {
  await client.query(`declare everything_told no scroll cursor for
    select f.message_id, m.matter, f.subject, f.section, f.partner, f.body, f.nested, f.codes
    from fact f join message m on m.id = f.message_id where f.op in ('put', 'patch') order by f.message_id`);
  for (;;) {
    const { rows } = await client.query<ToldRow>('fetch 1000 from everything_told');
    yield* rows;
    if (rows.length === 0) break;
  }
  await client.query('close everything_told');
}

async function toldIn(client: pg.PoolClient, row: ToldRow): Promise<Told> {
  const elements = JSON.parse(row.body ?? '{}') as Elements;
  return {
    section: row.section,
    elements: await withWordsOfFile(client, row, elements),
    nested: row.nested === null ? undefined : (JSON.parse(row.nested) as readonly NestedChange[]),
    codes: row.codes === null ? undefined : (JSON.parse(row.codes) as readonly string[]),
  };
}

const cellsAtOnce = 500;

async function foldAnew(client: pg.PoolClient, messages: readonly string[], labeller: SensitiveLabeller): Promise<void> {
  const found = await client.query<{ subject: string; section: FoldedSection; partner: string; key: string }>(
    `select distinct subject, section, partner, key from fact
     where message_id = any ($1::bigint[]) and op in ('put', 'patch') order by subject, section, partner, key`,
    [messages],
  );
  for (let from = 0; from < found.rows.length; from += cellsAtOnce) {
    const cells = found.rows.slice(from, from + cellsAtOnce);
    const set = new WorkingSet(await placesOf(client, [...new Set(cells.map(({ subject }) => subject))]));
    for (const { subject, section, partner, key } of cells) set.cell(subject, section, partner, key).refold = true;
    await refold(client, set);
    await writeChanged(client, set, labeller);
  }
}
