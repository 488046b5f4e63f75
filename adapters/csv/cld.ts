import type { Statement } from '../../schema/entry.js';
import { RecordError } from '../../schema/errors.js';
import type { FeedContext } from '../../schema/feed.js';
import { present } from '../../schema/present.js';
import { assessmentOf, requestOf, reviewOf } from './cld-activity.js';
import { caringOf, circumstancesOf } from './cld-circumstances.js';
import type { Client, Event, EventType } from './cld-event.js';
import { serviceOf } from './cld-service.js';
import { demographicsIn } from './demographics.js';
import { folded } from './header.js';
import { personIdColumns } from './person-columns.js';
import { labelOf } from './labels.js';
import type { Meaning } from './meaning.js';
import { authorityOf, localIdentifierOf, personOf, statementsAbout, type Person } from './person.js';
import type { RowReader } from './row.js';
import { put } from './statements.js';

/** `Referral` is Release 1's word for a request. */
const eventTypes: ReadonlyMap<string, EventType> = new Map([
  ['request', 'Request'],
  ['referral', 'Request'],
  ['assessment', 'Assessment'],
  ['service', 'Service'],
  ['review', 'Review'],
]);

const meanings: { readonly [T in EventType]: (row: RowReader, event: Event) => readonly Statement[] } = {
  Request: requestOf,
  Assessment: assessmentOf,
  Service: serviceOf,
  Review: reviewOf,
};

/**
 * One row of Adult Social Care Client Level Data, Release 1 or 2: one event of one client, with what
 * the council knows of the client. Unit costs and event descriptions have no home here by policy.
 * @throws RecordError ROW_EXCLUDED, IDENTIFIER_MISSING, DATE_INVALID, STRUCTURE_INVALID, MESSAGE_UNMAPPABLE, FEED_UNKNOWN
 */
export function clientLevelRow(row: RowReader, context: FeedContext): Meaning {
  const client = clientOf(row);
  const type = eventTypeOf(row);
  const authority = authorityOf(row.text('LA_Code'), context);
  const person = personOf(row, authority, personIdColumns);
  const receivedDay = context.receivedAt.slice(0, 10);
  const demographics = demographicsIn(row, receivedDay);
  const event = eventOf(row, type, client, person, context, demographics.dateOfDeath);
  const stated = row.day('Reporting_Period_End_Date');
  return {
    messageType: `CLD ${type}`,
    rowKind: `cld-${type.toLowerCase()}`,
    person,
    statements: [
      ...statementsAbout(person, { ...demographics, otherIdentifier: localIdentifierOf(person) }),
      ...practiceOf(row, person),
      ...(client === 'service-user' ? circumstancesOf(row, event) : caringOf(row, event)),
      ...meanings[type](row, event),
    ],
    // A period that ends after the file arrived says nothing about when it was true.
    statedAt: stated !== undefined && stated <= receivedDay ? stated : undefined,
  };
}

function clientOf(row: RowReader): Client {
  const text = row.text('Client_Type');
  switch (folded(text ?? '')) {
    case 'serviceuser':
      return 'service-user';
    case 'unpaidcarer':
    case 'carer':
      return 'carer';
    case 'unpaidcarerknownbyassociation':
    case 'carerknownbyassociation':
      throw new RecordError('ROW_EXCLUDED', {
        detail: 'carers known by association are not clients',
        location: row.at('Client_Type'),
      });
    default:
      // Whose needs a row shows hangs on this column: without it nothing can be said safely.
      throw new RecordError('MESSAGE_UNMAPPABLE', {
        detail: 'client type missing or not known',
        location: row.at('Client_Type'),
      });
  }
}

function eventTypeOf(row: RowReader): EventType {
  const type = eventTypes.get(folded(row.text('Event_Type') ?? ''));
  if (type === undefined) {
    throw new RecordError('MESSAGE_UNMAPPABLE', { detail: 'event type missing or not known', location: row.at('Event_Type') });
  }
  return type;
}

function eventOf(
  row: RowReader,
  type: EventType,
  client: Client,
  person: Person,
  { feed, partner, receivedAt }: FeedContext,
  dateOfDeath: Event['end'],
): Event {
  const outcome = row.text('Event_Outcome');
  const start = row.dayRequired('Event_Start_Date');
  const statedEnd = row.day('Event_End_Date');
  // A service whose end cannot be read has ended, nobody knows when: shown open it would let people in.
  if (type === 'Service' && statedEnd === undefined && row.peek('Event_End_Date') !== undefined) {
    throw new RecordError('DATE_INVALID', { detail: 'the end of a service cannot be read', location: row.at('Event_End_Date') });
  }
  return {
    type,
    client,
    person,
    partner,
    codes: feed.codes,
    receivedDay: receivedAt.slice(0, 10),
    start,
    end: endWithin(statedEnd, dateOfDeath, type),
    statedEnd,
    outcome: outcome === undefined ? undefined : labelOf('Event_Outcome', outcome, feed.codes),
  };
}

/** No event outlives the person; only a service may be open before that. */
function endWithin(end: Event['end'], dateOfDeath: Event['end'], type: EventType): Event['end'] {
  if (dateOfDeath === undefined) return end;
  if (end === undefined) return type === 'Service' ? dateOfDeath : undefined;
  return end > dateOfDeath ? dateOfDeath : end;
}

function practiceOf(row: RowReader, person: Person): readonly Statement[] {
  const body = present({
    gpPracticeIdentifier: row.text('GP_Practice_Code'),
    gpPracticeDetails: row.text('GP_Practice_Name'),
  });
  return body === undefined ? [] : [put(person.subject, 'gpPractice', `practice|${person.key}`, body)];
}
