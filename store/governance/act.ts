import type pg from 'pg';
import { RecordError } from '../../schema/errors.js';
import type { NhsNumber } from '../../schema/nhs-number.js';
import { utcNow } from '../../schema/partial-date.js';
import { inTransaction, type Queryable } from '../database.js';
import { survivingNumber } from '../people.js';
import type { By, Change } from './records.js';

/** One act of governance, as it is kept beside what it changes. */
export interface Act {
  readonly subject: string;
  /** Identifier of the objection, answer, claim or flag. */
  readonly about: string;
  /** The version the act makes: 1 for what is new. */
  readonly version: number;
  readonly kind: string;
  readonly by: By;
  readonly reason?: string | undefined;
  /** What was asked for: the same key with other content is another request. */
  readonly content: unknown;
  readonly idempotencyKey?: string | undefined;
}

/**
 * Does something once, in one transaction with the act that tells of it. Where the same user has done the same under
 * the same key before, answers what `again` reads of it; others who act on the same version at the same time wait, and
 * then find it changed.
 * @throws RecordError IDEMPOTENCY_CONFLICT, VERSION_CONFLICT
 */
export function doOnce<T>(
  pool: pg.Pool,
  act: Act,
  work: (client: pg.PoolClient) => Promise<T>,
  again: (client: pg.PoolClient, about: string) => Promise<T>,
): Promise<T> {
  return inTransaction(pool, async (client) => {
    const before = await keepAct(client, act);
    return before === undefined ? work(client) : again(client, before);
  });
}

/** Keeps the act; answers what the same act was about where it was kept before. */
async function keepAct(client: pg.PoolClient, act: Act): Promise<string | undefined> {
  const { subject, about, version, kind, by, reason } = act;
  const content = JSON.stringify(act.content);
  const key = act.idempotencyKey === undefined ? null : `${by.userId}|${act.idempotencyKey}`;
  const kept = await client.query(
    `insert into governance_act (subject, about, version, kind, at, user_id, organisation, role, reason, content, idempotency_key)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing`,
    [subject, about, version, kind, utcNow(), by.userId, by.organisation ?? null, by.role ?? null, reason ?? null, content, key],
  );
  if (kept.rowCount === 1) return undefined;
  const found = await client.query<{ about: string; kind: string; content: string | null }>(
    'select about, kind, content from governance_act where subject = $1 and idempotency_key = $2',
    [subject, key],
  );
  const first = found.rows[0];
  if (first === undefined) throw new RecordError('VERSION_CONFLICT');
  if (first.kind !== kind || (first.content !== null && first.content !== content)) throw new RecordError('IDEMPOTENCY_CONFLICT');
  return first.about;
}

/** What a change acts on: its subject, where there is such a thing. */
export async function subjectOf(
  database: Queryable,
  table: 'objection' | 'claim' | 'address_flag',
  id: string,
): Promise<string | undefined> {
  if (!uuid.test(id)) return undefined;
  const found = await database.query<{ subject: string }>(`select subject from ${table} where id = $1`, [id]);
  return found.rows[0]?.subject;
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** The act by which a change of `subject` is kept. */
export function actOf(change: Change, subject: string, kind: string, content: object = {}): Act {
  const { id, version, by, reason, idempotencyKey } = change;
  // The version is of the content: the same key for what was seen later is another request.
  return {
    subject,
    about: id,
    version: version + 1,
    kind,
    by,
    reason,
    content: { id, version, reason, ...content },
    idempotencyKey,
  };
}

/** @throws RecordError NOT_FOUND where the subject leads to no NHS number: nobody can ask for it by one. */
export async function personOf(database: Queryable, subject: string): Promise<NhsNumber> {
  const nhsNumber = await survivingNumber(database, subject);
  if (nhsNumber === undefined) throw new RecordError('NOT_FOUND');
  return nhsNumber;
}
