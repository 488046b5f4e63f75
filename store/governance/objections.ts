import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Section } from '../../schema/entry.js';
import { RecordError } from '../../schema/errors.js';
import type { NhsNumber } from '../../schema/nhs-number.js';
import { utcNow, type PartialDateTime } from '../../schema/partial-date.js';
import type { Queryable } from '../database.js';
import { subjectsOf, survivingNumber } from '../people.js';
import { actOf, doOnce, personOf, subjectOf } from './act.js';
import type { Change, NewObjection, ObjectionReview, OfPerson, ReviewState, Speaker, StoredObjection } from './records.js';

interface ObjectionRow {
  readonly subject: string;
  readonly id: string;
  readonly sections: Section[] | null;
  readonly source_partners: string[] | null;
  readonly recipient_partners: string[] | null;
  readonly version: number;
  readonly state: ReviewState;
  readonly objector: Speaker['speaker'];
  readonly relationship: string | null;
  readonly recorded_at: PartialDateTime;
  readonly recorded_by: string;
  readonly reason: string | null;
  readonly review_ground: string | null;
  readonly review_reason: string | null;
  readonly reviewed_at: PartialDateTime | null;
  readonly reviewed_by: string | null;
  readonly withdrawn_at: PartialDateTime | null;
}

const columns = `subject, id, sections, source_partners, recipient_partners, version, state, objector, relationship, recorded_at,
  recorded_by, reason, review_ground, review_reason, reviewed_at, reviewed_by, withdrawn_at`;

