import type { Body } from '../../../schema/entry.js';
import { codeLists, displayOf } from '../../../schema/code-lists.js';
import type { NhsNumberStatus } from '../../../schema/nhs-number.js';
import type { PartialDateTime } from '../../../schema/partial-date.js';
import type {
  CodedOrText,
  PersonDemographicsPersonName,
  PersonDemographicsPersonsAddress,
} from '../../../schema/prsb.generated.js';
import type { XmlElement } from '../../formats/xml/element.js';
import { child, children } from '../../formats/xml/query.js';
import { tidy } from '../drafts.js';
import { markRead, type Source } from '../source.js';
import { coded, said } from '../values/coded.js';
import { currentName, fullName, read, readAll } from '../values/names.js';
import { address, telecoms, type Telecom } from '../values/places.js';
import { moment } from '../values/times.js';
import type { Identity } from './identity.js';

const sdtc = 'urn:hl7-org:sdtc';
const useSystem = 'http://terminology.hl7.org/CodeSystem/v3-AddressUse';

/** What the header says of the person; elements it leaves out are left as they were. */
export function demographicsOf(identity: Identity, source: Source): Partial<Body<'personDemographics'>> {
  const role = identity.patientRole;
  const patient = child(role, 'patient') ?? child(role, 'patientPatient');
  const birth = child(patient, 'birthTime');
  return (
    tidy<Body<'personDemographics'>>({
      personName: personName(patient, source),
      // A date, whatever the time of birth: a time in another zone could move the day.
      dateOfBirth: dateOnly(moment(birth, source)),
      gender: coded(child(patient, 'administrativeGenderCode'), source),
      ethnicity: coded(child(patient, 'ethnicGroupCode'), source),
      religion: coded(child(patient, 'religiousAffiliationCode'), source),
      maritalStatus: coded(child(patient, 'maritalStatusCode'), source),
      nhsNumber: identity.nhsNumber,
      nhsNumberStatusIndicator: statusOf(identity.status),
      otherIdentifier: identity.local.map(({ authority, value }) => ({ value, authority })),
      personsAddress: children(role, 'addr').flatMap((each) => addressOf(each, source)),
      personsContactDetails: contactDetails(role, source),
      placeOfBirth: placeOfBirth(patient, source),
      preferredLanguage: language(patient, source),
      dateOfDeath: moment(child(patient, 'deceasedTime', sdtc), source),
      deceased: deceased(patient, source),
    }) ?? {}
  );
}

function statusOf(status: NhsNumberStatus | undefined): CodedOrText | undefined {
  if (status === undefined) return undefined;
  const text = displayOf('nhsNumberStatus', status);
  return { coding: [{ code: status, system: codeLists.nhsNumberStatus.system, display: text }], text };
}

function dateOnly(at: PartialDateTime | undefined): PartialDateTime | undefined {
  return at === undefined ? undefined : (at.slice(0, 10) as PartialDateTime);
}

function personName(patient: XmlElement | undefined, source: Source): PersonDemographicsPersonName | undefined {
  const name = currentName(patient, source);
  if (name === undefined) return undefined;
  const given = children(name, 'given');
  const callMe = given.find((each) => said(each, 'qualifier') === 'CL');
  const nickname = children(patient, 'name').find((each) => said(each, 'use') === 'P' && each !== name);
  return {
    personFirstName: given.filter((each) => each !== callMe).flatMap((each) => read(each, source) ?? []),
    personFamilyName: readAll(name, 'family', source),
    personPreferredName: read(callMe, source) ?? fullName(nickname, source),
    title: readAll(name, 'prefix', source).join(' '),
    personNameSuffix: readAll(name, 'suffix', source),
    personFullName: fullName(name, source),
  };
}

function addressOf(element: XmlElement, source: Source): readonly PersonDemographicsPersonsAddress[] {
  const found = address(element, source);
  if (found === undefined) return [];
  const [first, second, third, fourth, ...rest] = found.lines;
  return [
    {
      addressLine1: first,
      addressLine2: second,
      addressLine3: third,
      addressLine4: fourth,
      // Never cut off: what does not fit in five lines stays on the fifth.
      addressLine5: rest.length === 0 ? undefined : rest.join(', '),
      postcode: found.postcode,
      addressType: useOf(found.use),
    },
  ];
}

function contactDetails(role: XmlElement, source: Source): Body<'personDemographics'>['personsContactDetails'] {
  const all = telecoms(role, source);
  const of = (kind: Telecom['kind']): readonly Telecom[] => all.filter((each) => each.kind === kind);
  return {
    personsTelephoneNumberDetails: of('telephone').map((each) => ({
      personsTelephoneNumber: each.value,
      personsTelephoneNumberType: useOf(each.use),
    })),
    personsEmailAddressDetails: of('email').map((each) => ({
      personsEmailAddress: each.value,
      personsEmailAddressType: useOf(each.use),
    })),
    otherContactInformation: of('other')
      .map((each) => each.value)
      .join(', '),
  };
}

const useNames: Readonly<Record<string, string>> = {
  H: 'Home',
  HP: 'Primary home',
  HV: 'Vacation home',
  WP: 'Work',
  DIR: 'Direct',
  TMP: 'Temporary',
  MC: 'Mobile',
  EC: 'Emergency contact',
  PST: 'Postal',
  PHYS: 'Physical visit',
  AS: 'Answering service',
  PG: 'Pager',
};

function useOf(use: string | undefined): CodedOrText | undefined {
  const codes = use?.split(/\s+/) ?? [];
  if (codes.length === 0) return undefined;
  const coding = codes.map((code) => ({
    code,
    system: useSystem,
    ...(useNames[code] === undefined ? {} : { display: useNames[code] }),
  }));
  const text = coding.find((each) => 'display' in each)?.display;
  return { coding, ...(text === undefined ? {} : { text }) };
}

function placeOfBirth(patient: XmlElement | undefined, source: Source): CodedOrText | undefined {
  const place = child(child(patient, 'birthplace'), 'place');
  const addr = child(place, 'addr');
  const country = read(child(addr, 'country'), source);
  if (country !== undefined) return { coding: [], text: country };
  const text = read(child(place, 'name'), source) ?? (addr === undefined ? undefined : address(addr, source)?.lines.join(', '));
  return text === undefined || text === '' ? undefined : { coding: [], text };
}

function language(patient: XmlElement | undefined, source: Source): CodedOrText | undefined {
  const spoken = children(patient, 'languageCommunication');
  const chosen =
    spoken.find((each) => said(child(each, 'preferenceInd'), 'value') === 'true') ??
    (spoken.length === 1 ? spoken[0] : undefined);
  markRead(source, child(chosen, 'preferenceInd'));
  return coded(child(chosen, 'languageCode'), source, 'urn:ietf:bcp:47');
}

function deceased(patient: XmlElement | undefined, source: Source): boolean | undefined {
  const indicator = child(patient, 'deceasedInd', sdtc);
  const value = said(indicator, 'value');
  if (value !== 'true' && value !== 'false')
    return moment(child(patient, 'deceasedTime', sdtc), source) === undefined ? undefined : true;
  markRead(source, indicator);
  return value === 'true';
}
