import type { Body, Statement } from '../../schema/entry.js';
import type { NhsNumberStatus } from '../../schema/nhs-number.js';
import type { PartialDateTime } from '../../schema/partial-date.js';
import { present } from '../../schema/present.js';
import type { CodedOrText } from '../../schema/prsb.generated.js';
import { codeLists, displayOf } from '../../schema/code-lists.js';
import { codedAs } from '../formats/hl7v2/coded.js';
import type { Repetition, Segment } from '../formats/hl7v2/message.js';
import { PID } from '../formats/hl7v2/names.js';
import { isNull, personName, text } from '../formats/hl7v2/typed.js';
import { wayOfCommunicating } from './communication.js';
import { contactDetails } from './contact-details.js';
import type { Identity } from './identity.js';
import { addressLines } from './names-and-places.js';
import { one, type About } from './reading.js';
import { patch, type Changes } from './statements.js';
import { code, date, listed, listedOf } from './values.js';
import { ZU1 } from './zu.js';

type Demographics = Body<'personDemographics'>;

/**
 * PID as a patch of the person's demographics (HL7 UK A.3 §2.3.3): a field not sent is left, `""`
 * deletes, and repeating fields are snapshots of all there is.
 */
export function demographics(about: About, pid: Segment, identity: Identity, status: NhsNumberStatus | undefined): Statement {
  const zu1 = one(about, 'ZU1');
  const changes: Changes<'personDemographics'> = {
    nhsNumber: identity.nhsNumber,
    nhsNumberStatusIndicator: codedAs(status, codeLists.nhsNumberStatus.system, status && displayOf('nhsNumberStatus', status)),
    otherIdentifier: identity.others.length > 0 ? identity.others : null,
    personName: field(pid, PID.PatientName, nameOf(pid)),
    ...birth(about, pid),
    gender: field(pid, PID.AdministrativeSex, gender(about, pid)),
    ethnicity: field(pid, PID.EthnicGroup, ethnicity(about, pid)),
    religion: field(pid, PID.Religion, code(about, pid, PID.Religion, 'religion')),
    personsAddress: isMarked(pid, 'UA') ? null : field(pid, PID.PatientAddress, addresses(about, pid)),
    placeOfBirth: field(pid, PID.BirthPlace, code(about, pid, PID.BirthPlace, 'placeOfBirth')),
    maritalStatus: field(pid, PID.MaritalStatus, listed(about, pid, PID.MaritalStatus, 'maritalStatus')),
    dateOfDeath: field(pid, PID.PatientDeathDateAndTime, date(about, pid, PID.PatientDeathDateAndTime)),
    deceased: deceased(pid),
    preferredLanguage: field(pid, PID.PrimaryLanguage, language(about, pid)),
    overseasVisitorStatus:
      zu1 && field(zu1, ZU1.OverseasVisitorStatus, listed(about, zu1, ZU1.OverseasVisitorStatus, 'treatmentCategory')),
  };
  const nested = contactDetails(pid);
  return patch(about, 'personDemographics', 'person', changes, nested.length === 0 ? {} : { nested });
}

/** Null for HL7 null, else what was read, else nothing. */
function field<T>(segment: Segment, number: number, value: T | undefined): T | null | undefined {
  return value === undefined && isNull(segment, number) ? null : value;
}

/** A.3 adds PREFERRED and PREVIOUS… to the types of name; the person is called by the first that is neither. */
function nameOf(pid: Segment): Demographics['personName'] {
  const names = pid.field(PID.PatientName).map(personName);
  const usual = names.find((name) => !/^(?:PREFERRED|PREVIOUS|N$|M$|A$|B$)/.test(name?.nameType ?? '')) ?? names[0];
  const preferred = names.find((name) => name?.nameType === 'PREFERRED' || name?.nameType === 'N');
  if (usual === undefined) return undefined;
  return present({
    personFirstName: [usual.given, usual.middle].filter((part) => part !== undefined),
    personFamilyName: usual.family === undefined ? [] : [usual.family],
    personPreferredName: preferred === usual ? undefined : preferred?.display,
    title: usual.prefix,
    personNameSuffix: usual.suffix === undefined ? [] : [usual.suffix],
    personFullName: usual.display,
  });
}

