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
        repetitions = segment.field(number).map((rep, i) => new TrackedRepetition(rep, `${prefix}-${number}(${i + 1})`, read));
        fields.set(number, repetitions);
      }
      return repetitions;
    },
  };
}

// A class, as there may be millions of them, and closures for each are heavy.
class TrackedRepetition implements Repetition {
  readonly #repetition: Repetition;
  readonly #path: string;
  readonly #read: Set<string>;

  constructor(repetition: Repetition, path: string, read: Set<string>) {
    this.#repetition = repetition;
    this.#path = path;
    this.#read = read;
  }

  get length(): number {
    return this.#repetition.length;
  }

  get isNull(): boolean {
    if (this.#repetition.isNull) this.#read.add(`${this.#path}.1.1`);
    return this.#repetition.isNull;
  }

  text(component = 1, subcomponent = 1): string | undefined {
    this.#read.add(`${this.#path}.${component}.${subcomponent}`);
    return this.#repetition.text(component, subcomponent);
  }

  leaf(component: number, subcomponent: number): string | undefined {
    this.#read.add(`${this.#path}.${component}.${subcomponent}`);
    return this.#repetition.leaf(component, subcomponent);
  }

  isNullAt(component: number): boolean {
    if (this.#repetition.isNullAt(component)) this.#read.add(`${this.#path}.${component}.1`);
    return this.#repetition.isNullAt(component);
  }

  subcomponents(component: number): number {
    return this.#repetition.subcomponents(component);
  }
}
