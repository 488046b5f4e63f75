import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { RecordError } from '../../schema/errors.js';
import type { NhsNumber } from '../../schema/nhs-number.js';
import { utcNow, type PartialDateTime } from '../../schema/partial-date.js';
import type { Queryable } from '../database.js';
import { actOf, doOnce, subjectOf } from './act.js';
import type { ClaimOutcome, ClaimReview, NewClaim, StoredClaim, WaitingQuery } from './records.js';

interface ClaimRow {
  readonly canonical: NhsNumber;
  readonly id: string;
  readonly kind: StoredClaim['kind'];
  readonly user_id: string;
  readonly organisation: string;
  readonly role: string | null;
  readonly ground: string | null;
  readonly reason: string;
  readonly claimed_at: PartialDateTime;
  readonly from_ms: string;
  readonly until_ms: string;
  readonly version: number;
  readonly reviewed_at: PartialDateTime | null;
  readonly reviewed_by: string | null;
  readonly outcome: ClaimOutcome | null;
  readonly review_reason: string | null;
}

const read = `select coalesce(p.canonical, c.subject) as canonical, c.* from claim c left join person_subject p on p.subject = c.subject`;

function fromRow(row: ClaimRow): StoredClaim {
  return {
    id: row.id,
    version: row.version,
    nhsNumber: row.canonical,
    kind: row.kind,
    userId: row.user_id,
    organisation: row.organisation,
    ...(row.role === null ? {} : { role: row.role }),
    ...(row.ground === null ? {} : { ground: row.ground }),
    reason: row.reason,
    claimedAt: row.claimed_at,
    fromMs: Number(row.from_ms),
    untilMs: Number(row.until_ms),
    ...(row.outcome === null
      ? {}
      : {
          review: {
            outcome: row.outcome,
            reviewedAt: row.reviewed_at!,
            reviewedBy: row.reviewed_by!,
            reason: row.review_reason!,
          },
        }),
  };
}

/** One claim, or undefined when there is none. */
export async function claimWithId(database: Queryable, id: string): Promise<StoredClaim | undefined> {
  const found = await database.query<ClaimRow>(`${read} where c.id::text = $1`, [id]);
  return found.rows[0] === undefined ? undefined : fromRow(found.rows[0]);
}

async function present(database: Queryable, id: string): Promise<StoredClaim> {
  const claim = await claimWithId(database, id);
  if (claim === undefined) throw new RecordError('NOT_FOUND');
  return claim;
}

/** Makes a claim once per user and idempotency key; it counts at once. */
export function makeClaim(pool: pg.Pool, claim: NewClaim): Promise<StoredClaim> {
  const { nhsNumber, kind, ground, reason, by, idempotencyKey } = claim;
  const id = randomUUID();
  // Without the times: told again later it is the same claim, and ends when it was to end.
  const content = { kind, ground, reason, organisation: by.organisation };
  const act = { subject: nhsNumber, about: id, version: 1, kind: 'make-claim', by, reason, content, idempotencyKey };
  return doOnce(
    pool,
    act,
    async (client) => {
      await client.query(
        `insert into claim (subject, id, kind, user_id, organisation, role, ground, reason, claimed_at, from_ms, until_ms, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)`,
        [
          nhsNumber,
          id,
          kind,
          by.userId,
          by.organisation,
          by.role ?? null,
          ground ?? null,
          reason,
          utcNow(),
          claim.fromMs,
          claim.untilMs,
        ],
      );
      return present(client, id);
    },
    present,
  );
}

/** @throws RecordError NOT_FOUND, VERSION_CONFLICT, IDEMPOTENCY_CONFLICT */
export async function reviewClaim(pool: pg.Pool, review: ClaimReview): Promise<StoredClaim> {
  const { id, version, by, reason, outcome } = review;
  const subject = await subjectOf(pool, 'claim', id);
  if (subject === undefined) throw new RecordError('NOT_FOUND');
  const work = async (client: pg.PoolClient) => {
    const updated = await client.query(
      `update claim set version = version + 1, outcome = $3, review_reason = $4, reviewed_at = $5, reviewed_by = $6
       where id = $1 and version = $2`,
      [id, version, outcome, reason, utcNow(), by.userId],
    );
    if (updated.rowCount !== 1) throw new RecordError('VERSION_CONFLICT');
    return present(client, id);
  };
  return doOnce(pool, actOf(review, subject, 'review-claim', { outcome }), work, present);
}

/** Claims that nobody has reviewed yet, over or not, oldest first. */
export async function claimsWaiting(
  database: Queryable,
  { kinds, organisation, first, offset }: WaitingQuery,
): Promise<{ readonly totalCount: number; readonly claims: readonly StoredClaim[] }> {
  const waiting = 'c.outcome is null and c.kind = any ($1::text[]) and ($2::text is null or c.organisation = $2)';
  const filters = [kinds, organisation ?? null];
  const counted = await database.query<{ count: number }>(`select count(*)::int as count from claim c where ${waiting}`, filters);
  const found = await database.query<ClaimRow>(`${read} where ${waiting} order by c.from_ms, c.id limit $3 offset $4`, [
    ...filters,
    first,
    offset,
  ]);
  return { totalCount: counted.rows[0]!.count, claims: found.rows.map(fromRow) };
}
