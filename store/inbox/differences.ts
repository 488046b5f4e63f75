/** What another translation of a message says otherwise. */
import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Subject } from '../../schema/entry.js';
import { writtenAs, type Fact } from '../apply/facts.js';
import type { PersonFact, PersonKind } from '../apply/of-people.js';
import type { FoldedSection } from '../apply/told.js';

/** What another translation of a message would change. */
export interface Difference {
  readonly messageId: number;
  /** A section, or what is said of the person as a whole. */
  readonly section: FoldedSection | PersonKind;
  /** The beginning of a hash of whom and which entry it is about: the same entry shows as the same. */
  readonly keyHash: string;
  readonly change: 'added' | 'changed' | 'gone';
}

/** A fact as it is stored, or would be. */
export type StoredFact = (Pick<Fact, 'subject' | 'section' | 'partner' | 'key' | 'op' | 'order' | 'list'> | PersonFact) & {
  readonly says: string;
};

/** Whether a fact is of a person as a whole. */
export function isOfPerson(fact: StoredFact): fact is PersonFact & { readonly says: string } {
  return fact.op === 'said';
}

export async function factsOfMessages(client: pg.PoolClient, ids: readonly number[]): Promise<StoredFact[]> {
  const found = await client.query<{
    subject: Subject;
    section: FoldedSection | PersonKind;
    partner: string;
    key: string;
    stated_ms: string;
    message_id: string;
    ordinal: number;
    op: StoredFact['op'];
    list: string | null;
    recorded_at: string | null;
    body: string | null;
    codes: string | null;
    nested: string | null;
  }>(factsOfMessagesSql, [ids]);
  return found.rows.map(
    (row) =>
      ({
        subject: row.subject,
        section: row.section,
        partner: row.partner,
        key: row.key,
        op: row.op,
        order: { statedMs: Number(row.stated_ms), messageId: Number(row.message_id), ordinal: row.ordinal },
        ...(row.list === null ? {} : { list: row.list }),
        ...(row.op !== 'said' || row.body === null ? {} : { body: row.body }),
        says: JSON.stringify([Number(row.stated_ms), row.list, row.recorded_at, row.body, row.codes, row.nested]),
      }) as StoredFact,
  );
}

/** Found by the index `fact_message`. */
export const factsOfMessagesSql = 'select * from fact where message_id = any ($1::bigint[])';

export function asStored(fact: Fact | PersonFact): StoredFact {
  const { list, recordedAt, body, codes, nested } = writtenAs(fact);
  return { ...fact, says: JSON.stringify([fact.order.statedMs, list, recordedAt, body, codes, nested]) };
}

/** What differs of the messages `ids`, with the facts that are gone and those that are new of it. */
export interface Differing {
  readonly difference: Difference;
  readonly was: readonly StoredFact[];
  readonly is: readonly StoredFact[];
}

export function differing(before: readonly StoredFact[], after: readonly StoredFact[], ids: readonly number[]): Differing[] {
  const [old, fresh] = [groupedBy(before), groupedBy(after)];
  const found: Differing[] = [];
  for (const id of new Set([...old.keys(), ...fresh.keys()])) {
    const [was, is] = [old.get(id) ?? [], fresh.get(id) ?? []];
    const change = was.length === 0 ? 'added' : is.length === 0 ? 'gone' : 'changed';
    if (change === 'changed' && saying(was) === saying(is)) continue;
    const one = (is[0] ?? was[0])!;
    found.push({
      difference: { messageId: one.order.messageId, section: one.section, keyHash: keyHashOf(one), change },
      was,
      is,
    });
  }
  return found.toSorted((a, b) => ids.indexOf(a.difference.messageId) - ids.indexOf(b.difference.messageId));
}

/** The beginning of a hash of whom and what a fact is about. */
export function keyHashOf(fact: Pick<StoredFact, 'subject' | 'section' | 'key'> & { readonly list?: string }): string {
  const { subject, section, key, list } = fact;
  return createHash('sha256')
    .update([subject, section, key, list ?? ''].join('\0'))
    .digest('hex')
    .slice(0, 12);
}

/** By message, and by what they are about. */
function groupedBy(facts: readonly StoredFact[]): Map<string, StoredFact[]> {
  const groups = new Map<string, StoredFact[]>();
  for (const fact of facts) {
    const { order, subject, section, key, op } = fact;
    const id = [order.messageId, subject, section, key, op, fact.op === 'list' ? fact.list : ''].join('\0');
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
