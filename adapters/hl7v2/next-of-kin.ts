import type { Statement } from '../../schema/entry.js';
import { earliestMs, latestMs } from '../../schema/partial-date.js';
import type { Segment } from '../formats/hl7v2/message.js';
import { NK1 } from '../formats/hl7v2/names.js';
import { first, personName, text } from '../formats/hl7v2/typed.js';
import { address, telecom } from './names-and-places.js';
import type { About } from './reading.js';
import { group, inList } from './snapshot-lists.js';
import { put } from './statements.js';
import { code, date, joined } from './values.js';

/** NK1: the person's contacts. Keyed by NK1-1, as few senders identify a contact (NK1-33). */
export function nextOfKin(about: About): Statement[] {
  return group(about, 'NK1', 'personalContacts', 'ADT-NK1', (nk1, list, uniqueKey) => {
    const name = nameOf(nk1);
    const relationship = code(about, nk1, NK1.Relationship, 'relationship');
    const contactDetails = reachedAt(nk1);
    if (name === undefined && relationship === undefined && contactDetails.length === 0) return undefined;
    if (isOver(about, nk1)) return undefined;
    const key = uniqueKey(`NK1:${text(nk1, NK1.NextOfKinAssociatedPartySIdentifiers) ?? text(nk1, NK1.SetID) ?? ''}`);
    const relationshipType = joined(first(nk1, NK1.ContactRole));
    const body = { name, relationship, relationshipType, contactDetails };
    return { key, statement: put(about, 'personalContacts', key, body, inList(list)) };
  });
}

/** NK1-9: whom not to ring any more is no contact. */
function isOver(about: About, nk1: Segment): boolean {
  const until = date(about, nk1, NK1.EndDate);
  return until !== undefined && about.statedAt !== undefined && latestMs(until) < earliestMs(about.statedAt);
}

/** The person, or an organisation (NK1-13) with whom to ask for there (NK1-30). */
function nameOf(nk1: Segment): string | undefined {
  const person = personName(first(nk1, NK1.Name))?.display;
  const at = [text(nk1, NK1.OrganizationNameNK1), personName(first(nk1, NK1.ContactPersonSName))?.display];
  return [person, ...at].filter((part) => part).join(', ') || undefined;
}

function reachedAt(nk1: Segment): string[] {
  const ways = [NK1.PhoneNumber, NK1.BusinessPhoneNumber, NK1.ContactPersonSTelephoneNumber];
  const phones = ways.flatMap((field) => nk1.field(field)).map((way) => telecom(way)?.value);
  return [...phones, ...[...nk1.field(NK1.Address), ...nk1.field(NK1.ContactPersonSAddress)].map(address)].filter(
    (way) => way !== undefined,
  );
}
