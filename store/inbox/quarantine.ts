import type pg from 'pg';
import type { ErrorCode } from '../../schema/errors.js';
import { utcNow, type PartialDateTime } from '../../schema/partial-date.js';
import { inTransaction, type Queryable } from '../database.js';
import type { Cipher } from './cipher.js';

/** What was refused: a whole message, document or row, or a part of one that is stored. Never what it says. */
export interface QuarantinedPart {
  readonly id: number;
  readonly feed: string;
  readonly partner: string;
  readonly format: string;
  readonly code: ErrorCode;
  readonly location: string;
  readonly detail?: string;
  readonly receivedAt: PartialDateTime;
  readonly whole: boolean;
  /** The message it is a part of; the arrival it came in. */
  readonly messageId?: number;
  readonly arrivalId?: number;
  readonly settled?: 'replayed' | 'discarded';
}

export interface QuarantineQuery {
  readonly feed?: string;
  readonly code?: string;
  /** Those replayed or discarded too. */
  readonly settledToo?: boolean;
  readonly first: number;
}

interface Row {
  readonly id: string;
  readonly feed: string;
  readonly partner: string;
  readonly format: string;
  readonly code: ErrorCode;
  readonly location: string;
  readonly detail: string | null;
  readonly received_at: PartialDateTime;
  readonly message_id: string | null;
  readonly arrival_id: string | null;
  readonly settled: 'replayed' | 'discarded' | null;
}

const columns = 'id, feed, partner, format, code, location, detail, received_at, message_id, arrival_id, settled';

/** Newest first. */
export async function listQuarantined(database: Queryable, query: QuarantineQuery): Promise<readonly QuarantinedPart[]> {
  const found = await database.query<Row>(
    `select ${columns} from quarantine
     where ($1::text is null or feed = $1) and ($2::text is null or code = $2) and ($3 or settled is null) order by id desc limit $4`,
    [query.feed ?? null, query.code ?? null, query.settledToo === true, query.first],
  );
  return found.rows.map(partOf);
}

export async function quarantinedPart(database: Queryable, id: number): Promise<QuarantinedPart | undefined> {
  const found = await database.query<Row>(`select ${columns} from quarantine where id = $1`, [id]);
  return found.rows[0] === undefined ? undefined : partOf(found.rows[0]);
}

function partOf(row: Row): QuarantinedPart {
  return {
    id: Number(row.id),
    feed: row.feed,
    partner: row.partner,
    format: row.format,
    code: row.code,
    location: row.location,
    ...(row.detail === null ? {} : { detail: row.detail }),
    receivedAt: row.received_at,
    whole: row.message_id === null,
    ...(row.message_id === null ? {} : { messageId: Number(row.message_id) }),
    ...(row.arrival_id === null ? {} : { arrivalId: Number(row.arrival_id) }),
    ...(row.settled === null ? {} : { settled: row.settled }),
  };
}

interface KeptRow {
  readonly hash: Buffer;
  readonly key_id: string | null;
  readonly bytes: Buffer;
}

/** The bytes as they came: its own, else those of its message, else of its arrival. Undefined when none are kept (any more). */
export async function quarantinedBytes(database: Queryable, cipher: Cipher, id: number): Promise<Buffer | undefined> {
  const found = await database.query<KeptRow>(
    `select kept.hash, kept.key_id, kept.bytes from quarantine q
     left join message m on m.id = q.message_id
     left join arrival a on a.id = coalesce(q.arrival_id, m.arrival_id)
     cross join lateral (values (1, q.hash, q.key_id, q.bytes), (2, m.hash, m.key_id, m.bytes), (3, a.hash, a.key_id, a.bytes))
       as kept (place, hash, key_id, bytes)
     where q.id = $1 and kept.bytes is not null order by kept.place limit 1`,
    [id],
  );
  const row = found.rows[0];
  return row === undefined ? undefined : cipher.open({ keyId: row.key_id, bytes: row.bytes }, row.hash);
}

/** As {@link quarantinedBytes}, for somebody to look at: who and why is kept for good before they get them. */
export async function lookInto(
  pool: pg.Pool,
  cipher: Cipher,
  id: number,
  access: { readonly by: string; readonly reason: string },
): Promise<Buffer | undefined> {
  return inTransaction(pool, async (client) => {
    await client.query('insert into raw_access (at, by_whom, reason, quarantine_id) values ($1, $2, $3, $4)', [
      utcNow(),
      access.by,
      access.reason,
      id,
    ]);
    return quarantinedBytes(client, cipher, id);
  });
}

/** Notes that it was put right, or will not be. One discarded keeps code and place, and loses its own bytes. */
export async function settleQuarantined(database: Queryable, id: number, settled: 'replayed' | 'discarded'): Promise<boolean> {
  const done = await database.query(
    `update quarantine set settled = $2, settled_at = $3, bytes = case when $2 = 'discarded' then null else bytes end
     where id = $1 and settled is null`,
    [id, settled, utcNow()],
  );
  return (done.rowCount ?? 0) > 0;
}
