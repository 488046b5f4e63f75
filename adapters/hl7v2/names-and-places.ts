import { present } from '../../schema/present.js';
import type { CodedOrText } from '../../schema/prsb.generated.js';
import type { Repetition } from '../formats/hl7v2/message.js';
import { words } from './values.js';

/** The register of organisations, for ODS codes. */
export const odsSystem = 'https://fhir.nhs.uk/Id/ods-organization-code';

/** Whether `text` can be an ODS code: of a trust, site, practice or other organisation. */
export function isOdsCode(text: string | undefined): text is string {
  return text !== undefined && /^(?=.*\d|[A-Z]{3}$)[A-Z0-9]{3,9}$/.test(text);
}

/** An organisation by ODS code and name; a code of another kind is shown as words. */
export function organisation(code: string | undefined, name: string | undefined): CodedOrText | undefined {
  const id = code?.trim();
  if (!isOdsCode(id)) return words(name ?? id);
  const display = name?.trim();
  return {
    coding: [{ code: id, system: odsSystem, ...(display ? { display } : {}) }],
    ...(display ? { text: display } : {}),
  };
}

/** An XON: name in 1, identifier in 3 (2.4) or 10 (2.5 on). */
export function organisationOf(repetition: Repetition | undefined): CodedOrText | undefined {
  return organisation(organisationCode(repetition), repetition?.text(1));
}

export function organisationCode(repetition: Repetition | undefined): string | undefined {
  return [repetition?.text(3), repetition?.text(10)].map((code) => code?.trim()).find(isOdsCode);
}

/** A PL (`ward^bay^bed^site`): the site by its ODS code, with ward and site in words. */
export function place(repetition: Repetition | undefined): CodedOrText | undefined {
  if (repetition === undefined) return undefined;
  const site = repetition.text(4)?.trim();
  const ward = repetition.text(1)?.trim();
  const described = repetition.text(9)?.trim();
  const name = [ward, described, isOdsCode(site) ? undefined : site].filter((part) => part).join(', ') || undefined;
  return organisation(isOdsCode(site) ? site : undefined, name);
}

/** Ward, bay and bed of a PL, as sent. */
export function ward(repetition: Repetition | undefined): string | undefined {
  const parts = [1, 2, 3].map((component) => repetition?.text(component)?.trim()).filter((part) => part);
  return parts.length === 0 ? undefined : parts.join(', ');
}

/** An address without a country is in the UK, as is one that says so. */
const unitedKingdom = /^(?:GBR?|UK|826|United Kingdom)$/i;

/** The lines of an XAD, its postcode apart; another country stands in the last line. PID-11.1 may hold house name and street in parts. */
export function addressLines(repetition: Repetition) {
  const first = [2, 1, 3].map((part) => repetition.text(1, part)?.trim());
  const street = repetition.subcomponents(1) > 1 ? [first[1], first[0], first[2]].filter((part) => part).join(' ') : first[1];
  const [addressLine2, addressLine3, addressLine4, county, country] = [2, 3, 4, 9, 6].map((component) =>
    repetition.text(component)?.trim(),
  );
  const addressLine5 = [county, unitedKingdom.test(country ?? '') ? undefined : country].filter((part) => part).join(', ');
  return present({
    addressLine1: street,
    addressLine2,
    addressLine3,
    addressLine4,
    addressLine5,
    postcode: repetition.text(5)?.trim(),
  });
}

/** An XAD in one line. */
export function address(repetition: Repetition): string | undefined {
  const lines = addressLines(repetition);
  return lines === undefined ? undefined : Object.values(lines).join(', ');
}

/** An XTN: its number or e-mail address, and whether it is the latter. */
export function telecom(repetition: Repetition): { readonly value: string; readonly isEmail: boolean } | undefined {
  const email = repetition.text(4)?.trim();
  if (email) return { value: email, isEmail: true };
  const parts = [5, 6, 7].map((component) => repetition.text(component)?.trim()).filter((part) => part);
  const extension = repetition.text(8)?.trim();
  const assembled = parts.length === 0 ? undefined : parts.join(' ') + (extension ? ` ext. ${extension}` : '');
  const value = repetition.text(1)?.trim() || repetition.text(12)?.trim() || assembled;
  if (!value) return undefined;
  const isEmail = repetition.text(2) === 'NET' || repetition.text(3) === 'Internet' || /^[^\s@]+@[^\s@]+$/.test(value);
  return { value, isEmail };
}
