import type { NhsNumber } from '../../schema/nhs-number.js';
import { type Calendar, calendarAt, hl7Time, type Moment } from './calendar.js';
import { syntheticNhsNumber } from './nhs-numbers.js';
import { type Random, seededRandom } from './random.js';
import { type Story, storyOf } from './stories.js';
import { familyNames, mensNames, places, postcodeDistricts, streets, womensNames } from './words/names.js';
import { type CouncilCode, type Practice, practices } from './words/organisations.js';

export interface Address {
  readonly line1: string;
  readonly place: string;
  readonly county: string;
  readonly postcode: string;
}

/** Who an invented person is, as they themselves would say it; partners may hold it differently. */
export interface Person {
  readonly index: number;
  readonly nhsNumber: NhsNumber;
  readonly story: Story | undefined;
  readonly rich: boolean;
  readonly woman: boolean;
  readonly title: string;
  readonly given: readonly string[];
  readonly family: string;
  /** `CCYYMMDD`. */
  readonly birth: string;
  readonly age: number;
  readonly address: Address;
  readonly phone: string;
  readonly mobile: string;
  readonly email: string;
  /** NHS Data Dictionary ethnic category, and the words councils use. */
  readonly ethnicity: { readonly code: string; readonly council: string; readonly ssda903: string };
  readonly practice: Practice;
  readonly council: CouncilCode;
}

/** What everything about one person is made from. */
export interface Making {
  readonly person: Person;
  readonly random: Random;
  readonly calendar: Calendar;
}

const ethnicities = [
  { code: 'A', council: 'White: English, Welsh, Scottish, Northern Irish or British', ssda903: 'WBRI' },
  { code: 'A', council: 'White: English, Welsh, Scottish, Northern Irish or British', ssda903: 'WBRI' },
  { code: 'A', council: 'White: English, Welsh, Scottish, Northern Irish or British', ssda903: 'WBRI' },
  { code: 'C', council: 'White: Any other White background', ssda903: 'WOTH' },
  { code: 'H', council: 'Asian or Asian British: Indian', ssda903: 'AIND' },
  { code: 'N', council: 'Black, Black British, Caribbean or African: African', ssda903: 'BAFR' },
  { code: 'D', council: 'Mixed or multiple ethnic groups: White and Black Caribbean', ssda903: 'MWBC' },
] as const;

/** How many people have a rich record. */
export const richPeople = 40;

/** An address that does not exist, in a postcode district that does not exist. */
export function inventedAddress(random: Random): Address {
  const letters = 'ABDEFGHJLNPQRSTUWXYZ';
  return {
    line1: `${random.int(1, 180)} ${random.pick(streets)}`,
    place: random.pick(places),
    county: 'Cambridgeshire',
    postcode: `${random.pick(postcodeDistricts)} ${random.int(1, 9)}${letters[random.int(0, 19)]!}${letters[random.int(0, 19)]!}`,
  };
}

/** Numbers that Ofcom keeps for drama: they reach nobody. */
export const inventedPhone = (random: Random): string => `01632 960${String(random.int(0, 999)).padStart(3, '0')}`;
export const inventedMobile = (random: Random): string => `07700 900${String(random.int(0, 999)).padStart(3, '0')}`;

/** The `index`-th person of the population. */
export function makePerson(seed: number, index: number, now: Date): Making {
  const random = seededRandom(seed, index);
  const calendar = calendarAt(now);
  const story = storyOf(index);
  const woman = story?.woman ?? random.chance(0.52);
  const age = story?.age ?? (index % 9 === 8 ? random.int(4, 17) : random.int(19, 94));
  const given = story?.given ?? random.some(woman ? womensNames : mensNames, random.chance(0.4) ? 2 : 1);
  const family = story?.family ?? random.pick(familyNames);
  const practice = story?.practice ?? practices[random.pick([0, 0, 1, 2])]!;
  const birth = calendar.ago(age * 365.25 + random.int(20, 340));
  return {
    random,
    calendar,
    person: {
      index,
      nhsNumber: syntheticNhsNumber(index),
      story,
      rich: index < richPeople,
      woman,
      title: age < 16 ? (woman ? 'Miss' : 'Master') : woman ? random.pick(['Mrs', 'Ms', 'Miss']) : 'Mr',
      given,
      family,
      birth: hl7Time(startOfDay(birth), 8),
      age,
      address: inventedAddress(random),
      phone: inventedPhone(random),
      mobile: inventedMobile(random),
      email: `person${index}@example.org`,
      ethnicity: random.pick(ethnicities),
      practice,
      council: story?.council ?? (practice.ods === 'Y99903' || random.chance(0.2) ? '725' : '312'),
    },
  };
}

const startOfDay = (moment: number): Moment => (moment - (((moment % 86_400_000) + 86_400_000) % 86_400_000)) as Moment;

/** The number by which an organisation knows the person. */
export function localNumber(person: Person, ods: string, alias = 0): string {
  return `${ods.slice(-1)}${String(100_000 + person.index * 13 + alias * 7_000_003).padStart(7, '0')}`;
}
