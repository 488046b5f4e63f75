import type { Clinician } from '../words/names.js';
import type { KnownAs } from '../known-as.js';
import type { Address } from '../person.js';
import { components, type Encoded, type Part, repetitions, segment } from './hl7-segment.js';

/** How a system writes the NHS number in PID-3; all three are seen in England. */
export type NhsNumberStyle = 'authority-and-type' | 'authority' | 'type';

/** Habits of a system where HL7 leaves a choice. */
export interface PersonHabits {
  readonly nhsNumber: NhsNumberStyle;
  /** PID-8 as the government data standard (1, 2) or as HL7 letters (M, F). */
  readonly sex: 'digits' | 'letters';
}

export const usualHabits: PersonHabits = { nhsNumber: 'authority-and-type', sex: 'digits' };

function nhsNumberOf(number: string, style: NhsNumberStyle): Encoded {
  if (style === 'authority') return components(number, undefined, undefined, 'NHS');
  if (style === 'type') return components(number, undefined, undefined, undefined, 'NH');
  return components(number, undefined, undefined, 'NHS', 'NH');
}

/** PID-3 and MRG-1: the NHS number, then local numbers. */
export function identifiers(
  known: Pick<KnownAs, 'nhsNumber' | 'localNumbers'>,
  style: NhsNumberStyle = 'authority-and-type',
): Encoded {
  return repetitions([
    ...(known.nhsNumber === undefined ? [] : [nhsNumberOf(known.nhsNumber, style)]),
    ...known.localNumbers.map((local) => components(local.number, undefined, undefined, local.authority, 'MR')),
  ]);
}

export function addressField(address: Address, type: 'H' | 'C' | 'TMP' = 'H'): Encoded {
  return components(address.line1, undefined, address.place, address.county, address.postcode, 'GBR', type);
}

const phoneField = (number: string, use: 'PRN' | 'WPN', equipment: 'PH' | 'CP'): Encoded => components(number, use, equipment);

function phones(known: KnownAs): Encoded {
  return repetitions([
    ...(known.phone === undefined ? [] : [phoneField(known.phone, 'PRN', 'PH')]),
    ...(known.mobile === undefined ? [] : [phoneField(known.mobile, 'PRN', 'CP')]),
    ...(known.email === undefined ? [] : [components(undefined, 'NET', 'Internet', known.email)]),
  ]);
}

function names(known: KnownAs): Encoded {
  const [first, ...middle] = known.given;
  return repetitions([
    components(known.family, first, middle.join(' ') || undefined, undefined, known.title, undefined, 'L'),
    ...(known.preferred === undefined
      ? []
      : [components(known.family, known.preferred, undefined, undefined, undefined, undefined, 'PREFERRED')]),
    ...(known.birthFamily === undefined
      ? []
      : [components(known.birthFamily, first, undefined, undefined, undefined, undefined, 'PREVIOUS-BIRTH')]),
  ]);
}

/** PID, with `changes` laid over it by field number (for HL7 null and other unusual content). */
export function pid(known: KnownAs, habits: PersonHabits = usualHabits, changes: Readonly<Record<number, Part>> = {}): string {
  const sex = habits.sex === 'letters' ? (known.woman ? 'F' : 'M') : known.woman ? '2' : '1';
  return segment('PID', {
    1: '1',
    3: identifiers(known, habits.nhsNumber),
    5: names(known),
    7: known.birth,
    8: sex,
    11: addressField(known.address),
    13: phones(known),
    15: known.language,
    16: known.marital,
    22: known.ethnicity,
    29: known.died,
    30: known.died === undefined ? undefined : 'Y',
    32: repetitions([`NSTS${known.traced}`, ...(known.birthEstimated === true ? ['ED'] : [])]),
    ...changes,
  });
}

/** PD1: the practice and GP with whom the person is registered. */
export function pd1(known: KnownAs): readonly string[] {
  const practice = known.practice;
  if (practice === undefined) return [];
  const { gp } = practice;
  return [
    segment('PD1', {
      3: components(practice.name.toUpperCase(), undefined, practice.ods),
      4: components(gp.code, gp.family, gp.given, undefined, undefined, 'Dr', undefined, undefined, 'GMP'),
    }),
  ];
}

export interface NextOfKin {
  readonly given: string;
  readonly family: string;
  readonly relationship: readonly [code: string, term: string];
  readonly role: readonly [code: string, term: string];
  readonly address?: Address;
  readonly phone?: string;
}

export function nk1(contacts: readonly NextOfKin[]): readonly string[] {
  return contacts.map((contact, index) =>
    segment('NK1', {
      1: String(index + 1),
      2: components(contact.family, contact.given),
      3: components(...contact.relationship),
      4: contact.address === undefined ? undefined : addressField(contact.address),
      5: contact.phone === undefined ? undefined : components(contact.phone, 'PRN', 'PH'),
      7: components(...contact.role),
    }),
  );
}

/** XCN of a consultant. The number is not a GMC number that exists. */
export function consultant(who: Clinician): Encoded {
  return components(
    `C99${String(who.family.length * 37 + who.given.length).padStart(5, '0')}`,
    who.family,
    who.given,
    undefined,
    undefined,
    who.title,
    undefined,
    undefined,
    'GMC',
  );
}
