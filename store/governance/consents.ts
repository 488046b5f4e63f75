import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { NhsNumber } from '../../schema/nhs-number.js';
import { utcNow, type PartialDateTime } from '../../schema/partial-date.js';
import type { Queryable } from '../database.js';
import { subjectsOf } from '../people.js';
import { doOnce } from './act.js';
import type { NewConsent, Speaker, StoredConsent } from './records.js';

interface ConsentRow {
  readonly id: string;
  readonly answer: StoredConsent['answer'];
  readonly answered_by: Speaker['speaker'];
  readonly relationship: string | null;
  readonly organisation: string;
  readonly answered_ms: string;
  readonly answered_at: PartialDateTime;
  readonly recorded_by: string;
}

const columns = 'id, answer, answered_by, relationship, organisation, answered_ms, answered_at, recorded_by';

function fromRow(row: ConsentRow): StoredConsent {
  return {
    id: row.id,
    answer: row.answer,
    organisation: row.organisation,
    answeredMs: Number(row.answered_ms),
    answeredAt: row.answered_at,
    answeredBy: { speaker: row.answered_by, ...(row.relationship === null ? {} : { relationship: row.relationship }) },
    recordedBy: row.recorded_by,
  };
}

/** Every answer ever recorded under any identifier of the person, newest first. */
export async function consentsOf(database: Queryable, nhsNumber: NhsNumber): Promise<readonly StoredConsent[]> {
  const found = await database.query<ConsentRow>(
    `select ${columns} from consent_answer where subject = any ($1::text[]) order by answered_ms desc, answer desc, id`,
    [await subjectsOf(database, nhsNumber)],
  );
  return found.rows.map(fromRow);
}

/** Records an answer once per user and idempotency key. A change of mind is another answer. */
export function recordConsent(pool: pg.Pool, consent: NewConsent): Promise<StoredConsent> {
  const { nhsNumber, answer, answeredBy, by, idempotencyKey } = consent;
  const id = randomUUID();
  const content = { answer, answeredBy, organisation: by.organisation };
  const act = { subject: nhsNumber, about: id, version: 1, kind: 'record-consent', by, content, idempotencyKey };
  return doOnce(pool, act, record, read);

  async function record(client: pg.PoolClient): Promise<StoredConsent> {
    const now = new Date();
    const inserted = await client.query<ConsentRow>(
      `insert into consent_answer (subject, id, answer, answered_by, relationship, organisation, answered_ms, answered_at, recorded_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning ${columns}`,
      [
        nhsNumber,
        id,
        answer,
        answeredBy.speaker,
        answeredBy.relationship ?? null,
        by.organisation,
        now.getTime(),
        utcNow(now),
        by.userId,
      ],
    );
    return fromRow(inserted.rows[0]!);
  }

  async function read(client: pg.PoolClient, first: string): Promise<StoredConsent> {
    const found = await client.query<ConsentRow>(`select ${columns} from consent_answer where subject = $1 and id = $2`, [
      nhsNumber,
      first,
    ]);
    return fromRow(found.rows[0]!);
  }
}
