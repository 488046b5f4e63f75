import { localSubject, type LinkStatement, type Subject } from '../../schema/entry.js';
import { RecordError } from '../../schema/errors.js';
import { parseNhsNumber, type NhsNumber, type NhsNumberStatus } from '../../schema/nhs-number.js';
import type { OtherIdentifier } from '../../schema/prsb.generated.js';
import type { Repetition, Segment } from '../formats/hl7v2/message.js';
import { MRG, PID } from '../formats/hl7v2/names.js';
import { text } from '../formats/hl7v2/typed.js';
import { every, one, type Reading } from './reading.js';
import { ZU1 } from './zu.js';

/** The identifiers that one segment gives for a person. */
export interface Identity {
  readonly nhsNumber: NhsNumber | undefined;
  /** Local identifiers of the person (not of visits, accounts or episodes). */
  readonly local: readonly Subject[];
  /** Whom to state facts about: the NHS number, else the first local identifier. */
  readonly subject: Subject;
  readonly others: readonly OtherIdentifier[];
}

/** OID of the NHS number, used as assigning authority by some senders. */
const nhsNumberOid = '2.16.840.1.113883.2.1.4.1';
/** Identifier types (HL7 table 0203) that name a visit, account or consultant episode. */
const notThePerson = new Set(['VN', 'AN', 'AM', 'CE', 'FN', 'BA']);

/**
 * The identity in PID-3, by the three shapes of NHS number in use (`n^^^NHS^NH`, `n^^^NHS`, `n^^^^NH`)
 * and the feed's own authorities. A number that claims to be an NHS number and is not valid never
 * becomes a local one.
 * @throws RecordError IDENTIFIER_MISSING; MESSAGE_UNMAPPABLE for two NHS numbers
 */
export function identityIn(reading: Reading, segment: Segment | undefined): Identity {
  return identityOf(reading, segment?.field(PID.PatientIdentifierList) ?? [], 'PID-3');
}

/** The identity that a merge discards, in MRG-1. */
export function discardedIn(reading: Reading, segment: Segment): Identity {
  return identityOf(reading, segment.field(MRG.PriorPatientIdentifierList), 'MRG-1');
}

function identityOf(reading: Reading, list: readonly Repetition[], location: string): Identity {
  const nhsNumbers = new Set<NhsNumber>();
  const local: Subject[] = [];
  const others: OtherIdentifier[] = [];
  for (const repetition of list) {
    const value = repetition.text(1)?.trim();
    if (!value) continue;
    const type = repetition.text(5)?.trim();
    const authority = authorityOf(repetition);
    const claimsNhs = claimsNhsNumber(reading, repetition, authority, type);
    const valid = claimsNhs ? parseNhsNumber(value) : undefined;
    if (valid) nhsNumbers.add(valid);
    else others.push({ value, ...(authority ? { authority } : {}), ...(type ? { type } : {}) });
    if (claimsNhs && !valid) reading.refuse('BAD_NHS_NUMBER', location, 'a number given as an NHS number fails its check digit');
    if (!claimsNhs && !notThePerson.has(type ?? '')) local.push(localSubject(authority ?? defaultAuthority(reading), value));
  }
  if (nhsNumbers.size > 1)
    throw new RecordError('MESSAGE_UNMAPPABLE', { location, detail: 'two different NHS numbers for one person' });
  const [nhsNumber] = nhsNumbers;
  const subject = nhsNumber ?? local[0];
  if (subject === undefined) throw new RecordError('IDENTIFIER_MISSING', { location, feed: reading.feed.name });
  return { nhsNumber, local, subject, others };
}

function authorityOf(repetition: Repetition): string | undefined {
  return repetition.text(4)?.trim() || repetition.text(4, 2)?.trim() || undefined;
}

function defaultAuthority(reading: Reading): string {
  return reading.feed.localAuthority ?? reading.partner;
}

function claimsNhsNumber(
  reading: Reading,
  repetition: Repetition,
  authority: string | undefined,
  type: string | undefined,
): boolean {
  if (authority === undefined) return type === 'NH';
  if (authority === 'NHS' || authority === nhsNumberOid || repetition.text(4, 2) === nhsNumberOid) return true;
  return reading.feed.nhsNumberAuthorities.includes(authority);
}

/** NHS number status indicator: PID-32 `NSTSnn` or `PDSn`, else ZU1-27. */
export function nhsNumberStatusIn(reading: Reading): NhsNumberStatus | undefined {
  const pid = one(reading, 'PID');
  const traced = pid
    ?.field(PID.IdentityReliabilityCode)
    .map((repetition) => /^(?:NSTS|PDS)0?([1-8])$/.exec(repetition.text()?.trim() ?? '')?.[1])
    .find((digit) => digit !== undefined);
  const sent = traced ?? /^0?([1-8])$/.exec(text(one(reading, 'ZU1'), ZU1.NhsNumberStatus)?.trim() ?? '')?.[1];
  return sent === undefined ? undefined : (`0${sent}` as NhsNumberStatus);
}

/** That the person's local identifiers and NHS number belong together, where the source gives both. */
export function linksOf({ nhsNumber, local }: Identity, status: NhsNumberStatus | undefined): LinkStatement[] {
  if (nhsNumber === undefined) return [];
  return [...new Set(local)].map((subject) => ({ kind: 'link', subject, nhsNumber, ...(status ? { status } : {}) }));
}

/** Every identifier of the person. */
export function identifiersOf({ nhsNumber, local }: Pick<Identity, 'nhsNumber' | 'local'>): readonly Subject[] {
  return [...new Set([...(nhsNumber === undefined ? [] : [nhsNumber]), ...local])];
}

/** The segments of each person of the message, from one PID to the next. */
export function byPerson(reading: Reading): readonly Reading[] {
  const starts = every(reading, 'PID').map((pid) => reading.segments.indexOf(pid));
  if (starts.length < 2) return [reading];
  const head = reading.segments.slice(0, starts[0]);
  return starts.map((start, i) => ({ ...reading, segments: [...head, ...reading.segments.slice(start, starts[i + 1])] }));
}
