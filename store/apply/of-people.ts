/** What a message says of a person as a whole, kept beside its other statements. */
import type pg from 'pg';
import type { Section, Statement, Subject } from '../../schema/entry.js';
import { parseNhsNumber } from '../../schema/nhs-number.js';
import { compareOrder, type Order } from './order.js';
import type { Edge } from './resolve.js';
import { bounded } from './units.js';

/** Who is who. */
export const identityKinds = ['link', 'merge', 'unlink'] as const satisfies readonly Edge['kind'][];
/** What hides something of a person. */
export const flagKinds = ['objection', 'sensitive-address'] as const;
export type PersonKind = (typeof identityKinds)[number] | (typeof flagKinds)[number];

/** One statement of a person as a whole. */
export interface PersonFact {
  readonly subject: Subject;
  readonly section: PersonKind;
  readonly partner: string;
  /** Where an identifier leads to; the feed, of an objection: each takes back its own. */
  readonly key: string;
  readonly op: 'said';
  readonly order: Order;
  /** JSON: `{ action, sections }` of an objection, `{ hidden }` of an address. */
  readonly body?: string;
}

/** `statement` as it is kept, or undefined when it speaks of an entry or involvement. */
export function personFactOf(
  statement: Statement,
  order: Order,
  { partner, feed }: { readonly partner: string; readonly feed: string },
): PersonFact | undefined {
  const said = { partner, op: 'said', order } as const;
  switch (statement.kind) {
    case 'link':
      return { ...said, subject: statement.subject, section: 'link', key: statement.nhsNumber };
    case 'merge':
      return { ...said, subject: statement.discarded, section: 'merge', key: statement.survivor };
    case 'unlink': {
      // A link leads from a local identifier to an NHS number: an unlink of the two is kept the same way round.
      const [subject, key] = [statement.subject, statement.from].toSorted(localFirst) as [Subject, Subject];
      return { ...said, subject, section: 'unlink', key };
    }
    case 'objection': {
      const { subject, action, sections } = statement;
      return { ...said, subject, section: 'objection', key: bounded(feed), body: JSON.stringify({ action, sections }) };
    }
    case 'sensitive-address': {
      const { subject, hidden } = statement;
      return { ...said, subject, section: 'sensitive-address', key: '', body: JSON.stringify({ hidden }) };
    }
    default:
      return undefined;
  }
}

function localFirst(a: Subject, b: Subject): number {
  const [isNumberA, isNumberB] = [a, b].map((subject) => (parseNhsNumber(subject) === undefined ? 0 : 1)) as [number, number];
  return isNumberA - isNumberB || (a < b ? -1 : 1);
}

export function isIdentity(fact: PersonFact): fact is PersonFact & { readonly section: Edge['kind'] } {
  return (identityKinds as readonly string[]).includes(fact.section);
}

/** Of an identity fact, the edge it states. */
export function edgeOf(fact: PersonFact & { readonly section: Edge['kind'] }): Edge {
  const { subject, section, partner, key, order } = fact;
  return { ...order, subject, kind: section, partner, leadsTo: key, last: order };
}

/** What is said of one person under one key, and by whom: what facts of it come to is one thing. */
export function matterId({ subject, section, partner, key }: Omit<PersonFact, 'op' | 'order' | 'body'>): string {
  // An objection is of the feed, whichever partner it is of now.
  return [subject, section, section === 'objection' ? '' : partner, key].join('\0');
}

/** What a person's dissent by one feed comes to: the newest statement counts. */
export interface Dissent {
  readonly action: 'record' | 'withdraw';
  readonly sections?: readonly Section[];
}

/** What the facts of one objection, or of one partner's flag, come to; undefined when there are none. */
export function standing<T extends Dissent | { readonly hidden: boolean }>(facts: readonly PersonFact[]): T | undefined {
  const newest = facts.toSorted((a, b) => compareOrder(a.order, b.order)).at(-1);
  return newest?.body === undefined ? undefined : (JSON.parse(newest.body) as T);
}

/** All that is said under the same keys as `matters`, by the keys of {@link matterId}. */
export async function personFactsOf(client: pg.PoolClient, matters: readonly PersonFact[]): Promise<Map<string, PersonFact[]>> {
  const found = await client.query<{
    subject: Subject;
    section: PersonKind;
    partner: string;
    key: string;
    stated_ms: string;
    message_id: string;
    ordinal: number;
    body: string | null;
  }>(
    `select distinct f.subject, f.section, f.partner, f.key, f.stated_ms, f.message_id, f.ordinal, f.body
     from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as w (subject, section, partner, key)
     join fact f on f.subject = w.subject and f.section = w.section and f.key = w.key and (f.partner = w.partner or w.section = 'objection')
     where f.op = 'said'`,
    [
      matters.map((one) => one.subject),
      matters.map((one) => one.section),
      matters.map((one) => one.partner),
      matters.map((one) => one.key),
    ],
  );
  const facts = new Map<string, PersonFact[]>();
  for (const { stated_ms, message_id, ordinal, body, ...row } of found.rows) {
    const order = { statedMs: Number(stated_ms), messageId: Number(message_id), ordinal };
    const fact: PersonFact = { ...row, op: 'said', order, ...(body === null ? {} : { body }) };
    facts.set(matterId(fact), [...(facts.get(matterId(fact)) ?? []), fact]);
  }
  return facts;
}
