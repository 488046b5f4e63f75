import type { Statement } from '../../schema/entry.js';
import type { Segment } from '../formats/hl7v2/message.js';
import { NK1 } from '../formats/hl7v2/names.js';
import { first, personName, text } from '../formats/hl7v2/typed.js';
import { address, telecom } from './names-and-places.js';
import type { About } from './reading.js';
import { group, inList } from './snapshot-lists.js';
import { put } from './statements.js';
import { code, joined } from './values.js';

/** NK1: the person's contacts. Keyed by NK1-1, as few senders identify a contact (NK1-33). */
export function nextOfKin(about: About): Statement[] {
  return group(about, 'NK1', 'personalContacts', 'ADT-NK1', (nk1, list, uniqueKey) => {
    const name = personName(first(nk1, NK1.Name))?.display;
    const relationship = code(about, nk1, NK1.Relationship, 'relationship');
    const contactDetails = reachedAt(nk1);
    if (name === undefined && relationship === undefined && contactDetails.length === 0) return undefined;
    const key = uniqueKey(`NK1:${text(nk1, NK1.NextOfKinAssociatedPartySIdentifiers) ?? text(nk1, NK1.SetID) ?? ''}`);
    const relationshipType = joined(first(nk1, NK1.ContactRole));
    const body = { name, relationship, relationshipType, contactDetails };
    return { key, statement: put(about, 'personalContacts', key, body, inList(list)) };
  });
}

function reachedAt(nk1: Segment): string[] {
  const phones = [...nk1.field(NK1.PhoneNumber), ...nk1.field(NK1.BusinessPhoneNumber)].map((way) => telecom(way)?.value);
  return [...phones, ...nk1.field(NK1.Address).map(address)].filter((way) => way !== undefined);
}
