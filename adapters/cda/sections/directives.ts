import type { CodedOrText } from '../../../schema/prsb.generated.js';
import type { XmlElement } from '../../formats/xml/element.js';
import { child, children } from '../../formats/xml/query.js';
import { draft, type Draft } from '../drafts.js';
import { performedBy, recordedBy } from '../participants.js';
import { markRead, type Source } from '../source.js';
import { entriesOf, isNegated, members, wordsOf } from '../statements.js';
import { coded, hasCode, said, spoken, textOnly } from '../values/coded.js';
import { span } from '../values/times.js';
import type { EntriesReader, WordsReader } from './reader.js';

/** Decisions about cardiopulmonary resuscitation (SNOMED CT, LOINC). */
const resuscitation = new Set([
  '304251008',
  '89666000',
  '439569004',
  '304252001',
  '304253006',
  '450475007',
  '450476008',
  '78823-2',
  '100822-6',
]);

/** Advance directives: resuscitation decisions are end of life care, the rest are decisions to refuse treatment. */
export const directives: EntriesReader = (section, source) =>
  entriesOf(section)
    .flatMap((each) => (each.name === 'organizer' ? members(each) : [each]))
    .filter((each) => each.name === 'observation')
    .flatMap((each) => directive(each, source));

/** The words of an advance directives section. */
export const directiveWords: WordsReader = (section, source, text) => [
  draft('legalInformation', section, {
    narrative: text,
    advanceDecisionToRefuseTreatment: {
      date: source.writtenAt,
      advanceDecisionToRefuseTreatment: textOnly(text),
      personCompletingRecord: source.author,
    },
  }),
];

function directive(observation: XmlElement, source: Source): readonly Draft[] {
  const kind = coded(child(observation, 'code'), source);
  const value = coded(child(observation, 'value'), source);
  const stated = statedDirective(kind, value, isNegated(observation, source), wordsOf(observation, source));
  if (stated === undefined) return [];
  const { start, end } = span(child(observation, 'effectiveTime'), source);
  const common = {
    date: start,
    performingProfessional: performedBy(observation, source),
    personCompletingRecord: recordedBy(observation, source),
  };
  const narrative = wordsOf(observation, source);
  if (hasCode(kind, resuscitation) || hasCode(value, resuscitation)) {
    return [
      draft('endOfLifeCare', observation, {
        narrative,
        cardioPulmonaryResuscitationDecision: {
          ...common,
          cardioPulmonaryResuscitationDecision: stated,
          dateForReview: end,
          locationOfDocument: documentOf(observation, source),
        },
      }),
    ];
  }
  return [
    draft('legalInformation', observation, {
      narrative,
      advanceDecisionToRefuseTreatment: { ...common, advanceDecisionToRefuseTreatment: stated },
    }),
  ];
}

/** The decision with what it is about: "Resuscitation: no" and "Resuscitation: yes" must not read alike. */
function statedDirective(
  kind: CodedOrText | undefined,
  value: CodedOrText | undefined,
  isNegative: boolean,
  words: string | undefined,
): CodedOrText | undefined {
  const parts = [spoken(kind), spoken(value)].filter((each) => each !== undefined);
  if (parts.length === 0) return textOnly(words);
  const text = `${isNegative ? 'NOT: ' : ''}${[...new Set(parts)].join(': ')}`;
  return { coding: [...(value?.coding ?? []), ...(kind?.coding ?? [])], text };
}

function documentOf(observation: XmlElement, source: Source): string | undefined {
  for (const document of children(observation, 'reference').map((each) => child(each, 'externalDocument'))) {
    const location = said(child(child(document, 'text'), 'reference'), 'value');
    if (location === undefined) continue;
    markRead(source, document, child(document, 'text'), child(child(document, 'text'), 'reference'));
    return location;
  }
  return undefined;
}
