import {
  dictionaries,
  findNearestHL7Version,
  HL7Version,
  type HL7MessageDefinition,
  type HL7MessageSegmentsDefinition,
} from 'hl7v2-dictionary';
import type { Hl7Message } from './message.js';
import { segment, text } from './typed.js';

/** Something about a message that its HL7 structure does not foresee. */
export interface StructureIssue {
  /** Segment name. */
  readonly location: string;
  readonly issue: string;
}

type Parts = Readonly<Record<string, HL7MessageSegmentsDefinition>>;

/**
 * How a message departs from its structure in the HL7 dictionary of its version: required segments that are
 * missing, segments that may stand once and stand twice, segments the structure does not hold. Z segments
 * (ZU1 to ZU8) may always stand at the end. Issues are warnings: whether one matters is for the mapping to say.
 */
export function structureIssues(message: Hl7Message): StructureIssue[] {
  const definition = definitionOf(message);
  if (!definition?.segments) return [{ location: 'MSH-9', issue: 'no structure is known for this message type' }];
  const counts = new Map<string, number>();
  for (const { name } of message.segments) counts.set(name, (counts.get(name) ?? 0) + 1);
  const issues = missing(definition.segments, counts);
  const single = onlyOnce(definition.segments);
  const foreseen = namesIn(definition.segments);
  for (const [name, count] of counts) {
    if (name.startsWith('Z')) continue;
    if (!foreseen.has(name)) issues.push({ location: name, issue: 'the structure has no such segment' });
    else if (count > 1 && single.has(name)) issues.push({ location: name, issue: `stands ${count} times and may stand once` });
  }
  return issues;
}

function definitionOf(message: Hl7Message): HL7MessageDefinition | undefined {
  const header = segment(message, 'MSH');
  const messages = dictionaries[versionOf(text(header, 12))]?.messages ?? {};
  const event = [text(header, 9, 1), text(header, 9, 2)].join('_');
  const structure = text(header, 9, 3);
  const byName = (name: string | undefined) => (name !== undefined && Object.hasOwn(messages, name) ? messages[name] : undefined);
  return byName(structure) ?? byName(event);
}

function versionOf(written: string | undefined): HL7Version {
  const known = Object.values(HL7Version).find((version) => version === written?.trim());
  return known ?? findNearestHL7Version((written ?? '2.4') as HL7Version) ?? HL7Version.v2_4;
}

/** Required segments of required groups, and of optional groups that the message has begun. */
function missing(parts: Parts, counts: ReadonlyMap<string, number>): StructureIssue[] {
  return Object.entries(parts).flatMap(([name, part]) => {
    if (part.segments) return isRequired(part) || isBegun(part.segments, counts) ? missing(part.segments, counts) : [];
    return isRequired(part) && !counts.has(name) ? [{ location: name, issue: 'required and missing' }] : [];
  });
}

/** A group has begun when a segment that is required in it stands in the message. */
function isBegun(parts: Parts, counts: ReadonlyMap<string, number>): boolean {
  return Object.entries(parts).some(([name, part]) => !part.segments && isRequired(part) && counts.has(name));
}

function isRequired(part: HL7MessageSegmentsDefinition): boolean {
  return (part.min ?? 0) >= 1;
}

function namesIn(parts: Parts): Set<string> {
  return new Set(Object.entries(parts).flatMap(([name, part]) => (part.segments ? [...namesIn(part.segments)] : [name])));
}

/** Segments that stand in one place of the structure, outside any group, at most once. */
function onlyOnce(parts: Parts): Set<string> {
  const inGroups = new Set(Object.values(parts).flatMap((part) => (part.segments ? [...namesIn(part.segments)] : [])));
  return new Set(
    Object.entries(parts).flatMap(([name, part]) => (!part.segments && part.max === 1 && !inGroups.has(name) ? [name] : [])),
  );
}
