import type pg from 'pg';
import type { PartialDateTime } from '../../schema/partial-date.js';
import type { SensitiveLabeller } from '../../schema/sensitive-labeller.js';
import { labellerFor, type Writing } from '../apply/apply.js';
import { storeFacts, type Fact } from '../apply/facts.js';
import { placesOf, replaceEdges } from '../apply/identity.js';
import { lockSubjects } from '../apply/locks.js';
import { markMoved, refold } from '../apply/refold.js';
import { edgeOf, flagKinds, isIdentity, personFactsOf, type PersonFact } from '../apply/of-people.js';
import { statementsOf } from '../apply/said.js';
import { prepare, refusalOf, subjectsNamed, type PreparedUnit, type Unit } from '../apply/units.js';
import { WorkingSet } from '../apply/working-set.js';
import { writeChanged } from '../apply/write.js';
import { storeFiles } from '../contents/files.js';
import type { Queryable } from '../database.js';
import { beginWithSettings } from '../settings.js';
import type { Cipher } from './cipher.js';
import { asStored, differing, factsOfMessages, isOfPerson, type Difference, type StoredFact } from './differences.js';
import { flagChanges, hideAtOnce, oneReplayAtATime, type FlagChange } from './replay-flags.js';

/** A message as it was received, with the number it is stored under; bytes undefined when they are not kept any more. */
export interface KeptMessage {
  readonly id: number;
  readonly feed: string;
  readonly type: string;
  readonly receivedAt: PartialDateTime;
  readonly bytes: Buffer | undefined;
}

/** A message of which there is another translation. */
export interface Retranslated {
  readonly messageId: number;
  readonly unit: Unit;
}

export interface KeptQuery {
  readonly feed: string;
  /** ISO 8601, UTC; `from` included, `to` not. */
  readonly from: string;
  readonly to: string;
  readonly afterId: number;
  readonly first: number;
}

/** Messages of a feed received in a span (`from` included, `to` not), by their numbers. */
export async function keptMessages(database: Queryable, cipher: Cipher, query: KeptQuery): Promise<readonly KeptMessage[]> {
  const found = await database.query<{
    id: string;
    feed: string;
    type: string;
    received_at: PartialDateTime;
    hash: Buffer;
    key_id: string | null;
    bytes: Buffer | null;
  }>(
    `select m.id, m.feed, m.type, m.received_at, m.hash, coalesce(m.key_id, a.key_id) as key_id, coalesce(m.bytes, a.bytes) as bytes
     from message m left join arrival a on m.bytes is null and a.id = m.arrival_id
     where m.feed = $1 and m.received_at >= $2 and m.received_at < $3 and m.id > $4 order by m.id limit $5`,
    [query.feed, query.from, query.to, query.afterId, query.first],
  );
  return found.rows.map((row) => ({
    id: Number(row.id),
    feed: row.feed,
    type: row.type,
    receivedAt: row.received_at,
    bytes: row.bytes === null ? undefined : cipher.open({ keyId: row.key_id, bytes: row.bytes }, row.hash),
  }));
}

/** What other translations change. */
export interface Retranslation {
  readonly differences: readonly Difference[];
  /** What they say otherwise of dissent and hidden addresses: {@link settleFlags} says what that comes to, and does it. */
  readonly flags: readonly FlagChange[];
}

/**
 * What other translations of stored messages would change, and with `apply` changes it: of a message that differs the facts are
 * replaced, and what they come to is folded anew, who is who with them. Nothing else moves. Of dissent and hidden addresses only what hides
 * is changed here: what would lift one waits for {@link settleFlags}. Units that the store would refuse change nothing.
 */
