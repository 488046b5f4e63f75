import type pg from 'pg';
import type { NestedChange, Statement, Subject } from '../../schema/entry.js';
import type { Elements, FoldedSection, Source } from './told.js';
import type { Matter } from './matter.js';
import type { PersonFact } from './of-people.js';
import type { Order } from './order.js';
import { bounded } from './units.js';

/** What one statement says of one key or list, as it is kept for good. */
export interface Fact {
  readonly subject: Subject;
  readonly section: FoldedSection;
  readonly partner: string;
  /** '' for a list. */
  readonly key: string;
  readonly op: 'put' | 'patch' | 'retract' | 'list';
  readonly order: Order;
  readonly list?: string;
  readonly recordedAt?: string;
  /** put: the elements; patch: the changes. */
  readonly elements?: Elements;
  /** patch: the changes within elements. */
  readonly nested?: readonly NestedChange[];
  /** Codes beside the elements; see `PutEntry.codes`. */
  readonly codes?: readonly string[];
  /** list: the keys it names. */
  readonly keys?: readonly string[];
  readonly source: Source;
  /** What the message is about that says it. */
  readonly matter: Matter;
}

/** `statement` as a fact, or undefined when it speaks of identity, objection or address. */
export function factOf(
  statement: Statement,
  order: Order,
  message: Pick<Fact, 'partner' | 'source' | 'matter'>,
): Fact | undefined {
  const about = { ...message, order };
  switch (statement.kind) {
    case 'put':
    case 'patch': {
      const { subject, section, key, kind, list, recordedAt, codes } = statement;
      const elements = (statement.kind === 'put' ? statement.body : statement.changes) as Elements;
      const nested = statement.kind === 'patch' ? statement.nested : undefined;
      return {
        ...about,
        subject,
        section,
        key: bounded(key),
        op: kind,
        elements,
        ...(nested === undefined || nested.length === 0 ? {} : { nested }),
        ...(list === undefined ? {} : { list: bounded(list) }),
        ...(recordedAt === undefined ? {} : { recordedAt }),
        ...(codes === undefined || codes.length === 0 ? {} : { codes }),
      };
    }
    case 'retract':
      return { ...about, subject: statement.subject, section: statement.section, key: bounded(statement.key), op: 'retract' };
    case 'list':
      return {
        ...about,
        subject: statement.subject,
        section: statement.section,
        key: '',
        op: 'list',
        list: bounded(statement.list),
        keys: statement.keys.map(bounded),
      };
    case 'involvement': {
      const { subject, key, op, involvement } = statement;
      const said = { ...about, subject, section: 'involvement', key: bounded(key), op } as const;
      return op === 'retract' ? said : { ...said, elements: involvement };
    }
    default:
      return undefined;
  }
}

/** Keeps the facts of a batch. */
export async function storeFacts(client: pg.PoolClient, facts: readonly (Fact | PersonFact)[]): Promise<void> {
  if (facts.length === 0) return;
  const written = facts.map(writtenAs);
  await client.query({
    name: 'store-facts',
    text: `insert into fact (subject, section, partner, key, stated_ms, message_id, ordinal, op, list, recorded_at, body, codes, nested)
       select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::int[],
                            $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[])`,
    values: [
      facts.map((fact) => fact.subject),
      facts.map((fact) => fact.section),
      facts.map((fact) => fact.partner),
      facts.map((fact) => fact.key),
      facts.map((fact) => fact.order.statedMs),
      facts.map((fact) => fact.order.messageId),
      facts.map((fact) => fact.order.ordinal),
      facts.map((fact) => fact.op),
      written.map((one) => one.list),
      written.map((one) => one.recordedAt),
      written.map((one) => one.body),
      written.map((one) => one.codes),
      written.map((one) => one.nested),
    ],
  });
}

/** What a fact says, as its columns hold it. */
export function writtenAs(fact: Fact | PersonFact) {
  if (fact.op === 'said') return { list: null, recordedAt: null, body: fact.body ?? null, codes: null, nested: null };
  const { keys, elements, list = null, recordedAt = null, codes, nested } = fact;
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  return { list, recordedAt, body: json(keys ?? elements), codes: json(codes), nested: json(nested) };
}
