import type pg from 'pg';
import type { StaffFacts } from '../../schema/facts.js';
import { inTransaction, type Queryable } from '../database.js';
import type { StaffLine } from './access-store.js';

interface StaffRow {
  readonly organisation: string;
  readonly active: boolean;
  readonly training_valid_until: string | null;
}

/**
 * What the directory says of a user acting for an organisation. A user whom it knows at other organisations only
 * has no active account at this one; a user it does not know at all is undefined.
 */
export async function staffOf(database: Queryable, userId: string, organisation: string): Promise<StaffFacts | undefined> {
  const found = await database.query<StaffRow>(
    'select organisation, active, training_valid_until from staff_member where user_id = $1',
    [userId],
  );
  if (found.rows.length === 0) return undefined;
  const line = found.rows.find((row) => row.organisation === organisation) ?? found.rows.find((row) => row.organisation === '');
  if (line === undefined) return { active: false };
  const { active, training_valid_until: trainingValidUntil } = line;
  return { active, ...(trainingValidUntil === null ? {} : { trainingValidUntil }) };
}

export function loadStaff(pool: pg.Pool, lines: readonly StaffLine[]): Promise<void> {
  return inTransaction(pool, async (client) => {
    await client.query(`delete from staff_member where source = 'file'`);
    await insert(client, lines, 'file');
  });
}

export function putStaff(pool: pg.Pool, userId: string, lines: readonly Omit<StaffLine, 'userId'>[]): Promise<void> {
  return inTransaction(pool, async (client) => {
    await client.query(`delete from staff_member where user_id = $1 and source = 'scim'`, [userId]);
    const ofUser = lines.map((line) => Object.assign({ userId }, line));
    await insert(client, ofUser, 'scim');
  });
}

// Of two sources that name the same user and organisation, what was said last counts.
async function insert(client: pg.PoolClient, lines: readonly StaffLine[], source: string): Promise<void> {
  await client.query(
    `insert into staff_member (user_id, organisation, active, training_valid_until, source, updated_ms)
     select user_id, organisation, active, valid_until, $5, $6
     from unnest($1::text[], $2::text[], $3::boolean[], $4::date[]) as line (user_id, organisation, active, valid_until)
     on conflict (user_id, organisation) do update set active = excluded.active,
       training_valid_until = excluded.training_valid_until, source = excluded.source, updated_ms = excluded.updated_ms`,
    [
      lines.map((line) => line.userId),
      lines.map((line) => line.organisation ?? ''),
      lines.map((line) => line.active),
      lines.map((line) => line.trainingValidUntil ?? null),
      source,
      Date.now(),
    ],
  );
}
