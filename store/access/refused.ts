import type { RefusedAccess } from '../../schema/refused-access.js';
import type { Queryable } from '../database.js';
import type { RefusedQuery } from './access-store.js';

/** Columns of the table by the name they have here; all but the moment are text. */
const columns = {
  code: 'code',
  detail: 'detail',
  way: 'way',
  address: 'address',
  requestId: 'request_id',
  userId: 'user_id',
  organisation: 'organisation',
  issuer: 'issuer',
  sessionId: 'session_id',
} as const;
const names = Object.keys(columns) as readonly (keyof typeof columns)[];

export async function appendRefused(database: Queryable, accesses: readonly RefusedAccess[]): Promise<void> {
  if (accesses.length === 0) return;
  const arrays = names.map((_name, at) => `$${at + 2}::text[]`).join(', ');
  await database.query(
    `insert into access_refused (at_ms, ${Object.values(columns).join(', ')})
     select * from unnest($1::bigint[], ${arrays})`,
    [accesses.map((access) => access.atMs), ...names.map((name) => accesses.map((access) => access[name] ?? null))],
  );
}

export async function readRefused(database: Queryable, query: RefusedQuery): Promise<readonly RefusedAccess[]> {
  const found = await database.query<Record<string, string | null>>(
    `select at_ms, ${Object.values(columns).join(', ')} from access_refused
     where at_ms >= $1 and at_ms < $2 and ($3::text is null or code = $3) and ($4::text is null or user_id = $4)
     order by at_ms desc, id desc limit $5 offset $6`,
    [
      query.fromMs ?? 0,
      query.toMs ?? Number.MAX_SAFE_INTEGER,
      query.code ?? null,
      query.userId ?? null,
      query.first,
      query.offset ?? 0,
    ],
  );
  return found.rows.map((row) => {
    const told = names.flatMap((name) => (row[columns[name]] == null ? [] : [[name, row[columns[name]]]]));
    return { atMs: Number(row['at_ms']), ...Object.fromEntries(told) } as RefusedAccess;
  });
}
