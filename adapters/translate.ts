import { createHash } from 'node:crypto';
import type { Refused } from '../schema/entry.js';
import { RecordError, type ErrorCode } from '../schema/errors.js';
import type { FeedContext, Format, Translated } from '../schema/feed.js';
import { utcNow, type PartialDateTime } from '../schema/partial-date.js';
import type { Feed, Profile } from '../schema/profile.js';
import type { ReceivedMessage } from '../store/store.js';
import { senderOf as senderOfDocument } from './cda/sender.js';
import { translateCda } from './cda/translate.js';
import { kindOf, senderOf as senderOfTable } from './csv/translate.js';
import { keptFile } from './csv/without-costs.js';
import { feedFor } from './feeds.js';
import { readCsv } from './formats/csv/read.js';
import type { CsvTable } from './formats/csv/table.js';
import type { Hl7Message } from './formats/hl7v2/message.js';
import { readHl7 } from './formats/hl7v2/read.js';
import { splitMessages } from './formats/hl7v2/split.js';
import { readHl7Xml } from './formats/hl7v2/xml.js';
import { recognise } from './formats/recognise.js';
import { clinicalDocumentsOf, type ClinicalDocument } from './formats/xml/itk.js';
import { readXml } from './formats/xml/read.js';
import { senderOf as senderOfMessage } from './hl7v2/sender.js';
import { translateHl7v2 } from './hl7v2/translate.js';
import { resourceOutage } from './resource-outage.js';
import { rowsOf } from './rows.js';
import type { TranslatedUnit } from './translated-unit.js';
import { withValidEntriesOnly } from './valid-entries.js';

export type { TranslatedUnit } from './translated-unit.js';

/** What came in, and what is known about it. */
export interface Incoming {
  readonly profile: Profile;
  /** Name of the feed, where whoever sends it says so. */
  readonly feed?: string;
  readonly fileName?: string;
  readonly receivedAt?: PartialDateTime;
  /** Answered when asked, and kept nowhere: else nothing of a view-only partner is taken in (R35). */
  readonly onDemand?: boolean;
}

/** Name of the feed of what fits none. */
export const unknownFeed = 'unknown';

/**
 * Everything in `bytes`, one unit after the other: recognised, split, read, assigned to its feed and translated.
 * Whatever fails becomes a refusal with a code, and one bad unit does not stop the next.
 * @throws RecordError RESOURCE_UNAVAILABLE, of an outage: it says nothing of the message
 */
export function* translateBytes(bytes: Uint8Array, incoming: Incoming): Generator<TranslatedUnit> {
  const arrival = { ...incoming, receivedAt: incoming.receivedAt ?? utcNow() };
  for (const one of unitsIn(bytes, arrival)) yield counted(one, incoming.profile);
}

/** What of a unit counts under the profile. */
export function counted(unit: TranslatedUnit, profile: Profile): TranslatedUnit {
  return profile.objections.byFeed ? unit : withoutDissent(unit);
}

/**
 * The unit without objections and their withdrawals, where the profile takes them by another route only (R17): said in
 * what was refused, so that the partner's integrator sees that they do not count.
 */
function withoutDissent(unit: TranslatedUnit): TranslatedUnit {
  if (unit.refusal !== undefined) return unit;
  const statements = unit.translation.statements.filter(({ kind }) => kind !== 'objection');
  if (statements.length === unit.translation.statements.length) return unit;
  const refused = [...unit.refused, { code: 'ROW_EXCLUDED' as const, location: 'dissent by feed' }];
  return { ...unit, translation: { ...unit.translation, statements }, refused };
}

function* unitsIn(bytes: Uint8Array, arrival: Arrival): Generator<TranslatedUnit> {
  const format = recognise(bytes);
  if (format === 'hl7v2') for (const message of splitMessages(bytes)) yield hl7Unit(message, arrival);
  else if (format === 'hl7v2-xml') yield hl7XmlUnit(bytes, arrival);
  else if (format === 'cda') yield* documentUnits(bytes, arrival);
  else if (format === 'csv') yield* rowUnits(bytes, arrival);
  else yield refusedUnit(bytes, arrival, 'hl7v2', new RecordError('FORMAT_UNKNOWN', { location: 'content' }));
}

type Arrival = Incoming & { readonly receivedAt: PartialDateTime };

function hl7Unit(bytes: Uint8Array, arrival: Arrival): TranslatedUnit {
  return unit(bytes, arrival, 'hl7v2', () => {
    // The sender is ASCII in any character set; the feed may then say which one the text is in.
    const first = readHl7(bytes, { charset: 'windows-1252' });
    const feed = feedFor(arrival.profile, 'hl7v2', senderOfMessage(first), arrival.feed);
    const message = first.charset.from === 'feed' && feed.charset !== 'windows-1252' ? readHl7(bytes, feed) : first;
    return { feed, translate: (context) => translateHl7v2(message, context) };
  });
}

