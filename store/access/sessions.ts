import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { LaunchedSession, NewSession, OpenedSession } from '../../schema/launched-session.js';
import type { NhsNumber } from '../../schema/nhs-number.js';
import type { Revocations } from '../../schema/revocations.js';
import type { Viewer } from '../../schema/viewer.js';
import { inTransaction, type Queryable } from '../database.js';

/** How long a session that is over is remembered, so that its token is known for what it was. */
const rememberMs = 7 * 86_400_000;
/** Revocations count for tokens issued before them; no token lives longer than this. */
const revocationsCountMs = 30 * 86_400_000;
const nowMs = '(extract(epoch from clock_timestamp()) * 1000)::bigint';

/** True for whoever comes first: the insert decides, also between processes. */
export async function useOnce(database: Queryable, issuer: string, jti: string, expiresMs: number): Promise<boolean> {
  const inserted = await database.query(
    `with forgotten as (delete from token_used where expires_ms < ${nowMs} - 60000)
     insert into token_used (issuer, jti, expires_ms) values ($1, $2, $3) on conflict do nothing returning 1 as used`,
    [issuer, jti, expiresMs],
  );
  return inserted.rows.length === 1;
}

export async function openSession(database: Queryable, session: NewSession): Promise<OpenedSession> {
  const token = randomBytes(32).toString('base64url');
  const sessionId = randomUUID();
  const opened = await database.query<{ expires_ms: string }>(
    `with forgotten as (delete from launched_session where expires_ms < ${nowMs} - ${rememberMs}), clock as (select ${nowMs} as now_ms)
     insert into launched_session (token_hash, session_id, nhs_number, user_id, user_name, role_code, activities, organisation,
       purpose, assurance, issuer, launch_jti, opened_ms, used_ms, expires_ms)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, now_ms, now_ms, now_ms + $13::bigint from clock
     returning expires_ms`,
    [
      hashOf(token),
      sessionId,
      session.nhsNumber,
      session.userId,
      session.name ?? null,
      session.roleCode,
      session.activities,
      session.organisation,
      session.purpose,
      session.assurance ?? null,
      session.issuer,
      session.launchJti,
      session.minutes * 60_000,
    ],
  );
  return { token, sessionId, expiresMs: Number(opened.rows[0]?.expires_ms) };
}

interface SessionRow {
  readonly session_id: string;
  readonly nhs_number: NhsNumber;
  readonly user_id: string;
  readonly user_name: string | null;
  readonly role_code: string;
  readonly activities: string[];
  readonly organisation: string;
  readonly purpose: string;
  readonly assurance: NonNullable<Viewer['assurance']> | null;
  readonly issuer: string;
  readonly launch_jti: string;
  readonly opened_ms: string;
  readonly expires_ms: string;
  readonly open: boolean;
}

const sessionColumns = `session_id, nhs_number, user_id, user_name, role_code, activities, organisation, purpose, assurance, issuer,
  launch_jti, opened_ms, expires_ms`;

/** Not written at every request: a session counts as used to within this. */
const usedWithinMs = 10_000;

/** The session of a token. Using an open one keeps it from being idle; the clock is the database's, for every process alike. */
export async function sessionOf(database: Queryable, token: string, idleMinutes: number): Promise<LaunchedSession | undefined> {
  const found = await database.query<SessionRow>(
    `with found as (
       select ${sessionColumns}, used_ms, token_hash,
         ended_ms is null and expires_ms > ${nowMs} and used_ms > ${nowMs} - $2::bigint as open
       from launched_session where token_hash = $1),
     touched as (
       update launched_session set used_ms = ${nowMs} from found
       where launched_session.token_hash = found.token_hash and found.open and found.used_ms < ${nowMs} - ${usedWithinMs})
     select * from found`,
    [hashOf(token), idleMinutes * 60_000],
  );
  const row = found.rows[0];
  if (row === undefined) return undefined;
  return {
    sessionId: row.session_id,
    nhsNumber: row.nhs_number,
    userId: row.user_id,
    name: row.user_name ?? undefined,
    roleCode: row.role_code,
    activities: row.activities,
    organisation: row.organisation,
    purpose: row.purpose,
    ...(row.assurance === null ? {} : { assurance: row.assurance }),
    issuer: row.issuer,
    launchJti: row.launch_jti,
    minutes: (Number(row.expires_ms) - Number(row.opened_ms)) / 60_000,
    expiresMs: Number(row.expires_ms),
    state: row.open ? 'open' : 'over',
  };
}

export async function endSession(database: Queryable, sessionId: string, by: string): Promise<boolean> {
  const ended = await database.query(
    `update launched_session set ended_ms = ${nowMs}, ended_by = $2 where session_id = $1 and ended_ms is null returning 1 as ended`,
    [sessionId, by],
  );
  return ended.rows.length === 1;
}

export function revoke(pool: pg.Pool, what: { readonly kind: 'session' | 'user'; readonly id: string; readonly by: string }) {
  return inTransaction(pool, async (client) => {
    await client.query(
      `insert into session_revoked (kind, id, revoked_ms, revoked_by) values ($1, $2, ${nowMs}, $3)
       on conflict (kind, id) do update set revoked_ms = excluded.revoked_ms, revoked_by = excluded.revoked_by`,
      [what.kind, what.id, what.by],
    );
    await client.query(
      `update launched_session set ended_ms = ${nowMs}, ended_by = $2
       where ${what.kind === 'user' ? 'user_id' : 'session_id'} = $1 and ended_ms is null`,
      [what.id, what.by],
    );
  });
}

export async function revocations(database: Queryable): Promise<Revocations> {
  const found = await database.query<{ kind: string; id: string; revoked_ms: string }>(
    `select kind, id, revoked_ms from session_revoked where revoked_ms > ${nowMs} - ${revocationsCountMs}`,
  );
  const of = (kind: string) =>
    new Map(found.rows.filter((row) => row.kind === kind).map((row) => [row.id, Number(row.revoked_ms)]));
  return { sessions: of('session'), users: of('user') };
}

/** Whoever reads the database must not be able to come in by what it says. */
function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
