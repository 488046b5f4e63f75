import type { AllergiesAndAdverseReactionsReactionDetailsCluster, CodedOrText } from '../../../schema/prsb.generated.js';
import type { XmlElement } from '../../formats/xml/element.js';
import { child, children, path } from '../../formats/xml/query.js';
import { draft, type Draft } from '../drafts.js';
import { performedBy, recordedBy } from '../participants.js';
import { markRead, type Source } from '../source.js';
import { codeOf, commentsOn, entriesOf, hasTemplate, isNegated, related, wordsOf } from '../statements.js';
import { coded, hasCode, spoken, textOnly } from '../values/coded.js';
import { read } from '../values/names.js';
import { happenedAt, span } from '../values/times.js';
import { concernNote } from './concern.js';
import { deniesAllergies } from './nothing-said.js';
import type { EntriesReader, WordsReader } from './reader.js';

/** Statements of absence that are codes of their own: SNOMED CT "no known …", and those of patient summaries. */
const noKnown = new Set([
  '716186003',
  '409137002',
  '428607008',
  '429625007',
  '716220001',
  '160244002',
  'no-known-allergies',
  'no-known-medication-allergies',
  'no-known-environmental-allergies',
  'no-known-food-allergies',
]);
/** Kinds of allergy; a denial of one of them, about no particular agent, is "no known allergy (of this kind)". */
const kinds = new Set([
  '419199007',
  '416098002',
  '414285001',
  '426232007',
  '418038007',
  '419511003',
  '418471000',
  '420134006',
  '59037007',
  '235719002',
  '609328004',
  '106190000',
]);
/** Agents that stand for all of a kind: drug or medicament, food, substance, environment. */
const anyAgent = new Set(['410942007', '373873005', '762766007', '255620007', '105590001', '276339004']);

/** Allergies: a concern holds one or more observations; the observation is the fact. */
export const allergies: EntriesReader = (section, source) =>
  entriesOf(section).flatMap((statement) => {
    const observations =
      statement.name === 'observation'
        ? [statement]
        : related(statement).filter((each) => each.name === 'observation' && !hasTemplate(each, '4.64', '4.9'));
    return observations.flatMap((each) => allergy(each, statement, source));
  });

/** The words of an allergy section: under the element PRSB makes mandatory, so that no reader misses them. */
export const allergyWords: WordsReader = (section, source, words) => [
  draft('allergiesAndAdverseReactions', section, {
    narrative: words,
    causativeAgent: textOnly(words),
    noKnownAllergy: deniesAllergies(words) ? true : undefined,
    personCompletingRecord: source.author,
  }),
];

function allergy(observation: XmlElement, concern: XmlElement, source: Source): readonly Draft[] {
  const value = coded(child(observation, 'value'), source);
  const agent = agentOf(observation, source);
  const isNegative = isNegated(observation, source);
  const isNoKnown = hasCode(value, noKnown) || (isNegative && isGeneral(agent, value));
  const { start, end, endedUnknown } = span(child(observation, 'effectiveTime'), source);
  const reactions = reactionsOf(observation, source);
  const severity = findingOf(observation, source, '4.8', 'SEV');
  const criticality = findingOf(observation, source, '4.145', '82606-5');
  const status = findingOf(observation, source, '4.28', '33999-4');
  const comments = [
    criticality === undefined ? undefined : `Criticality: ${spoken(criticality)}`,
    severity !== undefined && reactions.length > 0 ? `Severity: ${spoken(severity)}` : undefined,
    concern === observation ? undefined : concernNote(concern, source),
    ...commentsOn(observation, source),
    ...(concern === observation ? [] : commentsOn(concern, source)),
  ].filter((each) => each !== undefined);
  if (agent === undefined && value === undefined) return [];
  // A reader of this element alone must not take a denied allergy for one.
  const denied = isNoKnown ? `No known: ${spoken(value) ?? 'allergy'}` : `NOT allergic to: ${spoken(agent ?? value) ?? ''}`;
  const causativeAgent = hasCode(value, noKnown) ? value : isNegative ? textOnly(denied) : (agent ?? value);
  const notAllergic: CodedOrText | undefined =
    isNegative && !isNoKnown
      ? textOnly('Not allergic')
      : endedUnknown
        ? textOnly('No longer active; the end date is not known')
        : undefined;
  return [
    draft('allergiesAndAdverseReactions', observation, {
      narrative: wordsOf(observation, source),
      typeOfReaction: value,
      category: hasCode(value, kinds) ? value : undefined,
      causativeAgent,
      noKnownAllergy: isNoKnown ? true : undefined,
      reactionDetailsCluster: reactions.length === 0 && severity !== undefined ? [{ severity }] : reactions,
      dateFirstExperienced: start,
      allergyEndDate: end,
      clinicalStatus: notAllergic ?? status,
      comment: comments.join('\n'),
      performingProfessional: performedBy(observation, source),
      personCompletingRecord: recordedBy(observation, source),
    }),
  ];
}

/** A denial of a peanut allergy is not "no known allergies": only one about no agent, or about all of a kind, is. */
function isGeneral(agent: CodedOrText | undefined, value: CodedOrText | undefined): boolean {
  if (agent !== undefined && agent.coding.length > 0) return hasCode(agent, anyAgent);
  return agent === undefined ? value === undefined || hasCode(value, kinds) || value.coding.length === 0 : false;
}

function agentOf(observation: XmlElement, source: Source): CodedOrText | undefined {
  for (const participant of children(observation, 'participant')) {
    const entity = path(participant, 'participantRole', 'playingEntity') ?? path(participant, 'participantRole', 'playingDevice');
    const found = coded(child(entity, 'code'), source) ?? textOnly(read(child(entity, 'name'), source));
    if (found === undefined) continue;
    markRead(source, participant, entity);
    return found;
  }
  return undefined;
}

function reactionsOf(observation: XmlElement, source: Source): readonly AllergiesAndAdverseReactionsReactionDetailsCluster[] {
  return related(observation)
    .filter(
      (each) => each.name === 'observation' && (hasTemplate(each, '4.9') || each.parent?.attributes.get('typeCode') === 'MFST'),
    )
    .flatMap((reaction) => {
      const description = coded(child(reaction, 'value'), source) ?? textOnly(wordsOf(reaction, source));
      const severity = findingOf(reaction, source, '4.8', 'SEV');
      if (description === undefined && severity === undefined) return [];
      if (isNegated(reaction, source)) return [];
      markRead(source, reaction);
      return [
        {
          descriptionOfReaction: description,
          severity,
          onsetDate: happenedAt(child(reaction, 'effectiveTime'), source),
          comment: commentsOn(reaction, source).join('\n'),
        },
      ];
    });
}

/** The value of the observation about this one that has the template or the code. */
function findingOf(statement: XmlElement, source: Source, template: string, code: string): CodedOrText | undefined {
  const found = related(statement).find((each) => hasTemplate(each, template) || codeOf(each) === code);
  if (found === undefined) return undefined;
  markRead(source, found, child(found, 'code'));
  return coded(child(found, 'value'), source);
}
