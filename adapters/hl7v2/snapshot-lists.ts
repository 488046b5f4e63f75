import type { Section, Statement } from '../../schema/entry.js';
import type { Segment } from '../formats/hl7v2/message.js';
import { every, type About } from './reading.js';
import { snapshot } from './statements.js';

/** Events whose AL1, DG1, PR1 and NK1 groups are all the sender holds (HL7 UK A.3 §2.3.3, project choice). */
const snapshotEvents = new Set(['A01', 'A04', 'A05', 'A06', 'A07', 'A08', 'A13', 'A14', 'A28', 'A31']);

/** One entry of a segment group, under its key; nothing for a segment that holds HL7 null. */
export type GroupEntry = (
  segment: Segment,
  list: string | undefined,
  uniqueKey: (key: string) => string,
) => KeyedStatement | undefined;

export interface KeyedStatement {
  readonly key: string;
  readonly statement: Statement;
}

/**
 * The entries of a segment group, and, where the message is a snapshot, the list of their keys: what
 * an earlier message listed and this one does not is over. A group that is absent says nothing.
 */
export function group(about: About, segmentName: string, section: Section, list: string, entryOf: GroupEntry): Statement[] {
  const segments = every(about, segmentName);
  if (segments.length === 0) return [];
  const isSnapshot = snapshotEvents.has(about.event);
  const uniqueKey = unique();
  const entries = segments.flatMap((segment) => entryOf(segment, isSnapshot ? list : undefined, uniqueKey) ?? []);
  const statements = entries.map(({ statement }) => statement);
  if (!isSnapshot) return statements;
  const kept = entries.filter(({ statement }) => statement.kind !== 'retract').map(({ key }) => key);
  return [...statements, snapshot(about, section, list, kept)];
}

/** Tells apart what would have one key: the second becomes `key#2`, so that neither replaces the other. */
export function unique(): (key: string) => string {
  const seen = new Map<string, number>();
  return (key) => {
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    return times === 1 ? key : `${key}#${times}`;
  };
}

/** `{ list }` where there is one. */
export function inList(list: string | undefined): { readonly list?: string } {
  return list === undefined ? {} : { list };
}
