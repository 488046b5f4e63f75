import { createHash } from 'node:crypto';
import type { Refused, Statement, Subject, Translation } from '../../schema/entry.js';
import type { Population } from '../../schema/facts.js';
import { isSyntheticNhsNumber, parseNhsNumber } from '../../schema/nhs-number.js';
import { earliestMs } from '../../schema/partial-date.js';
import { labelsNothing, type SensitiveLabeller } from '../../schema/sensitive-labeller.js';
import { takeFiles, withWordsOfTaken, type TakenFile } from '../contents/take.js';
import type { ReceivedMessage } from '../received.js';
import { matterOf, toldBy, type Matter } from './matter.js';
import type { Source } from './told.js';

/** A translated unit as {@link Store.apply} gets it. */
export interface Unit {
  readonly message: ReceivedMessage;
  readonly translation: Translation;
  readonly refused: readonly Refused[];
}

/** A unit with what the store works out about it once. */
export interface PreparedUnit extends Unit {
  readonly hash: Buffer;
  readonly statedMs: number;
  /** The message identifier, short enough for an index. */
  readonly identifier: string;
  /** Files of its documents. */
  readonly files: readonly TakenFile[];
  readonly matter: Matter;
}

export function prepare(unit: Unit, labeller: SensitiveLabeller | undefined): PreparedUnit {
  const { translation, files, refused } = takeFiles(unit.translation);
  const told = toldBy(translation.statements).map((one) => ({
    ...one,
    elements: withWordsOfTaken(one.section, one.elements, files),
  }));
  return {
    message: unit.message,
    translation,
    files,
    refused: [...unit.refused, ...refused],
    matter: matterOf(told, labeller ?? labelsNothing, unit.message.partner),
    hash: createHash('sha256').update(unit.message.bytes).digest(),
    statedMs: earliestMs(unit.translation.statedAt ?? unit.message.receivedAt),
    identifier: bounded(unit.translation.messageIdentifier),
  };
}

/** Identifiers of one unit: what makes it the same unit again. */
export function identityOf(unit: PreparedUnit): string {
  return [unit.message.feed, unit.identifier, unit.hash.toString('hex')].join('\0');
}

/** Everyone a unit speaks of. */
export function subjectsNamed(translation: Translation): Subject[] {
  return translation.statements.flatMap((statement): Subject[] => {
    if (statement.kind === 'merge') return [statement.discarded, statement.survivor];
    if (statement.kind === 'unlink') return [statement.subject, statement.from];
    return statement.kind === 'link' ? [statement.subject, statement.nhsNumber] : [statement.subject];
  });
}

/** Why a unit cannot be stored at all, or undefined when it can. */
export function refusalOf(unit: PreparedUnit, population: Population): Refused | undefined {
  const subjects = subjectsNamed(unit.translation);
  if (population === 'synthetic' && subjects.some(isRealNumber)) return { code: 'REAL_PERSON_REFUSED', location: 'subject' };
  if (subjects.some((subject) => subject.trim() === '' || subject.length > 200))
    return { code: 'IDENTIFIER_MISSING', location: 'subject' };
  if (Number.isNaN(unit.statedMs)) return { code: 'DATE_INVALID', location: 'stated time' };
  const statements = unit.translation.statements;
  if (statements.some(leadsToItself)) return { code: 'MERGE_CYCLE', location: 'merge' };
  if (statements.some((one) => one.kind === 'link' && parseNhsNumber(one.subject) !== undefined)) {
    return { code: 'MESSAGE_UNMAPPABLE', location: 'link', detail: 'an NHS number cannot be linked as a local identifier' };
  }
  // PostgreSQL holds no NUL in text; inside a body JSON escapes it.
  const texts = [
    unit.identifier,
    unit.translation.sender,
    unit.translation.messageType,
    ...subjects,
    ...statements.flatMap(keysOf),
  ];
  if (texts.some((text) => text.includes('\0')))
    return { code: 'MESSAGE_UNMAPPABLE', location: 'identifiers', detail: 'a NUL character' };
  return undefined;
}

function isRealNumber(subject: Subject): boolean {
  const nhsNumber = parseNhsNumber(subject);
  return nhsNumber !== undefined && !isSyntheticNhsNumber(nhsNumber);
}

function leadsToItself(statement: Statement): boolean {
  return statement.kind === 'merge' && statement.discarded === statement.survivor;
}

function keysOf(statement: Statement): string[] {
  const keys: string[] = [];
  if ('key' in statement) keys.push(statement.key);
  if ('keys' in statement) keys.push(...statement.keys);
  if ('list' in statement && statement.list !== undefined) keys.push(statement.list);
  return keys;
}

/** A source's key, short enough for an index: the rest of a long one is told apart by its hash. */
export function bounded(key: string): string {
  if (key.length <= 200) return key;
  return `${key.slice(0, 120)}#${createHash('sha256').update(key).digest('hex')}`;
}

/** The provenance of what a unit says. */
export function sourceOf(unit: PreparedUnit): Source {
  const { message, translation } = unit;
  return {
    ...(translation.sender === '' ? {} : { system: translation.sender }),
    feed: message.feed,
    format: message.format,
    messageType: translation.messageType,
    messageIdentifier: translation.messageIdentifier,
    receivedAt: message.receivedAt,
    ...(translation.nhsNumberStatus === undefined ? {} : { nhsNumberStatus: translation.nhsNumberStatus }),
  };
}