function fromRow(row: ObjectionRow): StoredObjection {
  return {
    id: row.id,
    ...(row.state === 'under-review' ? { underReview: true } : {}),
    ...(row.sections === null ? {} : { sections: row.sections }),
    ...(row.source_partners === null ? {} : { sourcePartners: row.source_partners }),
    ...(row.recipient_partners === null ? {} : { recipientPartners: row.recipient_partners }),
    version: row.version,
    state: row.state,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
    ...(row.objector === 'person'
      ? {}
      : { objector: { speaker: row.objector, ...(row.relationship === null ? {} : { relationship: row.relationship }) } }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.reviewed_at === null
      ? {}
      : {
          review: {
            reviewedAt: row.reviewed_at,
            reviewedBy: row.reviewed_by!,
            ...(row.review_ground === null ? {} : { ground: row.review_ground }),
            reason: row.review_reason!,
          },
        }),
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
export async function objectionWithId(database: Queryable, id: string): Promise<(StoredObjection & OfPerson) | undefined> {
  const found = await database.query<ObjectionRow>(`select ${columns} from objection where id::text = $1 and recorded`, [id]);
  const row = found.rows[0];
  if (row === undefined) return undefined;
  const nhsNumber = await survivingNumber(database, row.subject);
  // One by feed under a local identifier that leads to no NHS number: nobody can ask for it by one.
  return nhsNumber === undefined ? undefined : { ...fromRow(row), nhsNumber };
}

async function present(database: Queryable, id: string): Promise<StoredObjection & OfPerson> {
  const objection = await objectionWithId(database, id);
  if (objection === undefined) throw new RecordError('NOT_FOUND');
  return objection;
}

/** Records an objection once per user and idempotency key; a repetition answers the first. */
export function recordObjection(pool: pg.Pool, objection: NewObjection): Promise<StoredObjection> {
  const { nhsNumber, sections, sourcePartners, recipientPartners, reason, recordedBy, organisation, role } = objection;
  const { objector = { speaker: 'person' }, idempotencyKey } = objection;
  const id = randomUUID();
  const act = {
    subject: nhsNumber,
    about: id,
    version: 1,
    kind: 'record-objection',
    by: { userId: recordedBy, role, ...(organisation === undefined ? {} : { organisation }) },
    reason,
    // Without the reason: told again in other words it is the same objection.
    content: { sections, sourcePartners, recipientPartners, objector },
    idempotencyKey,
  };
  return doOnce(pool, act, record, async (client, first) => fromRow(await rowWithId(client, first)));

  async function record(client: pg.PoolClient): Promise<StoredObjection> {
    const inserted = await client.query<ObjectionRow>(
      `insert into objection (subject, id, sections, source_partners, recipient_partners, version, state, objector, relationship,
         recorded_at, recorded_by, organisation, reason, idempotency_key)
       values ($1, $2, $3, $4, $5, 1, $6, $7, $8, $9, $10, $11, $12, $13) returning ${columns}`,
      [
        nhsNumber,
        id,
        sections ?? null,
        sourcePartners ?? null,
        recipientPartners ?? null,
        objection.underReview === true ? 'under-review' : 'recorded',
        objector.speaker,
        objector.relationship ?? null,
        utcNow(),
        recordedBy,
        organisation ?? null,
        reason ?? null,
        // Of its own: which acts are repetitions, the acts say.
        `by-hand|${id}`,
      ],
    );
    return fromRow(inserted.rows[0]!);
  }
}

async function rowWithId(database: Queryable, id: string): Promise<ObjectionRow> {
  const found = await database.query<ObjectionRow>(`select ${columns} from objection where id = $1`, [id]);
  const row = found.rows[0];
  if (row === undefined) throw new RecordError('STORE_UNAVAILABLE', { detail: 'an objection recorded before cannot be read' });
  return row;
}

/** @throws RecordError NOT_FOUND, VERSION_CONFLICT, IDEMPOTENCY_CONFLICT */
export async function withdrawObjection(pool: pg.Pool, change: Change): Promise<StoredObjection & OfPerson> {
  return changed(pool, change, 'withdraw-objection', {}, (client) =>
    client.query<ObjectionRow>(
      `update objection set version = version + 1, withdrawn_at = $3, withdrawn_by = $4, withdrawal_reason = $5
       where id = $1 and version = $2 and withdrawn_at is null returning ${columns}`,
      [change.id, change.version, utcNow(), change.by.userId, change.reason],
    ),
  );
}

/** From which states a review goes where: what is decided is taken up again before it is decided anew. */
const steps = {
  'under-review': ['recorded', 'upheld', 'not-upheld'],
  upheld: ['recorded', 'under-review'],
  'not-upheld': ['recorded', 'under-review'],
} as const satisfies Record<ObjectionReview['to'], readonly ReviewState[]>;

/** @throws RecordError NOT_FOUND, VERSION_CONFLICT, IDEMPOTENCY_CONFLICT, BAD_REQUEST */
export async function reviewObjection(pool: pg.Pool, review: ObjectionReview): Promise<StoredObjection & OfPerson> {
  const { to, ground, by, reason } = review;
  return changed(pool, review, 'review-objection', { to, ground }, async (client) => {
    const held = await rowWithId(client, review.id);
    if (held.version === review.version && held.withdrawn_at === null && !(steps[to] as readonly string[]).includes(held.state)) {
      throw new RecordError('BAD_REQUEST', { location: 'input.to', detail: `an objection ${held.state} does not become ${to}` });
    }
    return client.query<ObjectionRow>(
      `update objection set version = version + 1, state = $3, review_ground = $4, review_reason = $5, reviewed_at = $6, reviewed_by = $7
       where id = $1 and version = $2 and withdrawn_at is null returning ${columns}`,
      [review.id, review.version, to, ground ?? null, reason, utcNow(), by.userId],
    );
  });
}

async function changed(
  pool: pg.Pool,
  change: Change,
  kind: string,
  content: object,
  update: (client: pg.PoolClient) => Promise<pg.QueryResult<ObjectionRow>>,
): Promise<StoredObjection & OfPerson> {
  const held = await objectionWithId(pool, change.id);
  const subject = held && (await subjectOf(pool, 'objection', change.id));
  if (subject === undefined) throw new RecordError('NOT_FOUND');
  const work = async (client: pg.PoolClient) => {
    const row = (await update(client)).rows[0];
    if (row === undefined) throw new RecordError('VERSION_CONFLICT');
    return { ...fromRow(row), nhsNumber: await personOf(client, row.subject) };
  };
  return doOnce(pool, actOf(change, subject, kind, content), work, (client) => present(client, change.id));
}
