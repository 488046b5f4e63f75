import type pg from 'pg';
import type { Refused } from '../../schema/entry.js';
import { earliestMs } from '../../schema/partial-date.js';
import type { Cipher } from '../inbox/cipher.js';
import type { ReceivedMessage } from '../received.js';
import { identityOf, type PreparedUnit } from './units.js';

/** Stores what was received; answers the new units with their numbers, and leaves out those received before. */
export async function storeMessages(
  client: pg.PoolClient,
  units: readonly PreparedUnit[],
  cipher: Cipher,
): Promise<Map<PreparedUnit, number>> {
  const byIdentity = new Map(units.map((unit) => [identityOf(unit), unit]).reverse() as [string, PreparedUnit][]);
  const fresh = units.filter((unit) => byIdentity.get(identityOf(unit)) === unit);
  const sealed = fresh.map(({ message, hash }) =>
    message.arrival?.isWhole === true ? undefined : cipher.seal(message.bytes, hash),
  );
  const stored = await client.query<{ id: string; feed: string; message_identifier: string; hash: Buffer }>({
    name: 'store-messages',
    text: `insert into message (feed, message_identifier, hash, partner, sender, format, type, stated_ms, received_at, nhs_number_status, matter, outcome, unmapped, key_id, bytes, arrival_id)
       select feed, message_identifier, hash, partner, sender, format, type, stated_ms, received_at, nhs_number_status, matter, 'stored',
              array(select json_array_elements_text(unmapped::json)), key_id, bytes, arrival_id
       from unnest($1::text[], $2::text[], $3::bytea[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::text[], $10::text[],
                   $11::text[], $12::text[], $13::text[], $14::bytea[], $15::bigint[]) with ordinality
         as unit (feed, message_identifier, hash, partner, sender, format, type, stated_ms, received_at, nhs_number_status, matter, unmapped, key_id, bytes, arrival_id, place)
       order by place
       on conflict (feed, message_identifier, hash) do nothing
       returning id, feed, message_identifier, hash`,
    values: [
      fresh.map((unit) => unit.message.feed),
      fresh.map((unit) => unit.identifier),
      fresh.map((unit) => unit.hash),
      fresh.map((unit) => unit.message.partner),
      fresh.map((unit) => unit.translation.sender),
      fresh.map((unit) => unit.message.format),
      fresh.map((unit) => unit.translation.messageType),
      fresh.map((unit) => unit.statedMs),
      fresh.map((unit) => unit.message.receivedAt),
      fresh.map((unit) => unit.translation.nhsNumberStatus ?? null),
      fresh.map((unit) => unit.matter),
      fresh.map((unit) => JSON.stringify(unit.translation.unmapped).replaceAll(String.raw`\u0000`, String.raw`\ufffd`)),
      sealed.map((one) => one?.keyId ?? null),
      sealed.map((one) => one?.bytes ?? null),
      fresh.map((unit) => unit.message.arrival?.id ?? null),
    ],
  });
  return new Map(
    stored.rows.map((row) => [
      byIdentity.get([row.feed, row.message_identifier, row.hash.toString('hex')].join('\0'))!,
      Number(row.id),
    ]),
  );
}

/** What could not be translated: a whole unit, or a part of one that is stored under `messageId`. */
export interface Quarantined {
  readonly message: ReceivedMessage;
  readonly hash: Buffer;
  readonly reason: Refused;
  readonly messageId?: number;
}

/** Keeps what was refused; the same bytes refused again for the same reason are kept once. */
export async function storeQuarantined(
  client: Pick<pg.Pool, 'query'>,
  parts: readonly Quarantined[],
  cipher: Cipher,
): Promise<void> {
  if (parts.length === 0) return;
  const sealed = parts.map((part) => (keepsBytes(part) ? cipher.seal(part.message.bytes, part.hash) : undefined));
  const clean = (text: string) => text.replaceAll('\0', '�').slice(0, 500);
  await client.query(
    `insert into quarantine (feed, partner, format, hash, code, location, detail, received_at, message_id, key_id, bytes, arrival_id)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bigint[], $10::text[], $11::bytea[], $12::bigint[])
     on conflict (feed, hash, code, location) do update set arrival_id = coalesce(excluded.arrival_id, quarantine.arrival_id),
       settled = null, settled_at = null`,
    [
      parts.map((part) => clean(part.message.feed)),
      parts.map((part) => clean(part.message.partner)),
      parts.map((part) => part.message.format),
      parts.map((part) => part.hash),
      parts.map((part) => part.reason.code),
      parts.map((part) => clean(part.reason.location)),
      parts.map((part) => (part.reason.detail === undefined ? null : clean(part.reason.detail))),
      parts.map((part) => part.message.receivedAt),
      parts.map((part) => part.messageId ?? null),
      sealed.map((one) => one?.keyId ?? null),
      sealed.map((one) => one?.bytes ?? null),
      parts.map((part) => part.message.arrival?.id ?? null),
    ],
  );
}

/** Real people have no place in a store of synthetic ones, nor has what a partner or author keeps to itself. */
export const mustNotBeKept: ReadonlySet<string> = new Set([
  'REAL_PERSON_REFUSED',
  'ROW_EXCLUDED',
  'DOCUMENT_RESTRICTED',
  'VIEW_ONLY_PARTNER',
]);

/** A part's bytes are with its message, those of a whole arrival with the arrival. */
function keepsBytes(part: Quarantined): boolean {
  return part.messageId === undefined && part.message.arrival?.isWhole !== true && !mustNotBeKept.has(part.reason.code);
}

/** Notes when each feed last brought something that was stored. */
export async function noteReceipts(client: pg.PoolClient, units: Iterable<PreparedUnit>): Promise<void> {
  const newest = new Map<string, ReceivedMessage>();
  for (const { message } of units) {
    const other = newest.get(message.feed);
    if (other === undefined || earliestMs(message.receivedAt) > earliestMs(other.receivedAt)) newest.set(message.feed, message);
  }
  if (newest.size === 0) return;
  // In a fixed order, so that two batches wait for each other instead of blocking each other.
  const feeds = [...newest.values()].toSorted((a, b) => (a.feed < b.feed ? -1 : 1));
  await client.query({
    name: 'note-receipts',
    text: `insert into feed_receipt (feed, last_received_at, last_received_ms)
       select * from unnest($1::text[], $2::text[], $3::bigint[])
       on conflict (feed) do update set last_received_at = excluded.last_received_at, last_received_ms = excluded.last_received_ms
         where excluded.last_received_ms > feed_receipt.last_received_ms`,
    values: [
      feeds.map((message) => message.feed),
      feeds.map((message) => message.receivedAt),
      feeds.map((message) => earliestMs(message.receivedAt)),
    ],
  });
}
