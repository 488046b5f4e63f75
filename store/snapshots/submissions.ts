import type pg from 'pg';
import { utcNow, type PartialDateTime } from '../../schema/partial-date.js';
import { inTransaction, type Queryable } from '../database.js';
import type { FileOutcome } from '../files/file-store.js';
import type { PartsTable } from '../sealed-parts.js';
import type { NewSubmission, Submission, SubmissionRow, SubmissionState } from './snapshot-store.js';

interface Row {
  readonly id: string;
  readonly feed: string;
  readonly hash: Buffer;
  readonly file_name: string | null;
  readonly encoding: string;
  readonly received_at: PartialDateTime;
  readonly state: SubmissionState;
  readonly period_from: string | null;
  readonly period_to: string | null;
  readonly rows: number;
  readonly expected: number | null;
  readonly named: number | null;
  readonly withdrawn: number;
  readonly arrived: string | null;
  readonly settled_by: string | null;
  readonly settled_at: PartialDateTime | null;
}

/** Submissions that fit, newest first. `where` is written by this house alone. */
export async function submissionsWhere(database: Queryable, where: string, values: readonly unknown[]): Promise<Submission[]> {
  const found = await database.query<Row>(`select * from feed_submission where ${where} order by id desc`, [...values]);
  return found.rows.map((row) => ({
    id: Number(row.id),
    feed: row.feed,
    hash: row.hash,
    encoding: row.encoding,
    receivedAt: row.received_at,
    state: row.state,
    rows: row.rows,
    withdrawn: row.withdrawn,
    ...(row.file_name === null ? {} : { fileName: row.file_name }),
    ...(row.period_from === null || row.period_to === null ? {} : { period: { from: row.period_from, to: row.period_to } }),
    ...(row.arrived === null ? {} : { arrived: Number(row.arrived) }),
    ...(row.expected === null ? {} : { expected: row.expected }),
    ...(row.named === null ? {} : { named: row.named }),
    ...(row.settled_by === null ? {} : { settledBy: row.settled_by }),
    ...(row.settled_at === null ? {} : { settledAt: row.settled_at }),
  }));
}

export async function begin(pool: pg.Pool, given: NewSubmission): Promise<number> {
  return inTransaction(pool, async (client) => {
    const left = await client.query<{ id: string }>(
      `delete from feed_submission where feed = $1 and state = 'receiving' returning id`,
      [given.feed],
    );
    await dropContent(
      client,
      left.rows.map(({ id }) => id),
    );
    const made = await client.query<{ id: string }>(
      `insert into feed_submission (feed, hash, file_name, encoding, received_at, state, period_from, period_to, arrived)
       values ($1, $2, $3, $4, $5, 'receiving', $6, $7, $8) returning id`,
      [
        given.feed,
        given.hash,
        given.fileName ?? null,
        given.encoding,
        given.receivedAt,
        given.period?.from ?? null,
        given.period?.to ?? null,
        given.arrived ?? null,
      ],
    );
    return Number(made.rows[0]!.id);
  });
}

async function dropContent(client: Queryable, ids: readonly (string | number)[]): Promise<void> {
  if (ids.length === 0) return;
  await client.query('delete from feed_submission_part where submission_id = any ($1::bigint[])', [ids]);
  await client.query('delete from feed_submission_row where submission_id = any ($1::bigint[])', [ids]);
}

/** Where the parts of a submission lie while it is compared, or held. */
export const submissionParts: PartsTable = { table: 'feed_submission_part', owner: 'submission_id' };

export async function keepRows(pool: Queryable, id: number, rows: readonly SubmissionRow[]): Promise<void> {
  await pool.query({
    name: 'keep-submission-rows',
    text: `insert into feed_submission_row (submission_id, line, row_key, row_hash, persons, starts, ends, says)
       select $1, line, row_key, row_hash, array(select decode(hex, 'hex') from unnest(string_to_array(persons, ' ')) as hex), starts, ends, says
       from unnest($2::int[], $3::bytea[], $4::bytea[], $5::text[], $6::text[], $7::text[], $8::text[])
         as given (line, row_key, row_hash, persons, starts, ends, says)`,
    values: [
      id,
      rows.map(({ line }) => line),
      rows.map(({ event }) => event?.key ?? null),
      rows.map(({ hash }) => hash),
      rows.map(({ persons }) => persons.map((person) => person.toString('hex')).join(' ')),
      rows.map(({ event }) => event?.starts ?? null),
      rows.map(({ event }) => event?.ends ?? null),
      rows.map(({ event }) => (event === undefined ? null : JSON.stringify(event.says))),
    ],
  });
}

export async function endApplying(pool: pg.Pool, id: number, outcome: FileOutcome): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query(`update feed_submission set state = 'applied', report = $2 where id = $1 and state = 'applying'`, [
      id,
      JSON.stringify(outcome),
    ]);
    await dropContent(client, [id]);
  });
}

export async function discard(pool: pg.Pool, id: number, by: string): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const done = await client.query(
      `update feed_submission set state = 'discarded', settled_by = $2, settled_at = $3 where id = $1 and state = 'held'`,
      [id, by, utcNow()],
    );
    if (done.rowCount === 0) return false;
    await dropContent(client, [id]);
    return true;
  });
}

export async function abandon(pool: pg.Pool, arrived: number): Promise<void> {
  await inTransaction(pool, async (client) => {
    const done = await client.query<{ id: string }>(
      `update feed_submission set state = 'discarded', settled_at = $2 where arrived = $1 and state in ('receiving', 'applying') returning id`,
      [arrived, utcNow()],
    );
    await dropContent(
      client,
      done.rows.map(({ id }) => id),
    );
  });
}

export async function holdAgain(pool: Queryable, id: number): Promise<void> {
  // Who confirmed it stays with it, until somebody decides anew.
  await pool.query(`update feed_submission set state = 'held' where id = $1 and state = 'applying'`, [id]);
}

export async function confirm(pool: Queryable, id: number, by: string): Promise<boolean> {
  const done = await pool.query(
    `update feed_submission s set state = 'applying', settled_by = $2, settled_at = $3
     where id = $1 and state = 'held' and not exists (
       select from feed_submission later where later.feed = s.feed and later.id > s.id and later.state in ('applying', 'applied'))`,
    [id, by, utcNow()],
  );
  return done.rowCount === 1;
}
