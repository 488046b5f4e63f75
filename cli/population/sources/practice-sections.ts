import { hl7Time, later, type Moment } from '../calendar.js';
import type { Health } from '../health.js';
import type { SummarySection } from '../messages/practice-summary.js';
import {
  allergyEntry,
  encounterEntry,
  equipmentEntry,
  familyHistoryEntry,
  immunisationEntry,
  measuredEntry,
  medicationEntry,
  noKnownAllergyEntry,
  observationEntry,
  plannedEntry,
  problemEntry,
  procedureEntry,
} from '../messages/summary-entries.js';
import { procedures, vaccines } from '../words/clinical.js';
import { clinicians } from '../words/names.js';
import { observations, panels } from '../words/tests.js';
import { resultValue } from './result-values.js';
import type { Teller } from './teller.js';

const root = '2.16.840.1.113883.10.20.22';
const section = (
  place: string,
  code: string,
  title: string,
  lines: readonly string[],
  entries: SummarySection['entries'],
): SummarySection => ({
  template: `${root}.${place}`,
  code: { code, term: title },
  lines,
  entries,
});

/** The sections of a practice's summary. Keys name the fact, so that a later summary replaces an earlier one. */
export function summarySections(teller: Teller, health: Health, at: Moment): readonly SummarySection[] {
  const { person, random, calendar } = teller;
  const key = (name: string): string => `${person.nhsNumber}-${name}`;
  const date = (days: number, precision: 4 | 6 | 8 = 8): string => hl7Time(calendar.ago(days), precision);
  // GPs often know the year only, or the month: nothing finer is to be invented.
  const onset = (since: Moment, index: number): string => hl7Time(since, index % 3 === 0 ? 4 : index % 3 === 1 ? 6 : 8);
  const measured = panels.slice(0, person.rich ? 3 : 1);
  const vitals = observations.slice(0, person.rich ? 5 : 3);
  const basic = [
    section(
      '2.6.1',
      '48765-2',
      'Allergies and adverse reactions',
      health.allergies.length === 0
        ? ['No known allergies']
        : health.allergies.map(({ allergy }) => `${allergy.substance.term}: ${allergy.reaction.term} (${allergy.severity})`),
      health.allergies.length === 0
        ? [noKnownAllergyEntry(key('no-allergy'), hl7Time(at, 8))]
        : health.allergies.map(({ allergy, since }, index) =>
            allergyEntry(key(`allergy-${allergy.substance.code}`), allergy, onset(since, index)),
          ),
    ),
    section(
      '2.1.1',
      '10160-0',
      'Medications',
      health.medicines.map(({ medicine }) => `${medicine.name}: ${medicine.directions}`),
      health.medicines.map(({ medicine, since }) =>
        medicationEntry(key(`medicine-${medicine.name}`), medicine, hl7Time(since, 8)),
      ),
    ),
    section(
      '2.5.1',
      '11450-4',
      'Problems',
      health.conditions.map(({ condition }) => condition.snomed.term),
      health.conditions.map(({ condition, since, ended }, index) =>
        problemEntry(
          key(`problem-${condition.snomed.code}`),
          condition.snomed,
          onset(since, index),
          ended === undefined ? undefined : hl7Time(ended, 8),
        ),
      ),
    ),
    section(
      '2.3.1',
      '30954-2',
      'Results',
      measured.map((panel) => panel.loinc.term),
      measured.map((panel, index) =>
        measuredEntry(
          'results',
          key(`results-${index}`),
          panel.loinc,
          date(20 + index * 30),
          panel.tests.map((test) => ({ test, value: resultValue(random, test) })),
        ),
      ),
    ),
    section(
      '2.4.1',
      '8716-3',
      'Vital signs',
      [],
      [
        measuredEntry(
          'vital-signs',
          key('vitals'),
          { code: '85353-1', term: 'Vital signs' },
          date(34),
          vitals.map((test) => ({ test, value: resultValue(random, test) })),
        ),
      ],
    ),
    section(
      '2.2.1',
      '11369-6',
      'Immunisations',
      [vaccines[4]!.term],
      [immunisationEntry(key('mmr'), vaccines[4]!, date(person.age * 360, 4))],
    ),
    section(
      '2.17',
      '29762-2',
      'Social history',
      [],
      person.age < 16
        ? []
        : [
            observationEntry(
              key('smoking'),
              `${root}.4.78`,
              { code: '365981007', term: 'Tobacco smoking behaviour' },
              date(90),
              random.chance(0.3) ? { code: '77176002', term: 'Smoker' } : { code: '266919005', term: 'Never smoked tobacco' },
            ),
            observationEntry(
              key('alcohol'),
              `${root}.4.38`,
              { code: '160573003', term: 'Alcohol intake' },
              date(90),
              `${random.int(0, 18)} units a week`,
            ),
          ],
    ),
  ];
  return person.rich ? [...basic, ...richSections(teller, health, key, date, at)] : basic;
}

