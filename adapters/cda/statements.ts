import type { XmlElement } from '../formats/xml/element.js';
import { child, children, elementsOf, walk } from '../formats/xml/query.js';
import { markRead, type Source } from './source.js';
import { said, words } from './values/coded.js';

const clinical = new Set([
  'act',
  'observation',
  'organizer',
  'procedure',
  'substanceAdministration',
  'supply',
  'encounter',
  'observationMedia',
]);
const cCda = '2.16.840.1.113883.10.20.22.';

/**
 * The clinical statements directly in `element` (an entry, a component, an entryRelationship). One with a null
 * flavour states nothing, whatever it holds: "unknown if pregnant" is sent as a pregnancy with `nullFlavor="UNK"`.
 */
export function statementsIn(element: XmlElement): readonly XmlElement[] {
  return elementsOf(element).filter((part) => clinical.has(part.name) && said(part, 'nullFlavor') === undefined);
}

/** The clinical statements of a section, one for each entry; not those that only say that nothing is known. */
export function entriesOf(section: XmlElement): readonly XmlElement[] {
  return children(section, 'entry')
    .flatMap(statementsIn)
    .filter((each) => !saysNoInformation(each));
}

/**
 * Whether a section's entries all say that its sender holds no information (`no-allergy-info` and the like, of
 * patient summaries): that is no statement about the person, and its words are not one either.
 */
export function holdsNoInformation(section: XmlElement): boolean {
  const all = children(section, 'entry').flatMap(statementsIn);
  return all.length > 0 && all.every(saysNoInformation);
}

function saysNoInformation(statement: XmlElement): boolean {
  for (const part of walk(statement)) {
    if (
      typeof part !== 'string' &&
      (part.name === 'code' || part.name === 'value') &&
      /^no-[a-z]+-info$/.test(said(part, 'code') ?? '')
    )
      return true;
  }
  return false;
}

/** The statements a statement is related to, where the relation is one of `types` (all when none is named). */
export function related(statement: XmlElement, ...types: readonly string[]): readonly XmlElement[] {
  return children(statement, 'entryRelationship')
    .filter((each) => types.length === 0 || types.includes(said(each, 'typeCode') ?? ''))
    .flatMap(statementsIn);
}

/** The members of an organizer, those of organizers within it included. */
export function members(organizer: XmlElement): readonly XmlElement[] {
  return children(organizer, 'component')
    .flatMap(statementsIn)
    .flatMap((each) => (each.name === 'organizer' ? members(each) : [each]));
}

/** Whether a statement claims the C-CDA template (`4.9`: Reaction Observation), whatever its version. */
export function hasTemplate(statement: XmlElement, ...numbers: readonly string[]): boolean {
  return children(statement, 'templateId').some((id) => numbers.includes(said(id, 'root')?.replace(cCda, '') ?? ''));
}

/** The code of a statement. */
export function codeOf(statement: XmlElement): string | undefined {
  return said(child(statement, 'code'), 'code');
}

/** The state of a statement as an act (`active`, `completed`, `aborted`): not that of the problem it is about. */
export function statusOf(statement: XmlElement, source: Source): string | undefined {
  const status = child(statement, 'statusCode');
  const code = said(status, 'code');
  if (code !== undefined) markRead(source, status);
  return code;
}

/** Whether the source says that this is *not* so. */
export function isNegated(statement: XmlElement, source: Source): boolean {
  const negated = said(statement, 'negationInd') === 'true';
  if (negated) markRead(source, statement);
  return negated;
}

/** Whether a statement is about something that happened, not something planned, asked for or hoped. */
export function isEvent(statement: XmlElement): boolean {
  return (said(statement, 'moodCode') ?? 'EVN') === 'EVN';
}

/** The words of the section that belong to this statement. */
export function wordsOf(statement: XmlElement, source: Source): string | undefined {
  return words(child(statement, 'text'), source);
}

/** Comments and instructions attached to a statement (C-CDA Comment Activity, LOINC 48767-8). */
export function commentsOn(statement: XmlElement, source: Source): readonly string[] {
  return related(statement).flatMap((each) => {
    if (codeOf(each) !== '48767-8' && !hasTemplate(each, '4.64')) return [];
    markRead(source, each, child(each, 'code'));
    return wordsOf(each, source) ?? [];
  });
}
