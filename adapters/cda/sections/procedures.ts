import type { CodedOrText } from '../../../schema/prsb.generated.js';
import type { XmlElement } from '../../formats/xml/element.js';
import { child, children, path } from '../../formats/xml/query.js';
import { draft, type Draft } from '../drafts.js';
import { locationOf, performedBy, recordedBy } from '../participants.js';
import { markRead, type Source } from '../source.js';
import { commentsOn, entriesOf, hasTemplate, isEvent, isNegated, members, related, statusOf, wordsOf } from '../statements.js';
import { actStatus } from '../values/code-systems.js';
import { coded, hasCode, said, spoken, textOnly } from '../values/coded.js';
import { happenedAt, span } from '../values/times.js';
import { devicesOf } from './devices.js';
import { planned } from './plan.js';
import type { EntriesReader, WordsReader } from './reader.js';

const procedureStatements = new Set(['procedure', 'act', 'observation']);
const lateralityQualifier = new Set(['272741003', '182353008']);
const noKnown = new Set(['no-known-procedures']);

/** Procedures of all three kinds (procedure, act, observation), and the devices put in by them. */
export const procedures: EntriesReader = (section, source) =>
  entriesOf(section)
    .flatMap((each) => (each.name === 'organizer' ? members(each) : [each]))
    .flatMap((each) => (isEvent(each) ? proceduresIn(each, source) : planned(each, source)));

/** A procedure that was done, and the devices put in by it. */
export function proceduresIn(statement: XmlElement, source: Source): readonly Draft[] {
  return procedureStatements.has(statement.name) ? [...procedure(statement, source), ...devicesOf(statement, source)] : [];
}

/** The words of a procedure section: under the element PRSB makes mandatory. */
export const procedureWords: WordsReader = (section, source, text, title) => [
  draft('proceduresAndTherapies', section, {
    narrative: text,
    procedure: textOnly(text),
    comment: title,
    personCompletingRecord: source.author,
  }),
];

function procedure(statement: XmlElement, source: Source): readonly Draft[] {
  const code = coded(child(statement, 'code'), source) ?? textOnly(wordsOf(statement, source));
  if (code === undefined) return [];
  const { start, end } = span(child(statement, 'effectiveTime'), source);
  const status = statusOf(statement, source);
  const site = child(statement, 'targetSiteCode');
  const finding = statement.name === 'observation' ? spoken(coded(child(statement, 'value'), source)) : undefined;
  const isNegative = isNegated(statement, source) || hasCode(code, noKnown);
  const comments = [
    finding === undefined ? undefined : `Finding: ${finding}`,
    start !== undefined && end !== undefined && start !== end ? `Ended ${end}` : undefined,
    ...reasons(statement, source),
    ...commentsOn(statement, source),
  ].filter((each) => each !== undefined);
  return [
    draft('proceduresAndTherapies', statement, {
      narrative: wordsOf(statement, source),
      date: start ?? end,
      // A reader of this element alone must not take it for done.
      procedure: isNegative ? { ...code, text: `NOT done: ${spoken(code) ?? ''}` } : code,
      procedureStatus: isNegative
        ? textOnly('Not done')
        : status === undefined
          ? undefined
          : { coding: [{ code: status, system: actStatus }], text: status },
      anatomicalSite: coded(site, source),
      laterality: laterality(site, source),
      complicationsRelatedToProcedure: complication(statement, source),
      location: locationOf(statement, source),
      comment: comments.join('\n'),
      performingProfessional: performedBy(statement, source),
      personCompletingRecord: recordedBy(statement, source),
    }),
  ];
}

function laterality(site: XmlElement | undefined, source: Source): CodedOrText | undefined {
  const qualifier = children(site, 'qualifier').find((each) => lateralityQualifier.has(said(child(each, 'name'), 'code') ?? ''));
  markRead(source, child(qualifier, 'name'));
  return coded(child(qualifier, 'value'), source);
}

function complication(statement: XmlElement, source: Source): CodedOrText | undefined {
  const found = related(statement, 'COMP', 'CAUS').find((each) => each.name === 'observation' && hasTemplate(each, '4.4', '4.9'));
  return coded(child(found, 'value'), source);
}

/** Why: the indications of a statement (typeCode RSON), as `Reason: …`. */
function reasons(statement: XmlElement, source: Source): readonly string[] {
  return related(statement, 'RSON').flatMap((each) => {
    markRead(source, each, path(each, 'code'));
    const reason = spoken(coded(child(each, 'value'), source)) ?? spoken(coded(child(each, 'code'), source));
    const at = happenedAt(child(each, 'effectiveTime'), source);
    return reason === undefined ? [] : [`Reason: ${reason}${at === undefined ? '' : ` (${at})`}`];
  });
}
