import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Section } from '../schema/entry.js';
import { RecordError } from '../schema/errors.js';
import type { NhsNumber } from '../schema/nhs-number.js';
import { utcNow, type PartialDateTime } from '../schema/partial-date.js';
import { inTransaction, type Queryable } from './database.js';
import { subjectsOf, survivingNumber } from './people.js';
import type { NewObjection, StoredObjection } from './store.js';

interface ObjectionRow {
  readonly subject: string;
  readonly id: string;
  readonly sections: Section[] | null;
  readonly source_partners: string[] | null;
  readonly recipient_partners: string[] | null;
  readonly version: number;
  readonly recorded_at: PartialDateTime;
  readonly recorded_by: string;
  readonly reason: string | null;
  readonly withdrawn_at: PartialDateTime | null;
}

const columns =
  'subject, id, sections, source_partners, recipient_partners, version, recorded_at, recorded_by, reason, withdrawn_at';

function fromRow(row: ObjectionRow): StoredObjection {
  return {
    id: row.id,
    ...(row.sections === null ? {} : { sections: row.sections }),
    ...(row.source_partners === null ? {} : { sourcePartners: row.source_partners }),
    ...(row.recipient_partners === null ? {} : { recipientPartners: row.recipient_partners }),
    version: row.version,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.withdrawn_at === null ? {} : { withdrawnAt: row.withdrawn_at }),
  };
}

/** Every objection recorded under any identifier of the person, newest first. */
export async function objectionsOf(database: Queryable, nhsNumber: NhsNumber): Promise<readonly StoredObjection[]> {
  const subjects = await subjectsOf(database, nhsNumber);
  const found = await database.query<ObjectionRow>(
    `select ${columns} from objection where subject = any ($1::text[]) and recorded order by recorded_at desc, id`,
    [subjects],
  );
  return found.rows.map(fromRow);
}

/** One objection with its person, or undefined when there is none. */
export async function objectionWithId(database: Queryable, id: string): Promise<ObjectionOfPerson | undefined> {
  const found = await database.query<ObjectionRow>(`select ${columns} from objection where id::text = $1 and recorded`, [id]);
  return found.rows[0] === undefined ? undefined : withPerson(database, found.rows[0]);
}

type ObjectionOfPerson = StoredObjection & { readonly nhsNumber: NhsNumber };

/** Undefined for one by feed under a local identifier that leads to no NHS number: nobody can ask for it by one. */
async function withPerson(database: Queryable, row: ObjectionRow): Promise<ObjectionOfPerson | undefined> {
  const nhsNumber = await survivingNumber(database, row.subject);
  return nhsNumber === undefined ? undefined : { ...fromRow(row), nhsNumber };
}

/** Records an objection once per idempotency key; a repetition answers the first. */
export async function recordObjection(pool: pg.Pool, objection: NewObjection): Promise<StoredObjection> {
  const inserted = await pool.query<ObjectionRow>(
    `insert into objection (subject, id, sections, source_partners, recipient_partners, version, recorded_at, recorded_by, reason, idempotency_key)
     values ($1, $2, $3, $4, $5, 1, $6, $7, $8, $9) on conflict (idempotency_key) do nothing returning ${columns}`,
    [
      objection.nhsNumber,
      randomUUID(),
      objection.sections ?? null,
      objection.sourcePartners ?? null,
      objection.recipientPartners ?? null,
      utcNow(),
      objection.recordedBy,
      objection.reason ?? null,
      keyOf(objection),
    ],
  );
  const row = inserted.rows[0] ?? (await firstOf(pool, keyOf(objection)));
  return fromRow(row);
}

// Led by the person, so that a key reused for another person cannot answer that one's objection.
function keyOf(objection: NewObjection): string {
  return `by-hand|${objection.nhsNumber}|${objection.idempotencyKey}`;
}

async function firstOf(database: Queryable, key: string): Promise<ObjectionRow> {
  const found = await database.query<ObjectionRow>(`select ${columns} from objection where idempotency_key = $1`, [key]);
  const row = found.rows[0];
  if (row === undefined) throw new RecordError('STORE_UNAVAILABLE', { detail: 'an objection recorded before cannot be read' });
  return row;
}

/** @throws RecordError NOT_FOUND, VERSION_CONFLICT */
export function withdrawObjection(
  pool: pg.Pool,
  id: string,
  version: number,
  by: string,
  reason: string,
): Promise<ObjectionOfPerson> {
  return inTransaction(pool, async (client) => {
    const now = await client.query<ObjectionRow>(`select ${columns} from objection where id::text = $1 and recorded for update`, [
      id,
    ]);
    const current = now.rows[0];
    if (current === undefined) throw new RecordError('NOT_FOUND');
    if (current.version !== version || current.withdrawn_at !== null) throw new RecordError('VERSION_CONFLICT');
    const updated = await client.query<ObjectionRow>(
      `update objection set version = version + 1, withdrawn_at = $2, withdrawn_by = $3, withdrawal_reason = $4
       where id = $1 returning ${columns}`,
      [id, utcNow(), by, reason],
    );
    const withdrawn = updated.rows[0] === undefined ? undefined : await withPerson(client, updated.rows[0]);
    if (withdrawn === undefined) throw new RecordError('NOT_FOUND');
    return withdrawn;
  });
}
