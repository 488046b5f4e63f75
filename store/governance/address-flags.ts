import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { RecordError } from '../../schema/errors.js';
import type { NhsNumber } from '../../schema/nhs-number.js';
import { utcNow, type PartialDateTime } from '../../schema/partial-date.js';
import type { Queryable } from '../database.js';
import { subjectsOf } from '../people.js';
import { actOf, doOnce, subjectOf } from './act.js';
import type { Change, NewAddressFlag, StoredAddressFlag } from './records.js';

interface FlagRow {
  readonly canonical: NhsNumber;
  readonly id: string;
  readonly organisation: string;
  readonly reason: string;
  readonly set_at: PartialDateTime;
  readonly set_by: string;
  readonly version: number;
  readonly lifted_at: PartialDateTime | null;
  readonly lifted_by: string | null;
  readonly lift_reason: string | null;
}

const read = `select coalesce(p.canonical, f.subject) as canonical, f.* from address_flag f left join person_subject p on p.subject = f.subject`;

function fromRow(row: FlagRow): StoredAddressFlag {
  return {
    id: row.id,
    version: row.version,
    nhsNumber: row.canonical,
    organisation: row.organisation,
    reason: row.reason,
    setAt: row.set_at,
    setBy: row.set_by,
    ...(row.lifted_at === null ? {} : { lifted: { at: row.lifted_at, by: row.lifted_by!, reason: row.lift_reason! } }),
  };
}

/** Flags set by staff under any identifier of the person, set and lifted, newest first. */
export async function addressFlagsOf(database: Queryable, nhsNumber: NhsNumber): Promise<readonly StoredAddressFlag[]> {
  const found = await database.query<FlagRow>(`${read} where f.subject = any ($1::text[]) order by f.set_at desc, f.id`, [
    await subjectsOf(database, nhsNumber),
  ]);
  return found.rows.map(fromRow);
}

/** One flag, or undefined when there is none. */
export async function addressFlagWithId(database: Queryable, id: string): Promise<StoredAddressFlag | undefined> {
  const found = await database.query<FlagRow>(`${read} where f.id::text = $1`, [id]);
  return found.rows[0] === undefined ? undefined : fromRow(found.rows[0]);
}

async function present(database: Queryable, id: string): Promise<StoredAddressFlag> {
  const flag = await addressFlagWithId(database, id);
  if (flag === undefined) throw new RecordError('NOT_FOUND');
  return flag;
}

/** Sets a flag once per user and idempotency key; it hides at once. */
export function setAddressFlag(pool: pg.Pool, flag: NewAddressFlag): Promise<StoredAddressFlag> {
  const { nhsNumber, reason, by, idempotencyKey } = flag;
  const id = randomUUID();
  const content = { reason, organisation: by.organisation };
  const act = { subject: nhsNumber, about: id, version: 1, kind: 'set-address-flag', by, reason, content, idempotencyKey };
  return doOnce(
    pool,
    act,
    async (client) => {
      await client.query(
        'insert into address_flag (subject, id, organisation, reason, set_at, set_by, version) values ($1, $2, $3, $4, $5, $6, 1)',
        [nhsNumber, id, by.organisation, reason, utcNow(), by.userId],
      );
      return present(client, id);
    },
    present,
  );
}

/** Lifts this flag and no other: what another set, or a feed, goes on hiding. @throws RecordError NOT_FOUND, VERSION_CONFLICT */
export async function liftAddressFlag(pool: pg.Pool, change: Change): Promise<StoredAddressFlag> {
  const subject = await subjectOf(pool, 'address_flag', change.id);
  if (subject === undefined) throw new RecordError('NOT_FOUND');
  const work = async (client: pg.PoolClient) => {
    const updated = await client.query(
      `update address_flag set version = version + 1, lifted_at = $3, lifted_by = $4, lift_reason = $5
       where id = $1 and version = $2 and lifted_at is null`,
      [change.id, change.version, utcNow(), change.by.userId, change.reason],
    );
    if (updated.rowCount !== 1) throw new RecordError('VERSION_CONFLICT');
    return present(client, change.id);
  };
  return doOnce(pool, actOf(change, subject, 'lift-address-flag'), work, present);
}
