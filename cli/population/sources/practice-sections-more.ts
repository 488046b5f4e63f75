import { hl7Time, later, type Moment } from '../calendar.js';
import type { Health } from '../health.js';
import { type SummarySection, summarySection as section, templates as root } from '../messages/practice-summary.js';
import { procedureEntry } from '../messages/summary-entries.js';
import {
  encounterEntry,
  equipmentEntry,
  familyHistoryEntry,
  observationEntry,
  plannedEntry,
} from '../messages/summary-observations.js';
import { procedures } from '../words/clinical.js';
import { clinicians } from '../words/names.js';
import type { Teller } from './teller.js';

/** What a full summary says beside the basics. */
export function richSections(
  { person, random }: Teller,
  health: Health,
  key: (name: string) => string,
  date: (days: number, precision?: 4 | 6 | 8) => string,
  at: Moment,
): readonly SummarySection[] {
  const done = random.some(procedures, 1);
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
      [12, 40].map((days, index) =>
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
