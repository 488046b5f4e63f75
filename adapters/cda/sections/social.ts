import type { Body } from '../../../schema/entry.js';
import type { CodedOrText } from '../../../schema/prsb.generated.js';
import type { XmlElement } from '../../formats/xml/element.js';
import { child } from '../../formats/xml/query.js';
import { draft, type Draft } from '../drafts.js';
import { locationOf, performedBy, recordedBy } from '../participants.js';
import { markRead, type Source } from '../source.js';
import { codeOf, entriesOf, hasTemplate, isEvent, isNegated, members, related, wordsOf } from '../statements.js';
import { coded, hasCode, spoken } from '../values/coded.js';
import { isNumber } from './results.js';
import { quantity } from '../values/quantities.js';
import { happenedAt, span } from '../values/times.js';
import type { EntriesReader, WordsReader } from './reader.js';

type Topic =
  'smoking' | 'alcohol' | 'drugs' | 'occupation' | 'education' | 'household' | 'accommodation' | 'dependants' | 'lifestyle';

/** What a social observation is about, by its code (LOINC and SNOMED CT). */
const topics: ReadonlyMap<string, Topic> = new Map<string, Topic>([
  ['72166-2', 'smoking'],
  ['11367-0', 'smoking'],
  ['229819007', 'smoking'],
  ['365980008', 'smoking'],
  ['230056004', 'smoking'],
  ['401201003', 'smoking'],
  ['11331-6', 'alcohol'],
  ['160573003', 'alcohol'],
  ['897148007', 'alcohol'],
  ['74013-4', 'alcohol'],
  ['363908000', 'drugs'],
  ['228423004', 'drugs'],
  ['11343-1', 'drugs'],
  ['11341-5', 'occupation'],
  ['21843-8', 'occupation'],
  ['21844-6', 'occupation'],
  ['364703007', 'occupation'],
  ['14679004', 'occupation'],
  ['105421008', 'education'],
  ['82589-3', 'education'],
  ['75274-1', 'household'],
  ['224249004', 'household'],
  ['63503-7', 'dependants'],
  ['71802-3', 'accommodation'],
  ['256235009', 'lifestyle'],
  ['364393001', 'lifestyle'],
]);
const pregnancyCodes = new Set(['82810-3', '77386006', '11449-6']);
const pregnant = new Set(['77386006', '127362006']);
const notPregnant = new Set(['60001007', '102875003', '127364007']);

/** Social history: each observation under its own PRSB heading; pregnancy is a section of its own. */
export const social: EntriesReader = (section, source) =>
  entriesOf(section)
    .flatMap((each) => (each.name === 'organizer' ? members(each) : [each]))
    .filter((each) => each.name === 'observation' && isEvent(each))
    .flatMap((each) => (isPregnancy(each) ? pregnancy(each, source) : observation(each, source)));

/** The words of a social history section. */
export const socialWords: WordsReader = (section, source, text) => [
  draft('socialContext', section, {
    narrative: text,
    socialCircumstances: { date: source.writtenAt, socialCircumstances: text, personCompletingRecord: source.author },
  }),
];

function isPregnancy(element: XmlElement): boolean {
  return (
    hasTemplate(element, '15.3.8') ||
    pregnancyCodes.has(codeOf(element) ?? '') ||
    (codeOf(element) === 'ASSERTION' && pregnant.has(child(element, 'value')?.attributes.get('code') ?? ''))
  );
}

function observation(element: XmlElement, source: Source): readonly Draft[] {
  const about = coded(child(element, 'code'), source);
  const raw = child(element, 'value');
  const number = raw !== undefined && isNumber(raw) ? quantity(raw, source) : undefined;
  const value: CodedOrText | undefined = number === undefined ? coded(raw, source) : { coding: [], text: number.text };
  const words = wordsOf(element, source);
  if (about === undefined && value === undefined && words === undefined) return [];
  const denied = isNegated(element, source) ? 'NOT: ' : '';
  const topic = hasTemplate(element, '4.78', '4.85')
    ? 'smoking'
    : (about?.coding ?? []).flatMap((each) => topics.get(each.code) ?? [])[0];
  const stated = value === undefined ? about : denied === '' ? value : { ...value, text: `${denied}${spoken(value) ?? ''}` };
  const sentence = `${denied}${[...new Set([spoken(about), spoken(value) ?? words])].filter((each) => each !== undefined).join(': ')}`;
  return [draft('socialContext', element, { narrative: words, ...headed(topic, stated, sentence, element, source) })];
}

function headed(
  topic: Topic | undefined,
  stated: CodedOrText | undefined,
  sentence: string,
  element: XmlElement,
  source: Source,
): Body<'socialContext'> {
  const { start, end } = span(child(element, 'effectiveTime'), source);
  const context = {
    date: start ?? end,
    location: locationOf(element, source),
    performingProfessional: performedBy(element, source),
    personCompletingRecord: recordedBy(element, source),
  };
  switch (topic) {
    case 'smoking':
      return {
        smokingStatus: { ...context, smokingStatus: stated, dateStoppedSmoking: end === undefined ? undefined : { date: end } },
      };
    case 'alcohol':
      return { alcoholIntake: { ...context, alcoholIntake: stated } };
    case 'drugs':
      return { drugSubstanceUse: { ...context, drugSubstanceUse: stated } };
    case 'occupation':
      return { occupationalHistory: { ...context, occupationalHistory: stated } };
    case 'education':
      return { educationalHistory: { ...context, educationalHistory: sentence } };
    case 'accommodation':
      return { accommodationStatus: { ...context, accommodationStatus: stated } };
    case 'household':
      return { householdEnvironment: { ...context, householdEnvironment: sentence } };
    case 'dependants':
      return { dependants: { ...context, dependants: sentence } };
    case 'lifestyle':
      return { lifestyleChoices: { ...context, lifestyleChoices: sentence } };
    case undefined:
      return { socialCircumstances: { ...context, socialCircumstances: sentence } };
  }
}

function pregnancy(element: XmlElement, source: Source): readonly Draft[] {
  const value = coded(child(element, 'value'), source);
  const isPregnant = hasCode(value, pregnant) ? true : hasCode(value, notPregnant) ? false : undefined;
  const due = related(element).find((each) => codeOf(each) === '11778-8' || hasTemplate(each, '15.3.1'));
  markRead(source, due, child(due, 'code'));
  return [
    draft('pregnancyStatus', element, {
      narrative: wordsOf(element, source) ?? spoken(value),
      date: happenedAt(child(element, 'effectiveTime'), source) ?? source.writtenAt,
      pregnancyState: isPregnant === undefined || !isNegated(element, source) ? isPregnant : !isPregnant,
      expectedDeliveryDate: happenedAt(child(due, 'value'), source),
      performingProfessional: performedBy(element, source),
      personCompletingRecord: recordedBy(element, source),
    }),
  ];
}
