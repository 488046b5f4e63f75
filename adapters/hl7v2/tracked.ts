import type { Hl7Message, Repetition, Segment } from '../formats/hl7v2/message.js';

/** A message that remembers which of its leaves were asked for. */
export interface Tracked {
  readonly segments: readonly Segment[];
  /** Paths of the leaves read so far, written as `leavesOf` writes them. */
  readonly read: ReadonlySet<string>;
}

/**
 * `message`, remembering what is read of it: mappings then need not list their fields a second time,
 * and what none of them asked for is known to have no home.
 */
export function tracked(message: Hl7Message): Tracked {
  const read = new Set<string>();
  const seen = new Map<string, number>();
  const segments = message.segments.map((segment) => {
    const place = (seen.get(segment.name) ?? 0) + 1;
    seen.set(segment.name, place);
    return trackedSegment(segment, place === 1 ? segment.name : `${segment.name}[${place}]`, read);
  });
  return { segments, read };
}

function trackedSegment(segment: Segment, prefix: string, read: Set<string>): Segment {
  const fields = new Map<number, readonly Repetition[]>();
  return {
    name: segment.name,
    line: segment.line,
    length: segment.length,
    field(number) {
      let repetitions = fields.get(number);
      if (repetitions === undefined) {
        repetitions = segment.field(number).map((rep, i) => trackedRepetition(rep, `${prefix}-${number}(${i + 1})`, read));
        fields.set(number, repetitions);
      }
      return repetitions;
    },
  };
}

function trackedRepetition(repetition: Repetition, path: string, read: Set<string>): Repetition {
  return {
    length: repetition.length,
    get isNull() {
      if (repetition.isNull) read.add(`${path}.1.1`);
      return repetition.isNull;
    },
    text(component = 1, subcomponent = 1) {
      read.add(`${path}.${component}.${subcomponent}`);
      return repetition.text(component, subcomponent);
    },
    leaf(component, subcomponent) {
      read.add(`${path}.${component}.${subcomponent}`);
      return repetition.leaf(component, subcomponent);
    },
    isNullAt(component) {
      if (repetition.isNullAt(component)) read.add(`${path}.${component}.1`);
      return repetition.isNullAt(component);
    },
    subcomponents: (component) => repetition.subcomponents(component),
  };
}
