import type { CareAndSupportPlanNeedsConcernsOrProblems } from '../../../schema/prsb.generated.js';
import type { XmlElement } from '../../formats/xml/element.js';
import { child } from '../../formats/xml/query.js';
import { draft, type Draft } from '../drafts.js';
import { performedBy, recordedBy } from '../participants.js';
import { markRead, type Source } from '../source.js';
import { entriesOf, isNegated, related, statusOf, wordsOf } from '../statements.js';
import { actStatus } from '../values/code-systems.js';
import { coded, spoken } from '../values/coded.js';
import { happenedAt } from '../values/times.js';
import type { EntriesReader, WordsReader } from './reader.js';

/** Goals of a care plan. */
export const goals: EntriesReader = (section, source) => entriesOf(section).flatMap((each) => goal(each, source));

/** The words of a goals section. */
export const goalWords: WordsReader = (section, source, text) => [
  plan(section, { goalsAndHopes: [{ freeText: text }] }, text, source),
];

/** The words of a section on needs and concerns. */
export const concernWords: WordsReader = (section, source, text) => [plan(section, { freeText: text }, text, source)];

/** Health concerns: each act with the observations that it is about. */
export const concerns: EntriesReader = (section, source) =>
  entriesOf(section).flatMap((statement) => {
    const about =
      statement.name === 'observation' ? [statement] : related(statement).filter((each) => each.name === 'observation');
    const stated = about.flatMap((each): readonly CareAndSupportPlanNeedsConcernsOrProblems[] => {
      const codedValue = coded(child(each, 'value'), source);
      if (codedValue === undefined) return [];
      markRead(source, each);
      return [
        { codedValue, freeText: isNegated(each, source) ? 'The source states that this is NOT so.' : wordsOf(each, source) },
      ];
    });
    const own = spoken(coded(child(statement, 'code'), source));
    const words = wordsOf(statement, source);
    const needs = stated.length > 0 ? stated : words === undefined ? [] : [{ freeText: words }];
    if (needs.length === 0) return [];
    markRead(source, statement);
    return [
      draft('careAndSupportPlan', statement, {
        narrative: words ?? (stated.length === 0 ? own : undefined),
        needsConcernsOrProblems: needs,
        dateThisPlanWasLastUpdated: happenedAt(child(statement, 'effectiveTime'), source) ?? source.writtenAt,
        performingProfessional: performedBy(statement, source),
        personCompletingRecord: recordedBy(statement, source),
      }),
    ];
  });

/** A goal, with its target in words. */
export function goal(statement: XmlElement, source: Source): readonly Draft[] {
  const codedValue = coded(child(statement, 'code'), source);
  const target = spoken(coded(child(statement, 'value'), source));
  const words = [...new Set([target, wordsOf(statement, source)].filter((each) => each !== undefined))].join('\n');
  if (codedValue === undefined && words === '') return [];
  const status = statusOf(statement, source);
  return [
    draft('careAndSupportPlan', statement, {
      narrative: wordsOf(statement, source),
      needsConcernsOrProblems: [
        {
          goalsAndHopes: [
            {
              codedValue,
              freeText: words,
              goalStatus: status === undefined ? undefined : { coding: [{ code: status, system: actStatus }], text: status },
            },
          ],
        },
      ],
      dateThisPlanWasLastUpdated: happenedAt(child(statement, 'effectiveTime'), source) ?? source.writtenAt,
      performingProfessional: performedBy(statement, source),
      personCompletingRecord: recordedBy(statement, source),
    }),
  ];
}

function plan(section: XmlElement, need: CareAndSupportPlanNeedsConcernsOrProblems, narrative: string, source: Source): Draft {
  return draft('careAndSupportPlan', section, {
    narrative,
    needsConcernsOrProblems: [need],
    dateThisPlanWasLastUpdated: source.writtenAt,
    personCompletingRecord: source.author,
  });
}
