import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { ObjectionStatement, SensitiveAddressStatement } from '../../schema/entry.js';
import { compareOrder, type Order } from './order.js';
import type { PreparedUnit } from './units.js';

/** A statement about a person as a whole, with who made it and when. */
export interface FlagStatement<S> {
  readonly statement: S;
  readonly unit: PreparedUnit;
  readonly order: Order;
}

/**
 * Sets or lifts the sensitive-address flags of a batch. Each partner sets and lifts its own, and
 * any one of them hides; the newest statement of a partner stands, whatever the order of arrival.
 */
export async function applySensitiveAddresses(
  client: pg.PoolClient,
  flags: readonly FlagStatement<SensitiveAddressStatement>[],
): Promise<void> {
  const newest = newestBy(flags, (flag) => [flag.statement.subject, flag.unit.message.partner].join('\0'));
  if (newest.length === 0) return;
  await client.query(
    `insert into sensitive_address (subject, partner, hidden, stated_ms, message_id, ordinal)
     select * from unnest($1::text[], $2::text[], $3::boolean[], $4::bigint[], $5::bigint[], $6::int[])
     on conflict (subject, partner) do update
       set hidden = excluded.hidden, stated_ms = excluded.stated_ms, message_id = excluded.message_id, ordinal = excluded.ordinal
       where (excluded.stated_ms, excluded.message_id, excluded.ordinal)
           > (sensitive_address.stated_ms, sensitive_address.message_id, sensitive_address.ordinal)`,
    [
      newest.map((flag) => flag.statement.subject),
      newest.map((flag) => flag.unit.message.partner),
      newest.map((flag) => flag.statement.hidden),
      newest.map((flag) => flag.order.statedMs),
      newest.map((flag) => flag.order.messageId),
      newest.map((flag) => flag.order.ordinal),
    ],
  );
}

/**
 * Records or withdraws the objections of a batch: one per feed and subject, its newest statement
 * stands. A consent that came first is remembered, so that an older dissent arriving late does not revive.
 */
export async function applyObjections(client: pg.PoolClient, flags: readonly FlagStatement<ObjectionStatement>[]): Promise<void> {
  const keyOf = (flag: FlagStatement<ObjectionStatement>) => objectionKey(flag.unit.message.feed, flag.statement.subject);
  const inOrder = flags.toSorted((a, b) => compareOrder(a.order, b.order));
  for (const flag of inOrder) {
    const { statement, unit, order } = flag;
    const isRecord = statement.action === 'record';
    await client.query(
      `insert into objection as o (subject, id, sections, version, recorded_at, recorded_by, withdrawn_at, idempotency_key, stated_ms, message_id, recorded)
       values ($1, $2, $3, 1, $4, $5, $6, $7, $8, $9, $10)
       on conflict (idempotency_key) do update set
         version = o.version + case when (o.withdrawn_at is null) = (excluded.withdrawn_at is null) and o.recorded >= excluded.recorded then 0 else 1 end,
         sections = case when excluded.recorded then excluded.sections else o.sections end,
         recorded_at = case when excluded.recorded and (o.withdrawn_at is not null or not o.recorded) then excluded.recorded_at else o.recorded_at end,
         withdrawn_at = case when excluded.recorded then null else coalesce(o.withdrawn_at, excluded.withdrawn_at) end,
         withdrawn_by = null, withdrawal_reason = null,
         -- Stated anew after it was withdrawn it is another objection, which nobody has reviewed; stated again it stays as decided.
         state = case when excluded.recorded and o.withdrawn_at is not null then 'recorded' else o.state end,
         stated_ms = excluded.stated_ms, message_id = excluded.message_id, recorded = o.recorded or excluded.recorded
       where (excluded.stated_ms, excluded.message_id) >= (o.stated_ms, o.message_id)`,
      [
        statement.subject,
        uuidOf(keyOf(flag)),
        statement.sections ?? null,
        unit.message.receivedAt,
        `feed ${unit.message.feed}`,
        isRecord ? null : unit.message.receivedAt,
        keyOf(flag),
        order.statedMs,
        order.messageId,
        isRecord,
      ],
    );
    if (!isRecord) continue;
    // Late and older than what stands: it was recorded once, and is withdrawn since.
    await client.query(
      'update objection set recorded = true, sections = coalesce(sections, $2) where idempotency_key = $1 and not recorded',
      [keyOf(flag), statement.sections ?? null],
    );
  }
}

function newestBy<T extends { readonly order: Order }>(all: readonly T[], keyOf: (one: T) => string): T[] {
  const newest = new Map<string, T>();
  for (const one of all) {
    const other = newest.get(keyOf(one));
    if (other === undefined || compareOrder(one.order, other.order) > 0) newest.set(keyOf(one), one);
  }
  return [...newest.values()];
}

/** By what an objection of a feed about a subject is found. */
export function objectionKey(feed: string, subject: string): string {
  return `feed|${feed}|${subject}`;
}

export function uuidOf(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
