import { hl7Time, type Moment } from '../calendar.js';
import type { KnownAs } from '../known-as.js';
import type { Address } from '../person.js';
import type { Concept } from '../words/clinical.js';
import { element, type Xml } from './xml-text.js';

/** Object identifiers of identifiers and code systems. */
export const oid = {
  snomed: '2.16.840.1.113883.6.96',
  snomedUk: '2.16.840.1.113883.2.1.3.2.4.15',
  loinc: '2.16.840.1.113883.6.1',
  nhsNumberVerified: '2.16.840.1.113883.2.1.4.1',
  nhsNumberUnverified: '2.16.840.1.113883.2.1.3.2.4.18.23',
  localIdentifier: '2.16.840.1.113883.2.1.3.2.4.18.24',
  odsOrganisation: '2.16.840.1.113883.2.1.3.2.4.19.1',
  ukTemplate: '2.16.840.1.113883.2.1.3.2.4.18.2',
  ukContent: '2.16.840.1.113883.2.1.3.2.4.18.16',
  ukMessageType: '2.16.840.1.113883.2.1.3.2.4.18.17',
  confidentiality: '2.16.840.1.113883.1.11.16926',
} as const;

/** Time as UK documents write it: two digits of offset. */
export const cdaTime = (moment: Moment, precision: 8 | 12 | 14 = 12): string =>
  precision === 8 ? hl7Time(moment, 8) : `${hl7Time(moment, precision)}+00`;

/** A UUID that depends on its name only. */
export function uuidOf(name: string): string {
  const lanes = [0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b];
  for (let i = 0; i < name.length; i++) {
    for (let lane = 0; lane < 4; lane++)
      lanes[lane] = Math.imul(lanes[lane]! ^ (name.charCodeAt(i) + lane * 131 + i), 0x01000193 + lane * 2) >>> 0;
  }
  const hex = lanes
    .map((lane) => lane.toString(16).padStart(8, '0'))
    .join('')
    .toUpperCase();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-A${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** An identifier that depends on the name of the thing only, so that a later document means the same thing. */
export const idOf = (key: string): Xml => element('id', { root: uuidOf(key) });

export const statusCompleted: Xml = element('statusCode', { code: 'completed' });

export const template = (root: string, extension?: string): Xml => element('templateId', { root, extension });

export function snomed(tag: string, concept: Concept, attributes: Readonly<Record<string, string | undefined>> = {}): Xml {
  return element(tag, {
    ...attributes,
    code: concept.code,
    codeSystem: oid.snomed,
    codeSystemName: 'SNOMED CT',
    displayName: concept.term,
  });
}

export const loinc = (tag: string, concept: Concept): Xml =>
  element(tag, { code: concept.code, codeSystem: oid.loinc, codeSystemName: 'LOINC', displayName: concept.term });

export const during = (from: string | undefined, until?: string | undefined): Xml =>
  element(
    'effectiveTime',
    { 'xsi:type': 'IVL_TS' },
    from === undefined ? element('low', { nullFlavor: 'UNK' }) : element('low', { value: from }),
    until === undefined ? undefined : element('high', { value: until }),
  );

export const name = (given: readonly string[], family: string, prefix?: string): Xml =>
  element(
    'name',
    {},
    prefix === undefined ? undefined : element('prefix', {}, prefix),
    given.map((each) => element('given', {}, each)),
    element('family', {}, family),
  );

export const addr = (address: Address, use: string): Xml =>
  element(
    'addr',
    { use },
    element('streetAddressLine', {}, address.line1),
    element('streetAddressLine', {}, address.place),
    element('city', {}, address.county),
    element('postalCode', {}, address.postcode),
  );

export const telecom = (value: string, use: string): Xml =>
  element('telecom', { value: `tel:${value.replaceAll(' ', '')}`, use });

export const organisation = (tag: string, ods: string, title: string): Xml =>
  element(tag, {}, element('id', { root: oid.odsOrganisation, extension: ods }), element('name', {}, title));

/** The person of a document. */
export function recordTarget(known: KnownAs): Xml {
  const numberRoot = known.traced === '01' ? oid.nhsNumberVerified : oid.nhsNumberUnverified;
  return element(
    'recordTarget',
    { typeCode: 'RCT', contextControlCode: 'OP' },
    element(
      'patientRole',
      { classCode: 'PAT' },
      known.nhsNumber === undefined ? undefined : element('id', { root: numberRoot, extension: known.nhsNumber }),
      known.localNumbers.map((local) =>
        element('id', { root: oid.localIdentifier, extension: local.number, assigningAuthorityName: local.authority }),
      ),
      addr(known.address, 'H'),
      known.phone === undefined ? undefined : telecom(known.phone, 'H'),
      known.mobile === undefined ? undefined : telecom(known.mobile, 'MC'),
      known.email === undefined ? undefined : element('telecom', { value: `mailto:${known.email}`, use: 'H' }),
      element(
        'patient',
        { classCode: 'PSN', determinerCode: 'INSTANCE' },
        name(known.given, known.family, known.title),
        element('administrativeGenderCode', {
          code: known.woman ? '2' : '1',
          codeSystem: '2.16.840.1.113883.2.1.3.2.4.16.25',
          displayName: known.woman ? 'Female' : 'Male',
        }),
        element('birthTime', { value: known.birth }),
        known.language === undefined
          ? undefined
          : element('languageCommunication', {}, element('languageCode', { code: known.language })),
      ),
      known.practice === undefined ? undefined : organisation('providerOrganization', known.practice.ods, known.practice.name),
    ),
  );
}

export interface Author {
  readonly given: string;
  readonly family: string;
  readonly title?: string;
  readonly role?: string;
  readonly identifier?: string;
}

export function author(who: Author, at: Moment, ods: string, organisationName: string): Xml {
  return element(
    'author',
    { typeCode: 'AUT', contextControlCode: 'OP' },
    element('time', { value: cdaTime(at) }),
    element(
      'assignedAuthor',
      { classCode: 'ASSIGNED' },
      element('id', { root: oid.localIdentifier, extension: who.identifier ?? 'AUTHOR', assigningAuthorityName: ods }),
      who.role === undefined
        ? undefined
        : element('code', { nullFlavor: 'OTH', displayName: who.role }, element('originalText', {}, who.role)),
      element('assignedPerson', {}, name([who.given], who.family, who.title)),
      organisation('representedOrganization', ods, organisationName),
    ),
  );
}

export const custodian = (ods: string, title: string): Xml =>
  element(
    'custodian',
    { typeCode: 'CST' },
    element('assignedCustodian', { classCode: 'ASSIGNED' }, organisation('representedCustodianOrganization', ods, title)),
  );