/** PID-32 `UD` marks a date of birth that is a default: it is none. `ED` marks an estimate. */
function birth(about: About, pid: Segment): Pick<Changes<'personDemographics'>, 'dateOfBirth' | 'dateOfBirthEstimated'> {
  const born = field(pid, PID.DateTimeOfBirth, date(about, pid, PID.DateTimeOfBirth));
  const reliabilityKnown = pid.field(PID.IdentityReliabilityCode).length > 0;
  return {
    dateOfBirth: isMarked(pid, 'UD') ? null : born && withoutPadding(born),
    dateOfBirthEstimated: reliabilityKnown ? isMarked(pid, 'ED') : undefined,
  };
}

// Midnight to the second is how systems pad a day; nobody noted that time.
function withoutPadding(born: PartialDateTime): PartialDateTime {
  return (/T00:00(?::00(?:\.0+)?)?[+-]/.test(born) ? born.slice(0, 10) : born) as PartialDateTime;
}

function isMarked(pid: Segment, mark: string): boolean {
  return pid.field(PID.IdentityReliabilityCode).some((repetition) => repetition.text()?.trim() === mark);
}

/** GDS digits and HL7 letters both occur; the list's name is kept, as 9 means two things. */
function gender(about: About, pid: Segment): CodedOrText | undefined {
  const sent = text(pid, PID.AdministrativeSex)?.trim() ?? '';
  const list = /^\d$/.test(sent) ? 'gdsGender' : sent === 'X' ? 'statedGender' : 'hl7Sex';
  return listed(about, pid, PID.AdministrativeSex, list);
}

function language(about: About, pid: Segment): CodedOrText | undefined {
  const value = code(about, pid, PID.PrimaryLanguage, 'language');
  const way = wayOfCommunicating(value?.coding[0]?.code);
  return value === undefined || way === undefined || value.text !== undefined ? value : { ...value, text: way };
}

/** The first character is national; a second one is the sender's own, so its display is the national one. */
function ethnicity(about: About, pid: Segment): CodedOrText | undefined {
  const value = listed(about, pid, PID.EthnicGroup, 'ethnicCategory');
  const [first] = value?.coding ?? [];
  if (value === undefined || first?.code.length !== 2 || first.system !== undefined || value.text !== undefined) return value;
  const national = displayOf('ethnicCategory', first.code.slice(0, 1));
  return national === undefined ? value : { ...value, text: national };
}

function addresses(about: About, pid: Segment): Demographics['personsAddress'] {
  return nonEmpty(
    pid.field(PID.PatientAddress).flatMap((repetition) => {
      const lines = addressLines(repetition);
      const type = listedOf(about, typeOnly(repetition, 7), 'addressType');
      return lines === undefined ? [] : [{ ...lines, ...(type === undefined ? {} : { addressType: type }) }];
    }),
  );
}

/** One component of a repetition as if it stood alone. */
function typeOnly(repetition: Repetition, component: number): Repetition | undefined {
  const sent = repetition.text(component);
  if (sent === undefined) return undefined;
  const only = (c = 1, s = 1) => (c === 1 && s === 1 ? sent : undefined);
  return { isNull: false, length: 1, text: only, leaf: only, isNullAt: () => false, subcomponents: () => 1 };
}

function deceased(pid: Segment): boolean | null | undefined {
  const flag = text(pid, PID.PatientDeathIndicator)?.trim().toUpperCase();
  if (flag !== undefined) return flag === 'Y' || flag === '1' ? true : flag === 'N' || flag === '0' ? false : undefined;
  if (text(pid, PID.PatientDeathDateAndTime) !== undefined) return true;
  return isNull(pid, PID.PatientDeathIndicator) ? null : undefined;
}

function nonEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}
