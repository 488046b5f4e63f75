import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Subject } from '../../schema/entry.js';
import type { PartialDateTime } from '../../schema/partial-date.js';
import type { SensitiveLabeller } from '../../schema/sensitive-labeller.js';
import { labellerFor, type Writing } from '../apply/apply.js';
import { bodyOf, storeFacts, type Fact } from '../apply/facts.js';
import { applyObjections, applySensitiveAddresses } from '../apply/flags.js';
import type { FoldedSection } from '../apply/told.js';
import { applyEdges, placesOf } from '../apply/identity.js';
import { lockSubjects } from '../apply/locks.js';
import { markMoved, refold } from '../apply/refold.js';
import { statementsOf, type Said } from '../apply/said.js';
import { prepare, refusalOf, subjectsNamed, type PreparedUnit, type Unit } from '../apply/units.js';
import { WorkingSet } from '../apply/working-set.js';
import { writeChanged } from '../apply/write.js';
import { storeFiles } from '../contents/files.js';
import type { Queryable } from '../database.js';
import { beginWithSettings } from '../settings.js';
import type { Cipher } from './cipher.js';

/** A message as it was received, with the number it is stored under; bytes undefined when they are not kept any more. */
export interface KeptMessage {
  readonly id: number;
  readonly feed: string;
  readonly type: string;
  readonly receivedAt: PartialDateTime;
  readonly bytes: Buffer | undefined;
}

/** What another translation of a message would change. */
export interface Difference {
  readonly messageId: number;
  readonly section: FoldedSection;
  /** The beginning of a hash of whom and which entry it is about: the same entry shows as the same. */
  readonly keyHash: string;
  readonly change: 'added' | 'changed' | 'gone';
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

/**
 * What other translations of stored messages would change, and with `apply` changes it: of a message that differs the facts are
 * replaced, and what they come to is folded anew. Nothing else moves. Who is who, dissent and hidden addresses are only ever added
 * to: to take one of them back by mistake is worse than to leave it. Units that the store would refuse change nothing.
 */
export async function retranslate(
  pool: pg.Pool,
  writing: Writing,
  messages: readonly Retranslated[],
  apply: boolean,
): Promise<readonly Difference[]> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const settings = await beginWithSettings(client);
    // One replay at a time: two would each delete what the other wrote.
    await client.query('select pg_advisory_xact_lock(7303, 0)');
    const numbers = new Map<PreparedUnit, number>();
    for (const { messageId, unit } of messages) {
      const prepared = prepare(unit, writing.labeller);
      if (refusalOf(prepared, settings.population) === undefined) numbers.set(prepared, messageId);
    }
    const before = await factsOfMessages(client, [...numbers.values()]);
    const differences = differencesOf(before, statementsOf(numbers).facts, [...numbers.values()]);
    const differing = new Set(differences.map(({ messageId }) => messageId));
    const changed = new Map([...numbers].filter(([, id]) => differing.has(id)));
    if (apply && changed.size > 0) {
      const old = before.filter(({ order }) => differing.has(order.messageId));
      await replace(client, labellerFor(settings, writing.labeller), changed, old);
    }
    await client.query('commit');
    return differences;
  } catch (error) {
    await client.query('rollback').catch((fault: Error) => (broken = fault));
    throw error;
  } finally {
    client.release(broken);
  }
}

type StoredFact = Pick<Fact, 'subject' | 'section' | 'partner' | 'key' | 'op' | 'order' | 'list'> & { readonly says: string };

async function factsOfMessages(client: pg.PoolClient, ids: readonly number[]): Promise<StoredFact[]> {
  const found = await client.query<{
    subject: Subject;
    section: FoldedSection;
    partner: string;
    key: string;
    stated_ms: string;
    message_id: string;
    ordinal: number;
    op: Fact['op'];
    list: string | null;
    recorded_at: string | null;
    body: string | null;
    codes: string | null;
    nested: string | null;
  }>('select * from fact where message_id = any ($1::bigint[])', [ids]);
  return found.rows.map((row) => ({
    subject: row.subject,
    section: row.section,
    partner: row.partner,
    key: row.key,
    op: row.op,
    order: { statedMs: Number(row.stated_ms), messageId: Number(row.message_id), ordinal: row.ordinal },
    ...(row.list === null ? {} : { list: row.list }),
    says: JSON.stringify([Number(row.stated_ms), row.list, row.recorded_at, row.body, row.codes, row.nested]),
  }));
}

function asStored(fact: Fact): StoredFact {
  const { codes, nested, list = null, recordedAt = null, order } = fact;
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  return { ...fact, says: JSON.stringify([order.statedMs, list, recordedAt, bodyOf(fact), json(codes), json(nested)]) };
}

function differencesOf(before: readonly StoredFact[], facts: readonly Fact[], ids: readonly number[]): Difference[] {
  const after = facts.map(asStored);
  const [old, fresh] = [before, after].map(groupedBy) as [Map<string, StoredFact[]>, Map<string, StoredFact[]>];
  const differences: Difference[] = [];
  for (const id of new Set([...old.keys(), ...fresh.keys()])) {
    const [was, is] = [old.get(id), fresh.get(id)];
    const change = was === undefined ? 'added' : is === undefined ? 'gone' : 'changed';
    if (change === 'changed' && saying(was!) === saying(is!)) continue;
    const { section, key, subject, list, order } = (is ?? was)![0]!;
    const keyHash = createHash('sha256')
      .update([subject, section, key, list ?? ''].join('\0'))
      .digest('hex')
      .slice(0, 12);
    differences.push({ messageId: order.messageId, section, keyHash, change });
  }
  return differences.toSorted((a, b) => ids.indexOf(a.messageId) - ids.indexOf(b.messageId));
}

/** By message, and by what they are about. */
function groupedBy(facts: readonly StoredFact[]): Map<string, StoredFact[]> {
  const groups = new Map<string, StoredFact[]>();
  for (const fact of facts) {
    const { order, subject, section, key, op, list } = fact;
    const id = [order.messageId, subject, section, key, op, op === 'list' ? list : ''].join('\0');
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [fact]);
    else group.push(fact);
  }
  return groups;
}

function saying(facts: readonly StoredFact[]): string {
  return facts
    .toSorted((a, b) => a.order.ordinal - b.order.ordinal)
    .map(({ says }) => says)
    .join('\n');
}

async function replace(
  client: pg.PoolClient,
  labeller: SensitiveLabeller,
  changed: ReadonlyMap<PreparedUnit, number>,
  old: readonly StoredFact[],
): Promise<void> {
  const said = statementsOf(changed);
  const named = new Set<string>([
    ...[...changed.keys()].flatMap((unit) => subjectsNamed(unit.translation)),
    ...old.map((fact) => fact.subject),
  ]);
  const held = new Set<number>();
  await lockSubjects(client, named, held);
  await client.query('delete from fact where subject = any ($1::text[]) and message_id = any ($2::bigint[])', [
    [...named],
    [...changed.values()],
  ]);
  await storeFacts(client, said.facts);
  await updateMessages(client, changed);
  const { moved } = await applyEdges(client, said.edges);
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
  await applyFlags(client, said);
}

async function applyFlags(client: pg.PoolClient, said: Said): Promise<void> {
  await applySensitiveAddresses(client, said.addresses);
  await applyObjections(client, said.objections);
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
async function dropUnsaid(client: pg.PoolClient, old: readonly StoredFact[]): Promise<void> {
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
