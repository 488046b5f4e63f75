import { isDeepStrictEqual } from 'node:util';
import type pg from 'pg';
import type { Statement } from '../../schema/entry.js';
import { inTransaction, type Queryable } from '../database.js';
import type { Changed, WithdrawnEvent } from './snapshot-store.js';

/** The events that the feed of submission $1 has within the period it covers. */
const covered = `select p.* from feed_submission s join feed_snapshot p on p.feed = s.feed
  where s.id = $1 and p.starts <= s.period_to and p.ends >= s.period_from`;

const named = 'exists (select from feed_submission_row r where r.submission_id = $1 and r.row_key = p.row_key)';

/** A submission of an earlier period than one applied before it: what that one knows or covers is left. */
const newerThan = `select newer.period_from from feed_submission s
  join feed_submission newer on newer.feed = s.feed and newer.state = 'applied' and newer.period_to > s.period_to
  where s.id = $1 order by newer.period_to desc limit 1`;

export async function endReceiving(pool: pg.Pool, id: number, holdBelow: number): Promise<void> {
  await inTransaction(pool, async (client) => {
    // The numbers of rows are not known to the planner before.
    await client.query('analyze feed_submission_row');
    await client.query(
      `with counted as (select count(*) as expected, count(*) filter (where ${named}) as named from (${covered}) p)
       update feed_submission s set expected = counted.expected, named = counted.named,
         rows = (select count(*) from feed_submission_row where submission_id = $1),
         state = case when counted.named < $2::float * counted.expected and not exists (${newerThan}) then 'held' else 'applying' end
       from counted where s.id = $1 and s.state = 'receiving'`,
      [id, holdBelow],
    );
  });
}

export async function changedEvents(
  pool: Queryable,
  id: number,
  lines: { readonly from: number; readonly to: number },
): Promise<Changed> {
  const found = await pool.query<{ row_key: Buffer; lines: number[]; says: string[]; before: string | null }>({
    name: 'changed-events',
    text: `with newer as (${newerThan}),
       here as (select distinct row_key from feed_submission_row where submission_id = $1 and line between $2 and $3 and row_key is not null),
       now as (
         select r.row_key, sha256(string_agg(r.row_hash, ''::bytea order by r.line)) as rows_hash, max(r.ends) as ends,
           array_agg(r.line order by r.line) as lines, array_agg(r.says order by r.line) as says
         from here join feed_submission_row r on r.submission_id = $1 and r.row_key = here.row_key group by r.row_key)
       select now.row_key, now.lines, now.says, p.says as before
       from now join feed_submission s on s.id = $1 left join feed_snapshot p on p.feed = s.feed and p.row_key = now.row_key
       where p.rows_hash is distinct from now.rows_hash
         and (not exists (select from newer) or (p.row_key is null and now.ends < (select period_from from newer)))`,
    values: [id, lines.from, lines.to],
  });
  const keyed = await pool.query<{ line: number }>({
    name: 'lines-with-events',
    text: 'select line from feed_submission_row where submission_id = $1 and line between $2 and $3 and row_key is not null',
    values: [id, lines.from, lines.to],
  });
  const events = found.rows.map((row) => {
    const says = row.says.flatMap((text) => JSON.parse(text) as Statement[]);
    const before = row.before === null ? [] : (JSON.parse(row.before) as Statement[]);
    return {
      key: row.row_key,
      lines: row.lines,
      takenBack: before.filter((one) => !says.some((other) => isDeepStrictEqual(one, other))),
    };
  });
  return { events, keyed: new Set(keyed.rows.map(({ line }) => line)) };
}

export async function noteApplied(pool: Queryable, id: number, keys: readonly Buffer[]): Promise<void> {
  if (keys.length === 0) return;
  await pool.query({
    name: 'note-events-applied',
    text: `insert into feed_snapshot (feed, row_key, rows_hash, persons, starts, ends, says)
       select s.feed, r.row_key, sha256(string_agg(r.row_hash, ''::bytea order by r.line)),
         array(select distinct person from feed_submission_row o cross join unnest(o.persons) as person
               where o.submission_id = $1 and o.row_key = r.row_key),
         min(r.starts), max(r.ends),
         '[' || string_agg(substr(r.says, 2, length(r.says) - 2), ',' order by r.line) || ']'
       from feed_submission s join feed_submission_row r on r.submission_id = s.id
       where s.id = $1 and r.row_key = any ($2::bytea[]) group by s.feed, r.row_key
       on conflict (feed, row_key) do update set rows_hash = excluded.rows_hash, persons = excluded.persons, starts = excluded.starts,
         ends = excluded.ends, says = excluded.says`,
    values: [id, keys],
  });
}

export async function withdrawnEvents(pool: Queryable, id: number, first: number): Promise<readonly WithdrawnEvent[]> {
  const found = await pool.query<{ row_key: Buffer; says: string }>({
    name: 'withdrawn-events',
    text: `with unsure as (select persons from feed_submission_row where submission_id = $1 and row_key is null)
       select p.row_key, p.says from (${covered}) p
       where not ${named} and not exists (${newerThan})
         and not exists (select from unsure where unsure.persons = '{}' or unsure.persons && p.persons)
       order by p.row_key limit $2`,
    values: [id, first],
  });
  return found.rows.map((row) => ({ key: row.row_key, says: JSON.parse(row.says) as Statement[] }));
}

export async function noteWithdrawn(pool: pg.Pool, id: number, keys: readonly Buffer[]): Promise<void> {
  await inTransaction(pool, async (client) => {
    const gone = await client.query(
      `delete from feed_snapshot p using feed_submission s where s.id = $1 and p.feed = s.feed and p.row_key = any ($2::bytea[])`,
      [id, keys],
    );
    await client.query('update feed_submission set withdrawn = withdrawn + $2 where id = $1', [id, gone.rowCount ?? 0]);
  });
}
