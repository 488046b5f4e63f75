import type { ExaminationFindingsObservations } from '../../../schema/prsb.generated.js';
import type { XmlElement } from '../../formats/xml/element.js';
import { child } from '../../formats/xml/query.js';
import { draft } from '../drafts.js';
import { groupedBy } from '../grouped.js';
import { performedBy } from '../participants.js';
import type { Source } from '../source.js';
import { entriesOf, isEvent, isNegated, members, wordsOf } from '../statements.js';
import { coded, spoken, textOnly } from '../values/coded.js';
import { quantity, unitOfMeasure } from '../values/quantities.js';
import { happenedAt } from '../values/times.js';
import type { EntriesReader, WordsReader } from './reader.js';
import { isNumber } from './results.js';

/** Vital signs and findings on examination: one entry for each set taken at one time. */
export const examination: EntriesReader = (section, source) =>
  entriesOf(section).flatMap((statement) => {
    const all = statement.name === 'organizer' ? members(statement) : [statement];
    const observations = all.filter((each) => each.name === 'observation' && isEvent(each));
    const taken = happenedAt(child(statement, 'effectiveTime'), source);
    const byTime = groupedBy(observations, (each) => happenedAt(child(each, 'effectiveTime'), source) ?? taken);
    return [...byTime].map(([date, group]) =>
      draft(
        'examinationFindings',
        statement,
        {
          narrative: wordsOf(statement, source),
          date,
          examinationFindings: statement.name === 'organizer' ? coded(child(statement, 'code'), source) : undefined,
          observations: group.flatMap((each) => observation(each, source)),
          performingProfessional: performedBy(statement, source),
        },
        // Observations of one set taken at other times are entries of their own.
        { part: byTime.size > 1 ? String(date) : undefined },
      ),
    );
  });

/** The words of an examination section. */
export const examinationWords: WordsReader = (section, source, text) => [
  draft('examinationFindings', section, { narrative: text, date: source.writtenAt, examinationFindings: textOnly(text) }),
];

function observation(element: XmlElement, source: Source): readonly ExaminationFindingsObservations[] {
  const value = child(element, 'value');
  const number = value !== undefined && isNumber(value) ? quantity(value, source) : undefined;
  const words = number === undefined ? spoken(coded(value, source)) : undefined;
  const codedValue = coded(child(element, 'code'), source);
  const free = [
    isNegated(element, source) ? 'The source states that this was NOT found.' : undefined,
    words,
    wordsOf(element, source),
  ];
  const freeText = [...new Set(free.filter((each) => each !== undefined && number?.text.includes(each) !== true))].join('\n');
  if (number === undefined && words === undefined && codedValue === undefined) return [];
  return [
    {
      codedValue,
      value: number,
      unitsOfMeasure: unitOfMeasure(number),
      site: coded(child(element, 'targetSiteCode'), source),
      interpretation: coded(child(element, 'interpretationCode'), source),
      freeText,
    },
  ];
}
