import type { Statement } from '../../../schema/entry.js';
import type { CodedOrText } from '../../../schema/prsb.generated.js';
import type { XmlElement } from '../../formats/xml/element.js';
import { child, children, path } from '../../formats/xml/query.js';
import { codesBeside } from '../codes-beside.js';
import { draft, type Draft } from '../drafts.js';
import { locationOf as participantLocation, named, organisation } from '../participants.js';
import { markRead, type Source } from '../source.js';
import { coded, hasCode, said, spoken, textOnly } from '../values/coded.js';
import { identifierOf } from '../values/identifiers.js';
import { read } from '../values/names.js';
import { addressText } from '../values/places.js';
import { span } from '../values/times.js';
import type { Identity } from './identity.js';

const sdtc = 'urn:hl7-org:sdtc';
/** HL7 v3 ActEncounterCode for a stay. */
const stayCodes: ReadonlySet<string> = new Set(['IMP', 'ACUTE', 'NONAC']);
/** Document types that are about a stay that ends: discharge summaries by LOINC and SNOMED CT. */
const dischargeDocuments: ReadonlySet<string> = new Set([
  '18842-5',
  '34105-7',
  '373942005',
  '163391000000107',
  '717291000000100',
]);

/** Words of sections that describe the same encounter as the header does. */
export interface EncounterSections {
  readonly reason?: string | undefined;
  readonly admission?: string | undefined;
  readonly discharge?: string | undefined;
  readonly attendance?: string | undefined;
  /** The sections that these words are from. */
  readonly sections?: readonly XmlElement[] | undefined;
}

/** The encounter that a document is about, as entries and as evidence of involvement. */
export interface HeaderEncounter {
  readonly drafts: readonly Draft[];
  readonly statements: readonly Statement[];
}

/** Reads encompassingEncounter, and the sections that describe it, into a contact or a stay. */
export function encounterOf(identity: Identity, told: EncounterSections, source: Source): HeaderEncounter {
  const encounter = path(source.document, 'componentOf', 'encompassingEncounter');
  const from = encounter ?? source.document;
  const code = coded(child(encounter, 'code'), source);
  const isStay =
    hasCode(code, stayCodes) ||
    dischargeDocuments.has(said(child(source.document, 'code'), 'code') ?? '') ||
    told.admission !== undefined ||
    told.discharge !== undefined;
  if (encounter === undefined && Object.values(told).every((words) => words === undefined)) return { drafts: [], statements: [] };
  const drafts = isStay ? stay(from, encounter, told, source) : [contact(from, encounter, code, told, source)];
  return { drafts, statements: encounter === undefined ? [] : [involvement(encounter, isStay, told, identity, source)] };
}

function stay(from: XmlElement, encounter: XmlElement | undefined, told: EncounterSections, source: Source): readonly Draft[] {
  const { start, end, endedUnknown } = span(child(encounter, 'effectiveTime'), source);
  const responsible = named(child(encounter, 'responsibleParty'), source);
  const visitIdentifier = visitOf(encounter, source);
  const where = placeOf(encounter, source);
  const disposition = coded(
    child(encounter, 'dischargeDispositionCode') ?? child(encounter, 'dischargeDispositionCode', sdtc),
    source,
  );
  const admission = draft(
    'admissionDetails',
    from,
    {
      narrative: told.admission,
      dateOfAdmission: start,
      admittedTo: where,
      responsibleCareProfessional: responsible,
      reasonForAdmission: textOnly(told.reason),
      visitIdentifier,
    },
    { part: 'admission', tells: telling(encounter, told) },
  );
  if (end === undefined && !endedUnknown && disposition === undefined && told.discharge === undefined) return [admission];
  const discharge = draft(
    'dischargeDetails',
    from,
    {
      narrative: told.discharge,
      dateOfDischarge: end,
      dischargeLocation: where,
      dischargingConsultant: responsible,
      dischargeDestination: disposition === undefined ? undefined : { dischargeDestination: disposition },
      visitIdentifier,
    },
    { part: 'discharge', tells: telling(encounter, told) },
  );
  return [admission, discharge];
}

function contact(
  from: XmlElement,
  encounter: XmlElement | undefined,
  code: CodedOrText | undefined,
  told: EncounterSections,
  source: Source,
): Draft {
  const { start, end } = span(child(encounter, 'effectiveTime'), source);
  const participants = children(encounter, 'encounterParticipant');
  const facility = path(encounter, 'location', 'healthCareFacility');
  return draft(
    'contactsWithProfessionals',
    from,
    {
      narrative: told.attendance,
      dateOfContact: start,
      endDate: end,
      contactType: spoken(code),
      locationOfContact: placeOf(encounter, source),
      locationType: coded(child(facility, 'code'), source),
      responsibleProfessional: named(child(encounter, 'responsibleParty'), source),
      professionalsPresent: participants.flatMap((each) => named(each, source) ?? []),
      outcomeOfContact: coded(child(encounter, 'dischargeDispositionCode'), source),
      reasonForContact: textOnly(told.reason),
      visitIdentifier: visitOf(encounter, source),
    },
    { part: 'contact', tells: telling(encounter, told) },
  );
}

function telling(encounter: XmlElement | undefined, told: EncounterSections): readonly XmlElement[] {
  return [...(encounter === undefined ? [] : [encounter]), ...(told.sections ?? [])];
}

function involvement(
  encounter: XmlElement,
  isStay: boolean,
  told: EncounterSections,
  identity: Identity,
  source: Source,
): Statement {
  const { start, end } = span(child(encounter, 'effectiveTime'), source);
  const from = start ?? source.writtenAt;
  // A contact that names no end was over when the report on it was written.
  const until = end ?? (isStay ? undefined : source.writtenAt);
  const facility = path(encounter, 'location', 'healthCareFacility');
  const names = [child(facility, 'location'), child(facility, 'serviceProviderOrganization')].flatMap(
    (each) => read(child(each, 'name'), source) ?? [],
  );
  const codes = [...codesBeside(telling(encounter, told), {}).map((code) => code.replace(/^.*\|/, '')), ...names];
  return {
    kind: 'involvement',
    subject: identity.subject,
    key: `encounter:${identifierOf(encounter) ?? source.writtenAt ?? ''}`,
    op: 'put',
    involvement: {
      kind: isStay ? 'admission' : 'attendance',
      organisation: source.context.partner,
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
      ...(codes.length === 0 ? {} : { codes }),
    },
  };
}

function visitOf(encounter: XmlElement | undefined, source: Source): string | undefined {
  const ids = children(encounter, 'id');
  const found = ids.find((id) => said(id, 'extension') !== undefined) ?? ids.find((id) => said(id, 'root') !== undefined);
  markRead(source, ...ids);
  return said(found, 'extension') ?? said(found, 'root');
}

function placeOf(encounter: XmlElement | undefined, source: Source): CodedOrText | undefined {
  const facility = path(encounter, 'location', 'healthCareFacility');
  if (facility === undefined) return encounter === undefined ? undefined : participantLocation(encounter, source);
  const provider = organisation(child(facility, 'serviceProviderOrganization'), source);
  const place = child(facility, 'location');
  const words = [read(child(place, 'name'), source), addressText(child(place, 'addr'), source)].filter(
    (each) => each !== undefined,
  );
  const coding = organisation(facility, source)?.coding ?? provider?.coding ?? [];
  const text = words.length > 0 ? words.join(', ') : provider?.text;
  if (coding.length === 0 && text === undefined) return undefined;
  markRead(source, facility, place);
  return { coding, ...(text === undefined ? {} : { text }) };
}
