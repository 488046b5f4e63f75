import type { Refused, Section, Statement, Subject } from '../schema/entry.js';
import { parseNhsNumber, type NhsNumber } from '../schema/nhs-number.js';
import type { PartialDateTime } from '../schema/partial-date.js';
import type { Unit } from './apply/units.js';
import type { StoredEntry } from './store.js';

/** Synthetic NHS numbers for tests, from the range that is never issued. */
export const people = ['9990000018', '9990000026', '9990000034'].map((text) => parseNhsNumber(text)!) as [
  NhsNumber,
  NhsNumber,
  NhsNumber,
];

export interface UnitOptions {
  readonly partner?: string;
  readonly feed?: string;
  readonly identifier?: string;
  readonly refused?: readonly Refused[];
  /** Seconds after noon; default none is stated. */
  readonly at?: number;
}

let units = 0;

/** A received unit that says `statements`. */
export function unitOf(statements: readonly Statement[], options: UnitOptions = {}): Unit {
  const partner = options.partner ?? 'RGT';
  const identifier = options.identifier ?? `unit-${++units}`;
  return {
    message: {
      feed: options.feed ?? `${partner.toLowerCase()}-pas`,
      partner,
      format: 'hl7v2',
      bytes: Buffer.from(identifier),
      receivedAt: noon(0),
    },
    translation: {
      sender: `PAS|${partner}`,
      messageIdentifier: identifier,
      messageType: 'ADT^A08',
      ...(options.at === undefined ? {} : { statedAt: noon(options.at) }),
      statements,
      mapped: [],
      unmapped: [],
    },
    refused: options.refused ?? [],
  };
}

export function noon(seconds: number): PartialDateTime {
  return new Date(Date.UTC(2026, 0, 5, 12, 0, seconds)).toISOString().replace('.000Z', '+00:00') as PartialDateTime;
}

/** A problem, told apart by its text. */
export function problem(subject: Subject, key: string, text: string, list?: string): Statement {
  return {
    kind: 'put',
    subject,
    section: 'problemList',
    key,
    body: { comments: text } as never,
    ...(list === undefined ? {} : { list }),
  };
}

export function list(subject: Subject, section: Section, keys: readonly string[], name = 'list'): Statement {
  return { kind: 'list', subject, section, list: name, keys };
}

/** What a reader sees of the problems: partner and text. */
export function texts(entries: readonly StoredEntry[]): string[] {
  return entries.map((entry) => `${entry.partner}: ${(entry.body as { comments?: string }).comments}`).toSorted();
}