export async function retranslate(
  pool: pg.Pool,
  writing: Writing,
  messages: readonly Retranslated[],
  apply: boolean,
): Promise<Retranslation> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const settings = await beginWithSettings(client);
    await oneReplayAtATime(client);
    const numbers = new Map<PreparedUnit, number>();
    for (const { messageId, unit } of messages) {
      const prepared = prepare(unit, writing.labeller);
      if (refusalOf(prepared, settings.population) === undefined) numbers.set(prepared, messageId);
    }
    const ids = [...numbers.values()];
    const said = statementsOf(numbers);
    const found = differing(await factsOfMessages(client, ids), [...said.facts, ...said.ofPeople].map(asStored), ids);
    const differences = found.map(({ difference }) => difference);
    let flags = flagChanges(found);
    if (apply && found.length > 0) {
      const ofMessages = new Set(differences.map(({ messageId }) => messageId));
      const changed = new Map([...numbers].filter(([, id]) => ofMessages.has(id)));
      await replace(client, labellerFor(settings, writing.labeller), changed);
      flags = await hideAtOnce(client, flags);
    }
    await client.query('commit');
    return { differences, flags };
  } catch (error) {
    await client.query('rollback').catch((fault: Error) => (broken = fault));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Lets the messages of `changed` say what their new translations say; of flags they go on saying what they said. */
async function replace(
  client: pg.PoolClient,
  labeller: SensitiveLabeller,
  changed: ReadonlyMap<PreparedUnit, number>,
): Promise<void> {
  const said = statementsOf(changed);
  const ids = [...changed.values()];
  const before = await factsOfMessages(client, ids);
  const old = before.filter((fact) => !isOfPerson(fact)) as Exclude<StoredFact, PersonFact>[];
  const identity = [...before.filter(isOfPerson), ...said.ofPeople].filter(isIdentity);
  const named = new Set<string>([
    ...[...changed.keys()].flatMap((unit) => subjectsNamed(unit.translation)),
    ...before.flatMap((fact) => (isOfPerson(fact) && isIdentity(fact) ? [fact.subject, fact.key] : [fact.subject])),
  ]);
  const held = new Set<number>();
  await lockSubjects(client, named, held);
  await client.query('delete from fact where message_id = any ($1::bigint[]) and section <> all ($2::text[])', [ids, flagKinds]);
  await storeFacts(client, [...said.facts, ...said.ofPeople.filter(isIdentity)]);
  await updateMessages(client, changed);
  const standing = [...(await personFactsOf(client, identity)).values()].flat().filter(isIdentity);
  const { moved } = await replaceEdges(client, identity.map(edgeOf), standing.map(edgeOf));
  const places = await placesOf(client, [...named, ...moved]);
  await lockSubjects(
    client,
    [...places.values()].flatMap((place) => place.subjects),
    held,
  );
  const set = new WorkingSet(places);
  for (const fact of [...old, ...said.facts]) {
    if (fact.op === 'list') set.lateLists.push(fact as Fact);
    else set.cell(fact.subject, fact.section, fact.partner, fact.key).refold = true;
  }
  await markMoved(client, set, moved);
  for (const unit of changed.keys()) await storeFiles(client, unit.message.partner, unit.files);
  await refold(client, set);
  await writeChanged(client, set, labeller);
  await dropUnsaid(client, old);
}

async function updateMessages(client: pg.PoolClient, changed: ReadonlyMap<PreparedUnit, number>): Promise<void> {
  const rows = [...changed];
  await client.query(
    `update message m set stated_ms = n.stated_ms, type = n.type, nhs_number_status = n.status, matter = n.matter,
       unmapped = array(select json_array_elements_text(n.unmapped::json))
     from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[]) as n (id, stated_ms, type, status, unmapped, matter) where m.id = n.id`,
    [
      rows.map(([, id]) => id),
      rows.map(([unit]) => unit.statedMs),
      rows.map(([unit]) => unit.translation.messageType),
      rows.map(([unit]) => unit.translation.nhsNumberStatus ?? null),
      rows.map(([unit]) => JSON.stringify(unit.translation.unmapped).replaceAll(String.raw`\u0000`, String.raw`\ufffd`)),
      rows.map(([unit]) => unit.matter),
    ],
  );
}

/** Entries of which nothing is said any more. */
async function dropUnsaid(client: pg.PoolClient, old: readonly Exclude<StoredFact, PersonFact>[]): Promise<void> {
  const cells = old.filter(({ op }) => op !== 'list');
  await client.query(
    `delete from entry e using unnest($1::text[], $2::text[], $3::text[], $4::text[]) as w (subject, section, partner, key)
     where e.subject = w.subject and e.section = w.section and e.partner = w.partner and e.key = w.key
       and not exists (select from fact f where f.subject = e.subject and f.section = e.section and f.partner = e.partner
                         and f.key = e.key and f.op <> 'list')`,
    [
      cells.map((one) => one.subject),
      cells.map((one) => one.section),
      cells.map((one) => one.partner),
      cells.map((one) => one.key),
    ],
  );
}
