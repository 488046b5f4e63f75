import type pg from 'pg';
import { RecordError } from '../../schema/errors.js';
import type { NhsNumber } from '../../schema/nhs-number.js';
import { utcNow, type PartialDateTime } from '../../schema/partial-date.js';
import { inTransaction, type Queryable } from '../database.js';
import type { NewOptOutList, OptOutKind, OptOutList } from './records.js';

interface ListRow {
  readonly id: string;
  readonly kind: OptOutKind;
  readonly source: string;
  readonly file_name: string;
  readonly sha256: Buffer;
  readonly dated: PartialDateTime;
  readonly loaded_at: PartialDateTime;
  readonly entries: number;
}

const columns = 'id, kind, source, file_name, sha256, dated, loaded_at, entries';

function fromRow(row: ListRow): OptOutList {
  return {
    kind: row.kind,
    source: row.source,
    fileName: row.file_name,
    dated: row.dated,
    loadedAt: row.loaded_at,
    people: row.entries,
  };
}

/** The lists that stand, by kind and source. */
export async function optOutLists(database: Queryable): Promise<readonly OptOutList[]> {
  const found = await database.query<ListRow>(
    `select ${columns} from opt_out_list where replaced_at is null order by kind, source`,
  );
  return found.rows.map(fromRow);
}

/** A list that names fewer than this part of the last one is likely cut off. */
const heldUnder = 0.5;

/**
 * Puts a list in the place of the last one, in one transaction: readers see the one or the other, and a file that turns
 * out bad near its end changes nothing. The numbers of the list replaced go; that it was there, and when, stays.
 */
export function loadOptOuts(
  pool: pg.Pool,
  list: NewOptOutList,
  chunks: AsyncIterable<readonly NhsNumber[]>,
): Promise<{ readonly list: OptOutList; readonly isNew: boolean; readonly replaced?: OptOutList }> {
  return inTransaction(pool, async (client) => {
    // One list at a time; readers do not wait.
    await client.query('lock table opt_out_list in share row exclusive mode');
    const standing = await client.query<ListRow>(
      `select ${columns} from opt_out_list where kind = $1 and source = $2 and replaced_at is null`,
      [list.kind, list.source],
    );
    const last = standing.rows[0];
    if (last !== undefined && last.sha256.equals(list.sha256) && last.dated === list.dated) {
      return { list: fromRow(last), isNew: false };
    }
    const now = utcNow();
    if (last !== undefined) await client.query('update opt_out_list set replaced_at = $2 where id = $1', [last.id, now]);
    const made = await client.query<ListRow>(
      `insert into opt_out_list (kind, source, file_name, sha256, dated, loaded_at, loaded_by, entries)
       values ($1, $2, $3, $4, $5, $6, $7, 0) returning ${columns}`,
      [list.kind, list.source, list.fileName, list.sha256, list.dated, now, list.loadedBy],
    );
    const { id } = made.rows[0]!;
    let entries = 0;
    for await (const numbers of chunks) {
      const added = await client.query(
        'insert into opt_out (nhs_number, kind, list_id) select n, $2, $3 from unnest($1::text[]) n on conflict do nothing',
        [numbers, list.kind, id],
      );
      entries += added.rowCount ?? 0;
    }
    if (!list.isConfirmed && last !== undefined && entries < last.entries * heldUnder) {
      throw new RecordError('SNAPSHOT_HELD', { detail: `it names ${entries} people, the last one ${last.entries}` });
    }
    if (last !== undefined) await client.query('delete from opt_out where list_id = $1', [last.id]);
    await client.query('update opt_out_list set entries = $2 where id = $1', [id, entries]);
    return {
      list: fromRow({ ...made.rows[0]!, entries }),
      isNew: true,
      ...(last === undefined ? {} : { replaced: fromRow(last) }),
    };
  });
}
