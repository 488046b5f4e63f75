import type { Body, PatchEntry, Section, Statement, Subject } from '../../schema/entry.js';
import type { CodedOrText } from '../../schema/prsb.generated.js';

/** A put of one entry. */
export function put<S extends Section>(subject: Subject, section: S, key: string, body: Body<S>): Statement {
  return { kind: 'put', subject, section, key, body } as Statement;
}

/** A patch of one entry: what is absent is left as it was. */
export function patch<S extends Section>(
  subject: Subject,
  section: S,
  key: string,
  changes: PatchEntry<S>['changes'],
): Statement {
  return { kind: 'patch', subject, section, key, changes } as Statement;
}

/** Words without a code, or undefined when there are none. */
export function words(text: string | undefined): CodedOrText | undefined {
  return text === undefined ? undefined : { coding: [], text };
}

/** A key made of parts, spelling of labels apart: absent parts leave their place empty. */
export function keyOf(...parts: readonly (string | undefined)[]): string {
  return parts.map((part) => part?.toLowerCase() ?? '').join('|');
}
