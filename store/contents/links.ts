import { createHash, randomBytes } from 'node:crypto';
import type { NhsNumber } from '../../schema/nhs-number.js';
import { parsePartialDateTime } from '../../schema/partial-date.js';
import type { Queryable } from '../database.js';
import type { DocumentLink, IssuedLink, NewDocumentLink } from '../store.js';

/** How long a link can be used. */
const lifeMs = 60_000;
/** How long a spent link is remembered, so that an attempt to use it again is known for what it is. */
const rememberMs = 7 * 86_400_000;

/** Makes links, with new random tokens; the clock is the database's, as any process may be asked to open one. */
export async function issueLinks(database: Queryable, links: readonly NewDocumentLink[]): Promise<readonly IssuedLink[]> {
  const tokens = links.map(() => randomBytes(32).toString('base64url'));
  const made = await database.query<{ expires_ms: string }>(
    `with clock as (select (extract(epoch from clock_timestamp()) * 1000)::bigint as now_ms),
     forgotten as (delete from document_link where expires_ms < (select now_ms from clock) - ${rememberMs})
     insert into document_link (token_hash, nhs_number, entry_id, user_id, session_id, expires_ms)
     select token_hash, nhs_number, entry_id, user_id, session_id, now_ms + ${lifeMs}
     from unnest($1::bytea[], $2::text[], $3::uuid[], $4::text[], $5::text[]) as link (token_hash, nhs_number, entry_id, user_id, session_id),
          clock
     returning expires_ms`,
    [
      tokens.map(hashOf),
      links.map((link) => link.nhsNumber),
      links.map((link) => link.entryId),
      links.map((link) => link.userId),
      links.map((link) => link.sessionId),
    ],
  );
  // All of one statement end at the same moment.
  const expiresAt = new Date(Number(made.rows[0]?.expires_ms)).toISOString().replace('Z', '+00:00');
  return tokens.map((token) => ({ token, expiresAt: parsePartialDateTime(expiresAt)! }));
}

interface LinkRow {
  readonly nhs_number: NhsNumber;
  readonly entry_id: string;
  readonly user_id: string;
  readonly session_id: string;
  readonly used: boolean;
  readonly expired: boolean;
}

/** The link that a token stands for, whatever became of it; undefined when there is none. */
export async function linkOf(database: Queryable, token: string): Promise<DocumentLink | undefined> {
  const found = await database.query<LinkRow>(
    `select nhs_number, entry_id, user_id, session_id, used_ms is not null as used,
            expires_ms < extract(epoch from clock_timestamp()) * 1000 as expired
     from document_link where token_hash = $1`,
    [hashOf(token)],
  );
  const row = found.rows[0];
  if (row === undefined) return undefined;
  const { nhs_number: nhsNumber, entry_id: entryId, user_id: userId, session_id: sessionId, used, expired } = row;
  return { nhsNumber, entryId, userId, sessionId, state: used ? 'used' : expired ? 'expired' : 'open' };
}

/** Uses a link up. Of several that try at once, one is told that it did. */
export async function useLink(database: Queryable, token: string): Promise<boolean> {
  const used = await database.query(
    `update document_link set used_ms = (extract(epoch from clock_timestamp()) * 1000)::bigint
     where token_hash = $1 and used_ms is null and expires_ms >= extract(epoch from clock_timestamp()) * 1000
     returning 1 as used`,
    [hashOf(token)],
  );
  return used.rows.length === 1;
}

/** Whoever reads the database must not be able to open what is linked. */
function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
