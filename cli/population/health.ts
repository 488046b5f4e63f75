import type { Moment } from './calendar.js';
import type { Making } from './person.js';
import { allergies, type AllergyKind, type Condition, conditions, type Medicine, medicineNamed } from './words/clinical.js';

/** What ails a person, drawn once: several partners then hold the same facts in their own words and dates. */
export interface Health {
  readonly conditions: readonly { readonly condition: Condition; readonly since: Moment; readonly ended?: Moment }[];
  readonly medicines: readonly { readonly medicine: Medicine; readonly since: Moment }[];
  /** Empty is "no known allergies", which the sources say out loud. */
  readonly allergies: readonly { readonly allergy: AllergyKind; readonly since: Moment }[];
}

// A synthetic member of a category that is never shared (R22): no such SNOMED concept exists.
const neverShared: Condition = {
  snomed: { code: '999000000000301', term: 'Gender dysphoria' },
  icd10: 'F64.0',
  medicines: [],
  fromAge: 16,
};

export function drawHealth({ person, random, calendar }: Making): Health {
  const plausible = conditions.filter((each) => each.fromAge <= person.age);
  const lifetime = Math.max(person.age * 365 - 400, 700);
  const long = (): Moment => calendar.ago(random.int(300, Math.min(lifetime, 7000)));
  const drawn = random.some(plausible, person.rich ? random.int(3, 5) : random.int(1, 3));
  const names = new Set(drawn.flatMap((each) => each.medicines));
  const allergyCount = person.rich ? random.int(1, 2) : random.pick([0, 0, 1, 1, 2]);
  const held = person.story?.name === 'sensitive' ? [neverShared, ...drawn] : drawn;
  return {
    conditions: held.map((condition, index) => {
      const since = long();
      return index > 0 && random.chance(0.15)
        ? { condition, since, ended: calendar.ago(random.int(30, 250)) }
        : { condition, since };
    }),
    medicines: [...names].map((name) => ({ medicine: medicineNamed(name), since: calendar.ago(random.int(40, 1500)) })),
    allergies:
      person.story?.name === 'open-admission'
        ? []
        : random.some(allergies, allergyCount).map((allergy) => ({ allergy, since: long() })),
  };
}