function hl7XmlUnit(bytes: Uint8Array, arrival: Arrival): TranslatedUnit {
  return unit(bytes, arrival, 'hl7v2', () => {
    const message: Hl7Message = readHl7Xml(readXml(bytes));
    const feed = feedFor(arrival.profile, 'hl7v2', senderOfMessage(message), arrival.feed);
    return { feed, translate: (context) => translateHl7v2(message, context) };
  });
}

function* documentUnits(bytes: Uint8Array, arrival: Arrival): Generator<TranslatedUnit> {
  let documents: readonly ClinicalDocument[];
  try {
    documents = clinicalDocumentsOf(readXml(bytes));
    if (documents.length === 0) throw new RecordError('STRUCTURE_INVALID', { detail: 'no clinical document inside' });
  } catch (error) {
    yield refusedUnit(bytes, arrival, 'cda', error);
    return;
  }
  for (const { document, envelope } of documents) {
    yield unit(bytes, arrival, 'cda', () => {
      const feed = feedFor(arrival.profile, 'cda', senderOfDocument(document) || odsOfAddress(envelope?.sender), arrival.feed);
      return { feed, translate: (context) => translateCda(document, context) };
    });
  }
}

/** `urn:nhs-uk:addressing:ods:RYE:…` */
function odsOfAddress(address: string | undefined): string {
  return /:ods:([A-Za-z0-9]+)/i.exec(address ?? '')?.[1] ?? '';
}

function* rowUnits(bytes: Uint8Array, arrival: Arrival): Generator<TranslatedUnit> {
  let received: Omit<ReceivedMessage, 'bytes'> | undefined;
  let first: CsvTable | undefined;
  try {
    first = readCsv(bytes, { charset: 'windows-1252' });
    const feed = feedFor(arrival.profile, 'csv', senderOfTable(first), arrival.feed);
    received = receivedOn(feed, 'csv', arrival);
    refuseToKeep(feed, arrival);
    const table = feed.charset === 'windows-1252' ? first : readCsv(bytes, feed);
    const mark =
      kindOf(table.header) === 'ssda903-episodes' ? `@${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}` : '';
    // What an episode means depends on the other rows: the same row of a changed file is another unit.
    for (const { unit: row } of rowsOf(table, mark, contextOf(feed, arrival), received)) yield row;
  } catch (error) {
    const kept = first === undefined ? bytes : keptFile(first, bytes);
    yield {
      ...refusedUnit(kept, arrival, 'csv', error),
      ...(received === undefined ? {} : { message: { ...received, bytes: kept } }),
    };
  }
}

function unit(
  bytes: Uint8Array,
  arrival: Arrival,
  format: Format,
  read: () => { readonly feed: Feed; readonly translate: (context: FeedContext) => Translated },
): TranslatedUnit {
  let feed: Feed | undefined;
  try {
    const found = read();
    feed = found.feed;
    refuseToKeep(feed, arrival);
    const translated = withValidEntriesOnly(found.translate(contextOf(feed, arrival)));
    return { message: { ...receivedOn(feed, format, arrival), bytes }, ...translated };
  } catch (error) {
    const refused = refusedUnit(bytes, arrival, format, error);
    return feed === undefined ? refused : { ...refused, message: { ...receivedOn(feed, format, arrival), bytes } };
  }
}

/** @throws RecordError VIEW_ONLY_PARTNER for what a partner sends that is to be asked instead */
function refuseToKeep({ name, partner }: Feed, { profile, onDemand }: Arrival): void {
  if (onDemand === true) return;
  const isViewOnly = profile.partners.some(({ ods, mode }) => ods === partner && mode === 'view-only');
  if (isViewOnly) throw new RecordError('VIEW_ONLY_PARTNER', { feed: name, location: 'partner' });
}

function contextOf(feed: Feed, { receivedAt, fileName }: Arrival): FeedContext {
  return { feed, partner: feed.partner, receivedAt, ...(fileName === undefined ? {} : { fileName }) };
}

function receivedOn(feed: Feed, format: Format, { receivedAt }: Arrival): Omit<ReceivedMessage, 'bytes'> {
  return { feed: feed.name, partner: feed.partner, format, receivedAt };
}

function refusedUnit(bytes: Uint8Array, arrival: Arrival, format: Format, error: unknown): TranslatedUnit & { refusal: Refused } {
  const named = arrival.profile.feeds.find((feed) => feed.name === arrival.feed);
  const message = {
    feed: named?.name ?? unknownFeed,
    partner: named?.partner ?? '',
    format,
    bytes,
    receivedAt: arrival.receivedAt,
  };
  return { message, refusal: refusalFor(error) };
}

/**
 * Of a fault of our own only its kind is told: its words may quote what it stumbled over.
 * @throws RecordError RESOURCE_UNAVAILABLE
 */
function refusalFor(error: unknown): Refused {
  const outage = resourceOutage(error);
  if (outage !== undefined) throw outage;
  if (error instanceof RecordError) {
    return {
      code: error.code,
      location: error.location ?? 'message',
      ...(error.detail === undefined ? {} : { detail: error.detail }),
    };
  }
  const code: ErrorCode = 'MESSAGE_UNMAPPABLE';
  return { code, location: 'message', detail: `unexpected ${error instanceof Error ? error.name : 'fault'}` };
}
