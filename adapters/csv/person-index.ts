import type { FeedContext } from '../../schema/feed.js';
import { indexedDemographics } from './demographics.js';
import { personIdColumns } from './person-columns.js';
import type { Meaning } from './meaning.js';
import { authorityOf, personOf, statementsAbout } from './person.js';
import type { RowReader } from './row.js';

/**
 * One row of a council's person index: the NHS number of one of its local identifiers. By it the
 * tables that know no NHS number (SSDA903) reach the record of their person.
 */
export function indexRow(row: RowReader, context: FeedContext): Meaning {
  const person = personOf(row, authorityOf(row.text('LA_Code'), context), personIdColumns);
  const demographics = indexedDemographics(row, context.receivedAt.slice(0, 10));
  const hasLines = demographics.personsAddress?.some(({ addressLine1 }) => addressLine1 !== undefined) === true;
  const statements = statementsAbout(person, demographics, hasLines ? 'person index' : 'person');
  return { messageType: 'Person index', person, statements };
}