function richSections(
  { person, random }: Teller,
  health: Health,
  key: (name: string) => string,
  date: (days: number, precision?: 4 | 6 | 8) => string,
  at: Moment,
): readonly SummarySection[] {
  const done = random.some(procedures, 2);
  const ahead = hl7Time(later(at, 60 * 24 * 45), 8);
  const adult = person.age >= 16;
  return [
    section(
      '2.7.1',
      '47519-4',
      'Procedures',
      done.map((each) => each.snomed.term),
      done.map(({ snomed }, index) =>
        procedureEntry(key(`procedure-${snomed.code}`), snomed, date(600 + index * 700, index === 0 ? 6 : 4)),
      ),
    ),
    section(
      '2.22.1',
      '46240-8',
      'Encounters',
      [],
      [12, 40, 95, 160].map((days, index) =>
        encounterEntry(
          key(`encounter-${index}`),
          index === 1
            ? { code: '386472008', term: 'Telephone consultation' }
            : { code: '185317003', term: 'Surgery consultation' },
          date(days),
          clinicians[index]!,
        ),
      ),
    ),
    section(
      '2.15',
      '10157-6',
      'Family history',
      ['Mother: type 2 diabetes', 'Father: myocardial infarction'],
      [
        familyHistoryEntry(
          key('family-mother'),
          { code: 'MTH', term: 'Mother' },
          { code: '44054006', term: 'Type 2 diabetes mellitus' },
        ),
        familyHistoryEntry(
          key('family-father'),
          { code: 'FTH', term: 'Father' },
          { code: '22298006', term: 'Myocardial infarction' },
        ),
      ],
    ),
    section(
      '2.10',
      '18776-5',
      'Plan of treatment',
      ['Review of medicines', 'Blood tests'],
      [
        plannedEntry('act', key('plan-review'), { code: '182836005', term: 'Review of medication' }, ahead),
        plannedEntry('encounter', key('plan-visit'), { code: '185317003', term: 'Surgery consultation' }, ahead),
        plannedEntry('observation', key('plan-bloods'), { code: '26604007', term: 'Complete blood count' }, ahead),
      ],
    ),
    section(
      '2.14',
      '47420-5',
      'Functional status',
      ['Walks with a stick'],
      [
        observationEntry(
          key('mobility'),
          `${root}.4.67`,
          { code: '118228005', term: 'Functional finding' },
          date(80),
          'Walks with a stick; needs help with stairs',
        ),
      ],
    ),
    section(
      '2.56',
      '10190-7',
      'Mental status',
      ['Alert and orientated'],
      [
        observationEntry(
          key('cognition'),
          `${root}.4.74`,
          { code: '311465003', term: 'Cognitive functions' },
          date(80),
          'Alert and orientated',
        ),
      ],
    ),
    section(
      '2.23',
      '46264-8',
      'Medical equipment',
      ['Walking stick'],
      [equipmentEntry(key('stick'), { code: '74094004', term: 'Cane' }, date(400))],
    ),
    ...(adult && person.age > 60
      ? [
          section(
            '2.21.1',
            '42348-3',
            'Advance directives',
            ['Treatment escalation discussed; prefers to be cared for at home'],
            [
              observationEntry(
                key('directive'),
                `${root}.4.48`,
                { code: '304251008', term: 'Resuscitation status' },
                date(120),
                'For attempted resuscitation; prefers to be cared for at home',
              ),
            ],
          ),
        ]
      : []),
    ...(person.woman && person.age > 18 && person.age < 45
      ? [
          section(
            '2.17',
            '29762-2',
            'Social history: pregnancy',
            [],
            [
              observationEntry(
                key('pregnancy'),
                '2.16.840.1.113883.10.20.15.3.8',
                { code: '77386006', term: 'Pregnant' },
                date(50),
                { code: '77386006', term: 'Pregnant' },
              ),
            ],
          ),
        ]
      : []),
    section(
      '2.60',
      '61146-7',
      'Goals',
      ['To walk to the shop and back'],
      [
        observationEntry(
          key('goal'),
          `${root}.4.121`,
          { code: '410518001', term: 'Goal setting' },
          date(60),
          'To walk to the shop and back',
          'GOL',
        ),
      ],
    ),
    section(
      '2.58',
      '75310-3',
      'Health concerns',
      [`Worried about ${health.conditions[0]!.condition.snomed.term.toLowerCase()}`],
      [],
    ),
    section('2.8', '51848-0', 'Assessment', ['Stable. Lives well with several long-term conditions.'], []),
  ];
}
