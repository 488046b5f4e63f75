import type { CodedOrText } from '../../../schema/prsb.generated.js';
import type { XmlElement } from '../../formats/xml/element.js';
import { child } from '../../formats/xml/query.js';
import { draft, type Draft } from '../drafts.js';
import { performedBy, recordedBy } from '../participants.js';
import { markRead, type Source } from '../source.js';
import { codeOf, commentsOn, entriesOf, hasTemplate, isNegated, members, related, wordsOf } from '../statements.js';
import { coded, hasCode, spoken, textOnly } from '../values/coded.js';
import { happenedAt, span } from '../values/times.js';
import { concernNote } from './concern.js';
import type { EntriesReader, WordsReader } from './reader.js';

/** SNOMED CT and summary codes of "no known problems", where sent as an assertion. */
const noKnown = new Set(['160245001', '373066001', 'no-known-problems']);

/** Problems and diagnoses: a concern (or an encounter, discharge or admission diagnosis act) holds the observations. */
export const problems: EntriesReader = (section, source, title) =>
  entriesOf(section).flatMap((statement) => problemsIn(statement, source, textOnly(title)));

/** The words of a problem section: under the element PRSB makes mandatory. */
export const problemWords: WordsReader = (section, _source, words, title) => [
  draft('problemList', section, { narrative: words, problem: textOnly(words), problemType: textOnly(title) }),
];

/** The problems that a statement is, or holds. */
export function problemsIn(statement: XmlElement, source: Source, kind: CodedOrText | undefined): readonly Draft[] {
  if (statement.name === 'observation') return problem(statement, undefined, kind, source);
  const inside = statement.name === 'organizer' ? members(statement) : related(statement);
  const observations = inside.filter(
    (each) => each.name === 'observation' && !hasTemplate(each, '4.64', '4.143') && codeOf(each) !== '33999-4',
  );
  const concern = statement.name === 'act' ? statement : undefined;
  return observations.flatMap((each) => problem(each, concern, kind, source));
}

function problem(
  observation: XmlElement,
  concern: XmlElement | undefined,
  kind: CodedOrText | undefined,
  source: Source,
): readonly Draft[] {
  const value = coded(child(observation, 'value'), source) ?? textOnly(wordsOf(observation, source));
  if (value === undefined) return [];
  const { start, end, endedUnknown } = span(child(observation, 'effectiveTime'), source);
  const comments = [
    endedUnknown ? 'Ended; the source does not know when.' : undefined,
    concern === undefined ? undefined : concernNote(concern, source),
    ...commentsOn(observation, source),
    ...(concern === undefined ? [] : commentsOn(concern, source)),
  ].filter((each) => each !== undefined);
  // A reader of the problem alone must not take a denied one for the person's.
  const denied = isNegated(observation, source);
  const declared = statusIn(observation, source);
  return [
    draft('problemList', observation, {
      narrative: wordsOf(observation, source),
      problem: denied ? { ...value, text: `Stated as absent: ${spoken(value) ?? ''}` } : value,
      problemType: kind ?? coded(child(observation, 'code'), source),
      problemStatus: declared ?? (endedUnknown ? textOnly('Ended; the end date is not known') : undefined),
      negated: denied || hasCode(value, noKnown) ? true : undefined,
      onsetDate: start,
      endDate: end,
      date:
        happenedAt(child(child(observation, 'author'), 'time'), source) ??
        happenedAt(child(child(concern, 'author'), 'time'), source) ??
        source.writtenAt,
      comment: comments,
      performingProfessional: performedBy(observation, source),
      personCompletingRecord: recordedBy(observation, source),
    }),
  ];
}

/** The clinical status of the problem (C-CDA Problem Status, LOINC 33999-4). */
function statusIn(observation: XmlElement, source: Source): CodedOrText | undefined {
  const found = related(observation).find((each) => hasTemplate(each, '4.6') || codeOf(each) === '33999-4');
  if (found === undefined) return undefined;
  markRead(source, found, child(found, 'code'));
  return coded(child(found, 'value'), source);
}
