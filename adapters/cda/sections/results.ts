import type { CodedOrText, InvestigationResultsEntry } from '../../../schema/prsb.generated.js';
import type { XmlElement } from '../../formats/xml/element.js';
import { child, children, path } from '../../formats/xml/query.js';
import { draft, type Draft } from '../drafts.js';
import { locationOf, performedBy, recordedBy } from '../participants.js';
import { markRead, type Source } from '../source.js';
import { commentsOn, entriesOf, isEvent, isNegated, members, related, statusOf, wordsOf } from '../statements.js';
import { actStatus } from '../values/code-systems.js';
import { coded, dataType, textOnly, words } from '../values/coded.js';
import { read } from '../values/names.js';
import { quantity, rangeText, unitOfMeasure } from '../values/quantities.js';
import { happenedAt } from '../values/times.js';
import { requested } from './plan.js';
import type { EntriesReader, WordsReader } from './reader.js';

/** Results: an organizer is a panel, its observations are the results; a pending one has a status and no value. */
export const results: EntriesReader = (section, source) =>
  entriesOf(section).flatMap((statement) => {
    const panel = statement.name === 'organizer' ? statement : undefined;
    const observations =
      panel === undefined ? [statement, ...related(statement)].filter((each) => each.name === 'observation') : members(panel);
    return observations
      .filter((each) => each.name === 'observation')
      .flatMap((each) => (isEvent(each) ? result(each, panel, source) : requested(each, source)));
  });

/** The words of a results section: under the element PRSB makes mandatory. */
export const resultWords: WordsReader = (section, source, text, title) => [
  draft('investigationResults', section, {
    narrative: text,
    date: source.writtenAt,
    investigation: textOnly(title ?? 'Investigation results'),
    investigationResult: textOnly(text),
    personCompletingRecord: source.author,
  }),
];

function result(observation: XmlElement, panel: XmlElement | undefined, source: Source): readonly Draft[] {
  const investigation = coded(child(observation, 'code'), source) ?? textOnly(wordsOf(observation, source));
  if (investigation === undefined) return [];
  const status = statusOf(observation, source);
  const flags = children(observation, 'interpretationCode').flatMap((each) => coded(each, source) ?? []);
  const comments = [
    isNegated(observation, source) ? 'The source states that this was NOT found.' : undefined,
    ...related(observation).flatMap((each) => (each.name === 'act' ? (wordsOf(each, source) ?? []) : [])),
    ...(panel === undefined ? [] : commentsOn(panel, source)),
  ].filter((each) => each !== undefined);
  return [
    draft('investigationResults', observation, {
      narrative: wordsOf(observation, source),
      date: happenedAt(child(observation, 'effectiveTime'), source) ?? happenedAt(child(panel, 'effectiveTime'), source),
      investigation,
      panel: coded(child(panel, 'code'), source),
      specimen: specimenOf(observation, source) ?? specimenOf(panel, source),
      ...valueOf(observation, flags[0], source),
      abnormalFlags: flags,
      resultStatus: status === undefined ? undefined : { coding: [{ code: status, system: actStatus }], text: status },
      comments: [...new Set(comments)],
      location: { codedLocation: locationOf(observation, source) },
      performingProfessional: performedBy(observation, source),
      personCompletingRecord: recordedBy(observation, source),
    }),
  ];
}

type Valued = Pick<InvestigationResultsEntry, 'investigationResult' | 'structuredInvestigationResult'>;

/** Every value sent, whatever its type: numbers structured, codes and words as they are. */
function valueOf(observation: XmlElement, flag: CodedOrText | undefined, source: Source): Valued {
  const found = children(observation, 'value');
  const referenceRanges = children(observation, 'referenceRange').flatMap((each) => {
    const range = child(each, 'observationRange');
    const text = [
      words(child(range, 'text'), source),
      rangeText(child(range, 'value'), source),
      spokenCode(range, source),
    ].filter((part) => part !== undefined);
    markRead(source, each, range);
    return text.length === 0 ? [] : [text.join(' ')];
  });
  const numbers = found.filter(isNumber).flatMap((each) => quantity(each, source) ?? []);
  const others = found.filter((each) => !isNumber(each)).flatMap((each) => coded(each, source) ?? []);
  const all: readonly CodedOrText[] = [...others, ...numbers.slice(1).map((each) => ({ coding: [], text: each.text }))];
  const merged: CodedOrText | undefined =
    all.length <= 1
      ? all[0]
      : { coding: all.flatMap((each) => each.coding), text: all.flatMap((each) => each.text ?? []).join('; ') };
  return {
    investigationResult: merged,
    structuredInvestigationResult: {
      value: numbers[0],
      unitsOfMeasure: unitOfMeasure(numbers[0]),
      referenceRanges: [...new Set(referenceRanges)].join('; '),
      abnormalIndicator: flag,
    },
  };
}

/** Whether a value is a number, by its declared type or, where none is declared, by its parts. */
export function isNumber(value: XmlElement): boolean {
  const type = dataType(value);
  if (type !== '') return /^(?:PQ|IVL_PQ|INT|IVL_INT|REAL|IVL_REAL|RTO|RTO_PQ_PQ|MO|TS)$/.test(type);
  return value.attributes.has('value') || child(value, 'low') !== undefined || child(value, 'high') !== undefined;
}

function spokenCode(range: XmlElement | undefined, source: Source): string | undefined {
  const meaning = coded(child(range, 'interpretationCode'), source);
  return meaning === undefined ? undefined : `(${meaning.text ?? meaning.coding[0]?.code})`;
}

function specimenOf(statement: XmlElement | undefined, source: Source): CodedOrText | undefined {
  const entity = path(statement, 'specimen', 'specimenRole', 'specimenPlayingEntity');
  const found = coded(child(entity, 'code'), source) ?? textOnly(read(child(entity, 'name'), source));
  if (found !== undefined) markRead(source, entity);
  return found;
}
