import type {
  CodedOrText,
  NamedProfessional,
  PerformingProfessional,
  PersonCompletingRecord,
} from '../../schema/prsb.generated.js';
import type { XmlElement } from '../formats/xml/element.js';
import { child, children } from '../formats/xml/query.js';
import { markRead, type Source } from './source.js';
import { odsSystem } from './values/code-systems.js';
import { coded, textOnly } from './values/coded.js';
import { identifierOf, odsCodeOf } from './values/identifiers.js';
import { nameOf, read } from './values/names.js';
import { contactText } from './values/places.js';
import { moment } from './values/times.js';

const personNames = [
  'assignedPerson',
  'associatedPerson',
  'relatedPerson',
  'informationRecipient',
  'playingEntity',
  'guardianPerson',
];
const organisationNames = [
  'representedOrganization',
  'scopingOrganization',
  'receivedOrganization',
  'representedCustodianOrganization',
  'serviceProviderOrganization',
  'providerOrganization',
  'scopingEntity',
];
const roleNames = [
  'assignedEntity',
  'assignedAuthor',
  'assignedCustodian',
  'associatedEntity',
  'intendedRecipient',
  'relatedEntity',
  'participantRole',
  'healthCareFacility',
];

/** The role element of a participation (assignedAuthor, assignedEntity, …). */
export function roleOf(participation: XmlElement | undefined): XmlElement | undefined {
  return participation === undefined ? undefined : firstChild(participation, roleNames);
}

/** The organisation a role belongs to. */
export function organisationElement(role: XmlElement | undefined): XmlElement | undefined {
  return role === undefined ? undefined : firstChild(role, organisationNames);
}

/** The person who plays a role, by name. */
export function personName(role: XmlElement | undefined, source: Source): string | undefined {
  return role === undefined ? undefined : nameOf(firstChild(role, personNames), source);
}

function firstChild(element: XmlElement, names: readonly string[]): XmlElement | undefined {
  for (const name of names) {
    const found = child(element, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** An organisation by ODS code and name. */
export function organisation(element: XmlElement | undefined, source: Source): CodedOrText | undefined {
  if (element === undefined) return undefined;
  const text = read(child(element, 'name'), source);
  const code = odsCodeOf(element);
  if (code === undefined) return textOnly(text);
  markRead(source, element, ...children(element, 'id'));
  return {
    coding: [{ code, system: odsSystem, ...(text === undefined ? {} : { display: text }) }],
    ...(text === undefined ? {} : { text }),
  };
}

/** Who did it: performer, responsible party or other participation. */
export function professional(participation: XmlElement | undefined, source: Source): PerformingProfessional | undefined {
  const role = roleOf(participation);
  if (role === undefined) return undefined;
  const name = personName(role, source);
  const where = organisation(organisationElement(role), source);
  const job = coded(child(role, 'code'), source) ?? coded(child(participation!, 'functionCode'), source);
  if (name === undefined && where === undefined && job === undefined) return undefined;
  markRead(source, participation, role);
  return {
    name,
    role: job,
    professionalIdentifier: professionalIdentifier(role, source),
    organisation: where,
    contactDetails: contactText(role, source),
  };
}

/** Who wrote it, and when. */
export function completedBy(author: XmlElement | undefined, source: Source): PersonCompletingRecord | undefined {
  if (author === undefined) return undefined;
  const who = professional(author, source);
  const dateCompleted = moment(child(author, 'time'), source);
  if (who === undefined)
    return deviceName(author, source) === undefined ? undefined : { name: deviceName(author, source), dateCompleted };
  const { name, role, professionalIdentifier: id, organisation: where, contactDetails } = who;
  return { name, role, professionalIdentifier: id, organisation: where, contactDetails, dateCompleted };
}

/** Who wrote this entry: its own author, else that of a statement around it, else the document's. */
export function recordedBy(statement: XmlElement, source: Source): PersonCompletingRecord | undefined {
  for (let at: XmlElement | undefined = statement; at !== undefined && at !== source.document; at = at.parent) {
    const own = completedBy(child(at, 'author'), source);
    if (own !== undefined) return own.name === undefined && own.organisation === undefined ? { ...source.author, ...own } : own;
  }
  return source.author;
}

/** Who did this: its own performer, else that of the statement around it. */
export function performedBy(statement: XmlElement, source: Source): PerformingProfessional | undefined {
  for (let at: XmlElement | undefined = statement; at !== undefined && at.name !== 'section'; at = at.parent) {
    const found = professional(child(at, 'performer'), source);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A professional by name and role alone. */
export function named(participation: XmlElement | undefined, source: Source): NamedProfessional | undefined {
  const found = professional(participation, source);
  return found === undefined || (found.name === undefined && found.role === undefined)
    ? undefined
    : { name: found.name, role: found.role };
}

/** Where this was done (a participant of type LOC), as an organisation or in words. */
export function locationOf(statement: XmlElement, source: Source): CodedOrText | undefined {
  for (const participant of children(statement, 'participant')) {
    if (participant.attributes.get('typeCode') !== 'LOC') continue;
    const role = roleOf(participant);
    const place = role === undefined ? undefined : child(role, 'playingEntity');
    const text = place === undefined ? undefined : read(child(place, 'name'), source);
    const kind = coded(role === undefined ? undefined : child(role, 'code'), source);
    const organised = organisation(role, source);
    markRead(source, participant, role, place);
    if (organised?.coding.length) return { ...organised, ...(text === undefined ? {} : { text }) };
    if (text !== undefined) return { coding: [], text };
    if (kind !== undefined) return kind;
  }
  return undefined;
}

function professionalIdentifier(role: XmlElement, source: Source): string | undefined {
  const found = identifierOf(role);
  if (found === undefined) return undefined;
  markRead(source, ...children(role, 'id'));
  return found.replace('^', ' ');
}

function deviceName(author: XmlElement, source: Source): string | undefined {
  const role = roleOf(author);
  const device = role === undefined ? undefined : child(role, 'assignedAuthoringDevice');
  if (device === undefined) return undefined;
  return read(child(device, 'softwareName'), source) ?? read(child(device, 'manufacturerModelName'), source);
}
