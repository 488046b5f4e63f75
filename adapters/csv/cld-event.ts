import type { RelationshipKind, Statement } from '../../schema/entry.js';
import type { PartialDateTime } from '../../schema/partial-date.js';
import { present } from '../../schema/present.js';
import type { Feed } from '../../schema/profile.js';
import type { CodedOrText, PersonCompletingRecord } from '../../schema/prsb.generated.js';
import { folded } from './header.js';
import { labelOf, type Label } from './labels.js';
import type { Person } from './person.js';
import type { RowReader } from './row.js';
import { keyOf, words } from './statements.js';

export type EventType = 'Request' | 'Assessment' | 'Service' | 'Review';

/** A carer is a client in their own right; the needs of the person they care for are never on their record. */
export type Client = 'service-user' | 'carer';

/** What every event of Client Level Data has. */
export interface Event {
  readonly type: EventType;
  readonly client: Client;
  readonly person: Person;
  /** ODS code of the council. */
  readonly partner: string;
  readonly codes: Feed['codes'];
  readonly receivedDay: string;
  readonly start: PartialDateTime;
  /** Cut at the date of death. */
  readonly end: PartialDateTime | undefined;
  /** As the file has it; part of the key, so that learning of a death does not make another event. */
  readonly statedEnd: PartialDateTime | undefined;
  readonly outcome: Label | undefined;
}

/**
 * Key of an event: the unique-event key of the Client Level Data method (person, start, end except for
 * services, client type, and what tells events of its type apart). `Event_Reference` is no key: councils
 * renumber it.
 */
export function eventKey(event: Event, ...tellingApart: readonly (string | undefined)[]): string {
  const { type, person, start, statedEnd, client } = event;
  const end = type === 'Service' ? undefined : statedEnd;
  return keyOf('cld', type, person.key, start, end, client, ...tellingApart.map((part) => part && folded(part)));
}

/** The label of a column, counted as mapped. */
export function labelIn(row: RowReader, column: string, codes: Feed['codes']): Label | undefined {
  const raw = row.text(column);
  return raw === undefined ? undefined : labelOf(column, raw, codes);
}

/** That the council is involved with the person through this event. */
export function involvementOf(event: Event, key: string, kind: RelationshipKind): Statement {
  // Only a service may be open: any other event without an end was over on its day.
  const until = event.end ?? (event.type === 'Service' ? undefined : event.start);
  return {
    kind: 'involvement',
    subject: event.person.subject,
    key,
    op: 'put',
    involvement: { kind, organisation: event.partner, from: event.start, ...(until !== undefined && { until }) },
  };
}

/** The council as an organisation. */
export function councilOf(partner: string): CodedOrText {
  return { coding: [{ code: partner, system: 'https://fhir.nhs.uk/Id/ods-organization-code' }] };
}

/** Who completed the record of an event, and when. */
export function completedBy(event: Event): PersonCompletingRecord | undefined {
  return present({ organisation: councilOf(event.partner), dateCompleted: event.end });
}

/** The outcome in Release 2 words. */
export function outcomeOf(event: Event): CodedOrText | undefined {
  return words(event.outcome?.label);
}
