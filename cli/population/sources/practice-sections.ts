import { hl7Time, type Moment } from '../calendar.js';
import type { Health } from '../health.js';
import { type SummarySection, summarySection as section, templates as root } from '../messages/practice-summary.js';
import {
  allergyEntry,
  immunisationEntry,
  medicationEntry,
  noKnownAllergyEntry,
  problemEntry,
} from '../messages/summary-entries.js';
import { measuredEntry, observationEntry } from '../messages/summary-observations.js';
import { type Concept, vaccines } from '../words/clinical.js';
import { observations, panels } from '../words/tests.js';
import { richSections } from './practice-sections-more.js';
import { resultValue } from './result-values.js';
import type { Teller } from './teller.js';

const pregnancy: Concept = { code: '77386006', term: 'Pregnant' };

/** The sections of a practice's summary. Keys name the fact, so that a later summary replaces an earlier one. */
export function summarySections(teller: Teller, health: Health, at: Moment): readonly SummarySection[] {
  const { person, random, calendar } = teller;
  const key = (name: string): string => `${person.nhsNumber}-${name}`;
  const date = (days: number, precision: 4 | 6 | 8 = 8): string => hl7Time(calendar.ago(days), precision);
  // GPs often know the year only, or the month: nothing finer is to be invented.
  const onset = (since: Moment, index: number): string => hl7Time(since, index % 3 === 0 ? 4 : index % 3 === 1 ? 6 : 8);
  const measured = panels.slice(0, 1);
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
            ...(person.rich && person.woman && person.age > 18 && person.age < 45
              ? [observationEntry(key('pregnancy'), '2.16.840.1.113883.10.20.15.3.8', pregnancy, date(50), pregnancy)]
              : []),
          ],
    ),
  ];
  return person.rich ? [...basic, ...richSections(teller, health, key, date, at)] : basic;
}
