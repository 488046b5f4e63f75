import type { XmlElement } from '../../formats/xml/element.js';
import { child, path } from '../../formats/xml/query.js';
import { draft, type Draft } from '../drafts.js';
import { performedBy, recordedBy } from '../participants.js';
import { markRead, type Source } from '../source.js';
import { codeOf, commentsOn, entriesOf, hasTemplate, isNegated, members, related, wordsOf } from '../statements.js';
import { coded, spoken, textOnly } from '../values/coded.js';
import { quantity } from '../values/quantities.js';
import { happenedAt } from '../values/times.js';
import type { EntriesReader, WordsReader } from './reader.js';

/** Family history: an organizer is one relative, its observations are what they had. */
export const family: EntriesReader = (section, source) =>
  entriesOf(section).flatMap((statement) => {
    const relative = path(statement, 'subject', 'relatedSubject');
    const observations = statement.name === 'organizer' ? members(statement) : [statement];
    markRead(source, relative);
    return observations
      .filter((each) => each.name === 'observation')
      .flatMap((each) => finding(each, relative ?? path(each, 'subject', 'relatedSubject'), source));
  });

/** The words of a family history section. */
export const familyWords: WordsReader = (section, source, text) => [
  draft('familyHistory', section, { narrative: text, familyHistory: textOnly(text), personCompletingRecord: source.author }),
];

function finding(observation: XmlElement, relative: XmlElement | undefined, source: Source): readonly Draft[] {
  const value = coded(child(observation, 'value'), source) ?? textOnly(wordsOf(observation, source));
  if (value === undefined) return [];
  const age = related(observation).find((each) => hasTemplate(each, '4.31') || codeOf(each) === '445518008');
  const death = related(observation, 'CAUS').find((each) => each.name === 'observation');
  markRead(source, age, child(age, 'code'), death);
  const onset = quantity(child(age, 'value'), source);
  const died = spoken(coded(child(death, 'value'), source));
  const comments = [
    onset === undefined ? undefined : `Age at onset: ${onset.text}`,
    died === undefined ? undefined : `Led to: ${died}`,
    ...commentsOn(observation, source),
  ].filter((each) => each !== undefined);
  // "The father did not have …" must never read as if he had.
  const denied = isNegated(observation, source);
  return [
    draft('familyHistory', observation, {
      narrative: wordsOf(observation, source),
      date: happenedAt(child(observation, 'effectiveTime'), source),
      relationshipToPerson: coded(child(relative, 'code'), source),
      familyHistory: denied ? { coding: [], text: `No family history of: ${spoken(value) ?? ''}` } : value,
      comment: comments.join('\n'),
      performingProfessional: performedBy(observation, source),
      personCompletingRecord: recordedBy(observation, source),
    }),
  ];
}
