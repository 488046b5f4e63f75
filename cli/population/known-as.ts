import { type Address, localNumber, type Person } from './person.js';
import type { Practice } from './words/organisations.js';

/** A local number and the organisation that gave it. */
export interface LocalNumber {
  readonly number: string;
  readonly authority: string;
}

/** What one partner holds of who a person is. Partners differ, as they do. */
export interface KnownAs {
  readonly nhsNumber: string | undefined;
  /** How sure the partner is of the NHS number (NHS Data Dictionary status). */
  readonly traced: '01' | '02';
  readonly localNumbers: readonly LocalNumber[];
  readonly title: string;
  readonly given: readonly string[];
  readonly family: string;
  readonly preferred?: string;
  readonly birthFamily?: string;
  /** `CCYY`, `CCYYMM` or `CCYYMMDD`. */
  readonly birth: string;
  readonly birthEstimated?: boolean;
  readonly woman: boolean;
  readonly ethnicity: string;
  readonly address: Address;
  readonly phone?: string;
  readonly mobile?: string;
  readonly email?: string;
  readonly language?: string;
  readonly marital?: string;
  readonly practice?: Practice;
  /** `CCYYMMDD[HHMM]`. */
  readonly died?: string;
}

/** The person as the organisation `ods` knows them, before it differs from the others. */
export function knownTo(ods: string, person: Person, difference: Partial<KnownAs> = {}): KnownAs {
  return {
    nhsNumber: person.nhsNumber,
    traced: '01',
    localNumbers: [{ number: localNumber(person, ods), authority: ods }],
    title: person.title,
    given: person.given,
    family: person.family,
    birth: person.birth,
    woman: person.woman,
    ethnicity: person.ethnicity.code,
    address: person.address,
    phone: person.phone,
    mobile: person.mobile,
    practice: person.practice,
    ...difference,
  };
}
