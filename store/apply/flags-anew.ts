/** The standing of an objection by feed, or of a partner's hidden address, made anew from all that is said of it. */
import type pg from 'pg';
import { objectionKey, uuidOf } from './flags.js';
import { standing, type Dissent, type PersonFact } from './of-people.js';
import { compareOrder } from './order.js';

/** Who changed what stands, by correcting how messages are read. */
export interface Corrected {
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

// Before all statements: whatever is said next counts.
const beforeAll = { statedMs: -8_640_000_000_000_000, messageId: 0, ordinal: 0 };
const correction = 'Messages of the feed had been read wrongly';

/**
 * Makes what stands of `matter` what `said`, every statement there is of it, comes to. What staff have decided since stays decided. A
 * change is an act of governance: who, when and why is kept for good.
 */
export async function flagAnew(
  client: pg.PoolClient,
  matter: PersonFact,
  said: readonly PersonFact[],
  effect: 'set' | 'lifted' | undefined,
  corrected?: Corrected,
): Promise<void> {
  const newest = said.toSorted((a, b) => compareOrder(a.order, b.order)).at(-1);
  const version =
    matter.section === 'objection'
      ? await objectionAnew(client, matter, newest, effect === 'set', corrected)
      : await addressAnew(client, matter, newest);
  if (corrected === undefined || effect === undefined || version === undefined) return;
  const [about, thing] =
    matter.section === 'objection' ? [objectionIdOf(matter), 'objection'] : [addressIdOf(matter), 'address-flag'];
  await client.query(
    `insert into governance_act (subject, about, version, kind, at, user_id, reason, content) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict do nothing`,
    [
      matter.subject,
      about,
      version,
      `${effect === 'set' ? 'record' : 'withdraw'}-${thing}`,
      corrected.at,
      corrected.by,
      correction,
      JSON.stringify({ replayed: true }),
    ],
  );
}

/** What staff have made of an objection by feed. */
export async function decidedUpon(client: pg.PoolClient, matter: PersonFact): Promise<'withdrawn' | 'reviewed' | undefined> {
  if (matter.section !== 'objection') return undefined;
  const found = await client.query<{ state: string; is_withdrawn: boolean }>(
    'select state, withdrawn_at is not null as is_withdrawn from objection where idempotency_key = $1',
    [objectionKey(matter.key, matter.subject)],
  );
  const row = found.rows[0];
  if (row?.is_withdrawn === true) return 'withdrawn';
  return row === undefined || row.state === 'recorded' ? undefined : 'reviewed';
}

const objectionIdOf = ({ key, subject }: PersonFact) => uuidOf(objectionKey(key, subject));
const addressIdOf = ({ partner, subject }: PersonFact) => uuidOf(`address|${partner}|${subject}`);

async function objectionAnew(
  client: pg.PoolClient,
  matter: PersonFact,
  newest: PersonFact | undefined,
  isSet: boolean,
  corrected: Corrected | undefined,
): Promise<number | undefined> {
  const key = objectionKey(matter.key, matter.subject);
  const dissent = newest && standing<Dissent>([newest]);
  const { statedMs, messageId } = newest?.order ?? beforeAll;
  if (dissent?.action === 'record') {
    const recorded = await client.query<{ version: number }>(
      `insert into objection as o (subject, id, sections, version, recorded_at, recorded_by, idempotency_key, stated_ms, message_id, recorded)
       select $1, $2, $3::text[], 1, m.received_at, $4, $5, $6, $7, true from message m where m.id = $7
       on conflict (idempotency_key) do update set
         version = o.version + case when o.withdrawn_at is null and o.recorded and o.sections is not distinct from excluded.sections then 0 else 1 end,
         sections = excluded.sections,
         recorded_at = case when o.withdrawn_at is null and o.recorded then o.recorded_at else excluded.recorded_at end,
         state = case when o.withdrawn_at is null then o.state else 'recorded' end,
         withdrawn_at = null, withdrawn_by = null, withdrawal_reason = null,
         stated_ms = excluded.stated_ms, message_id = excluded.message_id, recorded = true
         where $8 or o.withdrawn_at is null
       returning version`,
      [
        matter.subject,
        objectionIdOf(matter),
        dissent.sections ?? null,
        `feed ${matter.key}`,
        key,
        statedMs,
        messageId,
        // One that staff withdrew, and of which nothing else is said now, stays withdrawn.
        isSet,
      ],
    );
    return recorded.rows[0]?.version;
  }
  // A lone consent is remembered, so that an older dissent arriving late does not count.
  const withdrawn = await client.query<{ version: number }>(
    `insert into objection as o (subject, id, version, recorded_at, recorded_by, withdrawn_at, idempotency_key, stated_ms, message_id, recorded)
     values ($1, $2, 1, $3, $4, $3, $5, $6, $7, false)
     on conflict (idempotency_key) do update set
       version = o.version + case when o.withdrawn_at is null then 1 else 0 end,
       withdrawn_by = case when o.withdrawn_at is null then $8 else o.withdrawn_by end,
       withdrawal_reason = case when o.withdrawn_at is null then $9 else o.withdrawal_reason end,
       withdrawn_at = coalesce(o.withdrawn_at, excluded.withdrawn_at),
       stated_ms = excluded.stated_ms, message_id = excluded.message_id
     returning version`,
    [
      matter.subject,
      objectionIdOf(matter),
      corrected?.at ?? new Date(0).toISOString(),
      `feed ${matter.key}`,
      key,
      statedMs,
      messageId,
      corrected?.by ?? null,
      corrected === undefined ? null : correction,
    ],
  );
  return withdrawn.rows[0]?.version;
}

async function addressAnew(client: pg.PoolClient, matter: PersonFact, newest: PersonFact | undefined): Promise<number> {
  const { subject, partner } = matter;
  if (newest === undefined) {
    await client.query('delete from sensitive_address where subject = $1 and partner = $2', [subject, partner]);
  } else {
    await client.query(
      `insert into sensitive_address (subject, partner, hidden, stated_ms, message_id, ordinal) values ($1, $2, $3, $4, $5, $6)
       on conflict (subject, partner) do update set hidden = excluded.hidden, stated_ms = excluded.stated_ms,
         message_id = excluded.message_id, ordinal = excluded.ordinal`,
      [
        subject,
        partner,
        standing<{ hidden: boolean }>([newest])!.hidden,
        newest.order.statedMs,
        newest.order.messageId,
        newest.order.ordinal,
      ],
    );
  }
  const acts = await client.query<{ next: number }>(
    'select coalesce(max(version), 0) + 1 as next from governance_act where subject = $1 and about = $2',
    [subject, addressIdOf(matter)],
  );
  return acts.rows[0]!.next;
}
