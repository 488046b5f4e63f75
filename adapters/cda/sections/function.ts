import type { XmlElement } from '../../formats/xml/element.js';
import { child } from '../../formats/xml/query.js';
import { draft, type Draft } from '../drafts.js';
import { locationOf, performedBy, recordedBy } from '../participants.js';
import { markRead, type Source } from '../source.js';
import { commentsOn, entriesOf, hasTemplate, isEvent, isNegated, members, related, wordsOf } from '../statements.js';
import { coded, spoken, textOnly } from '../values/coded.js';
import { quantity } from '../values/quantities.js';
import { happenedAt } from '../values/times.js';
import type { EntriesReader, WordsReader } from './reader.js';
import { isNumber, results } from './results.js';

/** Functional status: scores are assessments, findings are impairments. */
export const functional: EntriesReader = (section, source) =>
  observationsOf(section).flatMap((each) => (isAssessment(each) ? assessment(each, source) : impairment(each, source)));

/** Mental status: scores are assessments, findings are about cognition. */
export const mental: EntriesReader = (section, source) =>
  observationsOf(section).flatMap((each) => (isAssessment(each) ? assessment(each, source) : cognition(each, source)));

/** Assessment scales of any kind; what is no observation at all is read as a result. */
export const assessments: EntriesReader = (section, source, title) => {
  const observations = observationsOf(section);
  return observations.length === 0 ? results(section, source, title) : observations.flatMap((each) => assessment(each, source));
};

/** The words of an assessment, under the section's title. */
export const assessmentWords: WordsReader = (section, source, text, title) => [
  draft('assessments', section, {
    narrative: text,
    date: source.writtenAt,
    assessmentType: title,
    assessmentSummary: text,
    personCompletingRecord: source.author,
  }),
];

/** The words of a functional status section. */
export const requirementWords: WordsReader = (section, source, text) => [
  draft('individualRequirements', section, {
    narrative: text,
    otherIndividualRequirements: {
      date: source.writtenAt,
      otherIndividualRequirement: text,
      personCompletingRecord: source.author,
    },
  }),
];

/** The words of a mental status section. */
export const cognitionWords: WordsReader = (section, source, text) => [
  draft('individualRequirements', section, {
    narrative: text,
    cognition: { date: source.writtenAt, cognition: text, personCompletingRecord: source.author },
  }),
];

function observationsOf(section: XmlElement): readonly XmlElement[] {
  return entriesOf(section)
    .flatMap((each) => (each.name === 'organizer' ? members(each) : [each]))
    .filter((each) => each.name === 'observation' && isEvent(each));
}

function isAssessment(observation: XmlElement): boolean {
  const value = child(observation, 'value');
  return hasTemplate(observation, '4.69') || (value !== undefined && isNumber(value));
}

function context(observation: XmlElement, source: Source) {
  return {
    date: happenedAt(child(observation, 'effectiveTime'), source) ?? source.writtenAt,
    location: locationOf(observation, source),
    performingProfessional: performedBy(observation, source),
    personCompletingRecord: recordedBy(observation, source),
  };
}

function assessment(observation: XmlElement, source: Source): readonly Draft[] {
  const structuredAssessmentName = coded(child(observation, 'code'), source);
  const value = child(observation, 'value');
  const number = value !== undefined && isNumber(value) ? quantity(value, source) : undefined;
  const words = number === undefined ? spoken(coded(value, source)) : undefined;
  if (structuredAssessmentName === undefined && number === undefined && words === undefined) return [];
  const parts = related(observation).filter((each) => each.name === 'observation');
  const answers = parts.flatMap((each) => {
    const question = spoken(coded(child(each, 'code'), source));
    const raw = child(each, 'value');
    const answer = raw === undefined ? undefined : isNumber(raw) ? quantity(raw, source)?.text : spoken(coded(raw, source));
    markRead(source, each);
    return question === undefined && answer === undefined ? [] : [`${question ?? ''}: ${answer ?? ''}`];
  });
  const meaning = spoken(coded(child(observation, 'interpretationCode'), source));
  return [
    draft('assessments', observation, {
      narrative: wordsOf(observation, source),
      ...context(observation, source),
      assessmentType: spoken(structuredAssessmentName),
      assessmentSummary: words,
      structuredAssessment: { structuredAssessmentName, assessmentScore: number },
      comment: [
        isNegated(observation, source) ? 'The source states that this is NOT so.' : undefined,
        meaning,
        ...answers,
        ...commentsOn(observation, source),
      ]
        .filter((each) => each !== undefined)
        .join('\n'),
    }),
  ];
}

function impairment(observation: XmlElement, source: Source): readonly Draft[] {
  const value =
    coded(child(observation, 'value'), source) ??
    coded(child(observation, 'code'), source) ??
    textOnly(wordsOf(observation, source));
  if (value === undefined) return [];
  const impairmentCategory = isNegated(observation, source) ? textOnly(`NOT present: ${spoken(value) ?? ''}`) : value;
  return [
    draft('individualRequirements', observation, {
      narrative: wordsOf(observation, source),
      impairment: {
        ...context(observation, source),
        impairmentCategory,
        impairmentAdditionalDetail: commentsOn(observation, source).join('\n'),
      },
    }),
  ];
}

function cognition(observation: XmlElement, source: Source): readonly Draft[] {
  const text =
    spoken(coded(child(observation, 'value'), source)) ??
    wordsOf(observation, source) ??
    spoken(coded(child(observation, 'code'), source));
  if (text === undefined) return [];
  const denied = isNegated(observation, source) ? 'NOT present: ' : '';
  return [
    draft('individualRequirements', observation, {
      narrative: wordsOf(observation, source),
      cognition: { ...context(observation, source), cognition: `${denied}${text}` },
    }),
  ];
}
