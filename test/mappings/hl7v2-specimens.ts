import type { Hl7Message, Repetition, Segment } from '../../adapters/formats/hl7v2/message.js';
import { leavesOf, readHl7 } from '../../adapters/formats/hl7v2/read.js';
import { repetitionFrom } from '../../adapters/formats/hl7v2/repetition.js';
import { splitMessages } from '../../adapters/formats/hl7v2/split.js';
import { translateHl7v2 } from '../../adapters/hl7v2/translate.js';
import type { FeedContext } from '../../schema/feed.js';
import { outcomeOf, type Leaf, type Specimen } from './specimen.js';

/** Every message of a file. */
export function messagesIn(bytes: Uint8Array, context: FeedContext): readonly Specimen[] {
  return splitMessages(bytes).map((message) => specimenOf(readHl7(message, { charset: context.feed.charset }), context));
}

function specimenOf(message: Hl7Message, context: FeedContext): Specimen {
  return {
    format: 'hl7v2',
    leaves: leavesOf(message).map((leaf) => leafOf(leaf.path, leaf.text)),
    translate: (leaf, replacement) =>
      outcomeOf(() => translateHl7v2(leaf === undefined ? message : altered(message, leaf.path, replacement ?? ''), context)),
  };
}

const written = /^(?<segment>\w{3})(?:\[(?<nth>\d+)\])?-(?<field>\d+)\((?<repetition>\d+)\)\.(?<component>\d+)\.(?<sub>\d+)$/;

interface Place {
  readonly segment: string;
  readonly nth: number;
  readonly field: number;
  readonly repetition: number;
  readonly component: number;
  readonly sub: number;
}

function placeOf(path: string): Place {
  const found = written.exec(path)!.groups!;
  const number = (name: string): number => Number(found[name] ?? 1);
  return {
    segment: found['segment']!,
    nth: number('nth'),
    field: number('field'),
    repetition: number('repetition'),
    component: number('component'),
    sub: number('sub'),
  };
}

/** `PID[2]-3(2).4.1` is `PID-3.4`; a second sub-component is `PID-3.4.2`. */
export function patternOf(path: string): string {
  const { segment, field, component, sub } = placeOf(path);
  return `${segment}-${field}.${component}${sub > 1 ? `.${sub}` : ''}`;
}

function leafOf(path: string, value: string): Leaf {
  return { table: path.slice(0, 3), name: patternOf(path), path, text: value };
}

function altered(message: Hl7Message, path: string, replacement: string): Hl7Message {
  const place = placeOf(path);
  let seen = 0;
  const segments = message.segments.map((segment) =>
    segment.name === place.segment && ++seen === place.nth ? segmentWith(segment, place, replacement) : segment,
  );
  return { ...message, segments };
}

function segmentWith(segment: Segment, place: Place, replacement: string): Segment {
  const field = segment
    .field(place.field)
    .map((repetition, index) => (index + 1 === place.repetition ? repetitionWith(repetition, place, replacement) : repetition));
  return {
    name: segment.name,
    line: segment.line,
    length: segment.length,
    field: (number) => (number === place.field ? field : segment.field(number)),
  };
}

function repetitionWith(repetition: Repetition, { component, sub }: Place, replacement: string): Repetition {
  const components = Array.from({ length: repetition.length }, (_, c) =>
    Array.from({ length: repetition.subcomponents(c + 1) }, (__, s) =>
      c + 1 === component && s + 1 === sub ? replacement : (repetition.leaf(c + 1, s + 1) ?? ''),
    ),
  );
  // What is read here is decoded already.
  return repetitionFrom(components, (decoded) => decoded);
}
