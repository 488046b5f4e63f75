/** Takes a record out whose term is over. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { utcNow } from '../../schema/partial-date.js';
import { identityKinds } from '../apply/of-people.js';
import { placesOf } from '../apply/identity.js';
import { lockSubjects } from '../apply/locks.js';
import { inTransaction } from '../database.js';
import { standingOf, type Someone } from './due.js';
import type { Removed, Term } from './retention-store.js';

/**
 * Removes what partners said of somebody who is due, and the bytes that said it. What protects the person stays (objections, hidden addresses, with the
 * identifiers that lead to them), and so do receipts, so that what is sent again is known. Undefined when they are not due any more.
 */
export function removeOne(pool: pg.Pool, person: Someone, term: Term, by: string): Promise<Removed | undefined> {
  return inTransaction(pool, async (client) => {
    const held = new Set<number>();
    await lockSubjects(client, person.subjects, held);
    // As they stand now that nobody else writes: a message may have come, or two people been joined.
    const now = (await placesOf(client, person.subjects)).get(person.canonical);
    const subjects = now?.subjects ?? [person.canonical];
    if (subjects.length !== person.subjects.length || subjects.some((one) => !person.subjects.includes(one))) return undefined;
    if ((await standingOf(client, person, term)) !== 'due') return undefined;
    return remove(client, person, term, by);
  });
}

async function remove(client: pg.PoolClient, { canonical, subjects }: Someone, term: Term, by: string): Promise<Removed> {
  const of = [subjects];
  const messages = await client.query<{ id: string }>(
    'select distinct message_id as id from fact where subject = any ($1::text[])',
    of,
  );
  const entries = await client.query('delete from entry where subject = any ($1::text[])', of);
  const files = await client.query('delete from document_content where subject = any ($1::text[])', of);
  await client.query('delete from document_link where nhs_number = any ($1::text[])', of);
  const facts = await client.query(`delete from fact where subject = any ($1::text[]) and op <> 'said'`, of);
  const identity = await removeIdentity(client, subjects);
  await dropBytes(
    client,
    messages.rows.map(({ id }) => id),
  );
  await client.query(
    `insert into governance_act (subject, about, version, kind, at, user_id, reason, content) values ($1, $2, 1, $3, $4, $5, $6, $7)`,
    [
      canonical,
      randomUUID(),
      'remove-after-retention',
      utcNow(),
      by,
      `Care ended more than ${term.years} years ago`,
      JSON.stringify({ years: term.years, before: term.before }),
    ],
  );
  return {
    people: 1,
    facts: (facts.rowCount ?? 0) + identity,
    entries: entries.rowCount ?? 0,
    files: files.rowCount ?? 0,
  };
}

/** Who is who goes too, unless something that protects the person is kept under one of the identifiers. */
async function removeIdentity(client: pg.PoolClient, subjects: readonly string[]): Promise<number> {
  const kept = await client.query<{ any: boolean }>(
    `select exists (select from objection where subject = any ($1::text[])) or exists (select from sensitive_address where subject = any ($1::text[]))
       or exists (select from address_flag where subject = any ($1::text[])) or exists (select from consent_answer where subject = any ($1::text[])) as any`,
    [subjects],
  );
  if (kept.rows[0]?.any === true) return 0;
  await client.query('delete from identity_edge where subject = any ($1::text[])', [subjects]);
  await client.query('delete from person_subject where subject = any ($1::text[])', [subjects]);
  const said = await client.query(
    'delete from fact where subject = any ($1::text[]) and op = $2 and section = any ($3::text[])',
    [subjects, 'said', identityKinds],
  );
  return said.rowCount ?? 0;
}

/** Of messages that said something of nobody else: with each, or with the arrival that it was all of. */
async function dropBytes(client: pg.PoolClient, messages: readonly string[]): Promise<void> {
  const silent = await client.query<{ arrival_id: string | null }>(
    `update message m set bytes = null, key_id = null where m.id = any ($1::bigint[])
       and not exists (select from fact f where f.message_id = m.id and f.op <> 'said') returning arrival_id`,
    [messages],
  );
  await client.query(
    `update arrival a set bytes = null, key_id = null where a.id = any ($1::bigint[]) and a.bytes is not null
       and not exists (select from arrival_waiting w where w.lane = a.lane and w.id = a.id)`,
    [silent.rows.flatMap(({ arrival_id }) => arrival_id ?? [])],
  );
}
