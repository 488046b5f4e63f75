import type pg from 'pg';
import type { SensitiveLabeller } from '../../schema/sensitive-labeller.js';
import { withWordsOfFile } from '../contents/files.js';
import { entryId } from './entry-id.js';
import { documentOf } from './load.js';
import { keptPeriodOf } from './period.js';
import type { Cell, Row, WorkingSet } from './working-set.js';

/** Writes what changed; answers how many entries a reader may see differently. */
export async function writeChanged(client: pg.PoolClient, set: WorkingSet, labeller: SensitiveLabeller): Promise<void> {
  const rows: Awaited<ReturnType<typeof written>>[] = [];
  for (const cell of set.cells.values()) {
    for (const subject of cell.changed) {
      const row = cell.rows.get(subject);
      if (row !== undefined) rows.push(await written(client, cell, subject, row, labeller));
    }
  }
  if (rows.length === 0) return;
  await client.query({
    name: 'write-entries',
    text: `insert into entry (subject, section, partner, key, id, state, sensitive, starts_ms, ends_ms, list, stated_ms, message_id, ordinal, document)
       select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::boolean[], $8::bigint[], $9::bigint[],
                            $10::text[], $11::bigint[], $12::bigint[], $13::int[], $14::text[])
       on conflict (subject, section, partner, key) do update set state = excluded.state, sensitive = excluded.sensitive,
         starts_ms = excluded.starts_ms, ends_ms = excluded.ends_ms, list = excluded.list, stated_ms = excluded.stated_ms,
         message_id = excluded.message_id, ordinal = excluded.ordinal, document = coalesce(excluded.document, entry.document)`,
    values: [
      rows.map((row) => row.subject),
      rows.map((row) => row.section),
      rows.map((row) => row.partner),
      rows.map((row) => row.key),
      rows.map((row) => row.id),
      rows.map((row) => row.state),
      rows.map((row) => row.sensitive),
      rows.map((row) => row.startsMs ?? null),
      rows.map((row) => row.endsMs ?? null),
      rows.map((row) => row.list ?? null),
      rows.map((row) => row.order.statedMs),
      rows.map((row) => row.order.messageId),
      rows.map((row) => row.order.ordinal),
      rows.map((row) => row.document),
    ],
  });
}

async function written(client: pg.PoolClient, cell: Cell, subject: string, row: Row, labeller: SensitiveLabeller) {
  const { section, partner, key } = cell;
  const id = entryId(subject, section, partner, key);
  if (row.elements === undefined) {
    return { subject, section, partner, key, id, ...row, sensitive: row.sensitive === true, document: null };
  }
  const period = keptPeriodOf(section, row.elements);
  const said = await withWordsOfFile(client, { subject, section, partner }, row.elements);
  return {
    subject,
    section,
    partner,
    key,
    id,
    ...row,
    ...period,
    sensitive: row.isHidden === true || labeller.isSensitive(section, said, row.codes, partner),
    document: documentOf(id, section, partner, period, { ...row, elements: row.elements }),
  };
}
