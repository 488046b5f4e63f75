import { codeLists } from '../../../schema/code-lists.js';

/** Code systems by OID, as published by HL7 and NHS England; an OID that is not here is shown as sent. */
const byOid: ReadonlyMap<string, string> = new Map([
  // The UK NHS OID and the international one are both SNOMED CT, and dm+d is sent under either.
  ['2.16.840.1.113883.2.1.3.2.4.15', 'http://snomed.info/sct'],
  ['2.16.840.1.113883.6.96', 'http://snomed.info/sct'],
  ['2.16.840.1.113883.2.1.6.2', 'http://read.info/readv2'],
  ['2.16.840.1.113883.2.1.6.3', 'http://read.info/ctv3'],
  ['2.16.840.1.113883.2.1.3.2.4.14', 'http://read.info/ctv3'],
  ['2.16.840.1.113883.6.1', 'http://loinc.org'],
  ['2.16.840.1.113883.6.88', 'http://www.nlm.nih.gov/research/umls/rxnorm'],
  ['2.16.840.1.113883.12.292', 'http://hl7.org/fhir/sid/cvx'],
  ['2.16.840.1.113883.6.59', 'http://hl7.org/fhir/sid/cvx'],
  ['2.16.840.1.113883.6.69', 'http://hl7.org/fhir/sid/ndc'],
  ['2.16.840.1.113883.6.3', 'http://hl7.org/fhir/sid/icd-10'],
  ['2.16.840.1.113883.6.90', 'http://hl7.org/fhir/sid/icd-10-cm'],
  ['2.16.840.1.113883.6.4', 'http://www.cms.gov/Medicare/Coding/ICD10'],
  ['2.16.840.1.113883.6.103', 'http://hl7.org/fhir/sid/icd-9-cm'],
  ['1.3.6.1.4.1.12559.11.10.1.3.1.44.2', 'http://hl7.org/fhir/sid/icd-10'],
  ['2.16.840.1.113883.6.12', 'http://www.ama-assn.org/go/cpt'],
  ['2.16.840.1.113883.6.73', 'http://www.whocc.no/atc'],
  ['2.16.840.1.113883.6.8', 'http://unitsofmeasure.org'],
  ['2.16.840.1.113883.4.9', 'http://fdasis.nlm.nih.gov'],
  ['2.16.840.1.113883.3.26.1.1', 'http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl'],
  ['2.16.840.1.113883.1.11.16926', 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality'],
  ['2.16.840.1.113883.5.25', 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality'],
  ['2.16.840.1.113883.5.1', 'http://terminology.hl7.org/CodeSystem/v3-AdministrativeGender'],
  ['2.16.840.1.113883.5.2', 'http://terminology.hl7.org/CodeSystem/v3-MaritalStatus'],
  ['2.16.840.1.113883.5.4', 'http://terminology.hl7.org/CodeSystem/v3-ActCode'],
  ['2.16.840.1.113883.5.8', 'http://terminology.hl7.org/CodeSystem/v3-ActReason'],
  ['2.16.840.1.113883.5.14', 'http://terminology.hl7.org/CodeSystem/v3-ActStatus'],
  ['2.16.840.1.113883.5.83', 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation'],
  ['2.16.840.1.113883.5.88', 'http://terminology.hl7.org/CodeSystem/v3-ParticipationFunction'],
  ['2.16.840.1.113883.5.110', 'http://terminology.hl7.org/CodeSystem/v3-RoleClass'],
  ['2.16.840.1.113883.5.111', 'http://terminology.hl7.org/CodeSystem/v3-RoleCode'],
  ['2.16.840.1.113883.5.112', 'http://terminology.hl7.org/CodeSystem/v3-RouteOfAdministration'],
  ['2.16.840.1.113883.5.139', 'http://terminology.hl7.org/CodeSystem/v3-TimingEvent'],
  ['2.16.840.1.113883.5.1063', 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue'],
  ['2.16.840.1.113883.5.1150.1', 'http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips'],
  ['2.16.840.1.113883.2.1.3.2.4.16.25', codeLists.gdsGender.system],
  ['2.16.840.1.113883.2.1.3.2.4.16.45', 'https://fhir.nhs.uk/CodeSystem/cda-person-relationship'],
]);

/** SNOMED CT. */
export const snomed = 'http://snomed.info/sct';
/** Organisation codes of the Organisation Data Service. */
export const odsSystem = 'https://fhir.nhs.uk/Id/ods-organization-code';
/** HL7 v3 act status. */
export const actStatus = 'http://terminology.hl7.org/CodeSystem/v3-ActStatus';
/** Unified Code for Units of Measure. */
export const ucum = 'http://unitsofmeasure.org';

/** Names that senders write for systems they use without a registered OID. */
const byName: readonly (readonly [RegExp, string])[] = [
  [/^opcs/i, 'https://fhir.hl7.org.uk/CodeSystem/OPCS-4'],
  [/^dm\+d/i, 'https://dmd.nhs.uk'],
  [/^snomed/i, snomed],
  [/^icd-?10$/i, 'http://hl7.org/fhir/sid/icd-10'],
  [/^loinc$/i, 'http://loinc.org'],
];

/** URI of the code system with this OID, else by its name; else its OID, else its name, as sent. */
export function codeSystemUri(oid: string | undefined, name: string | undefined): string | undefined {
  const known = oid === undefined ? undefined : byOid.get(oid.trim());
  if (known !== undefined) return known;
  const named = name === undefined ? undefined : byName.find(([pattern]) => pattern.test(name.trim()))?.[1];
  return named ?? (oid?.trim() || name?.trim() || undefined);
}
