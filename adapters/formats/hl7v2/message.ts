/**
 * A parsed HL7 v2 message, lossless: every leaf of the source is there, escapes decoded once,
 * HL7 null (`""`) kept apart from absent, every repetition kept. Knows syntax, no meaning.
 */
export interface Hl7Message {
  readonly delimiters: Delimiters;
  readonly segments: readonly Segment[];
  /** How the bytes became text, and the decoder used. */
  readonly charset: Charset;
}

/**
 * What named the character set: a byte order mark, MSH-18, nothing (the bytes are valid UTF-8), the
 * feed's setting, or the XML declaration (XML form of HL7 v2).
 */
export interface Charset {
  readonly from: 'bom' | 'MSH-18' | 'utf-8' | 'feed' | 'xml';
  readonly decoder: string;
}

/** Each is one character, or `''` where MSH-2 names none. */
export interface Delimiters {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly subcomponent: string;
}

/** One segment. Field numbers are HL7's own (MSH-1 is the field separator). */
export interface Segment {
  /** `PID`, `ZU1`. */
  readonly name: string;
  /** 1-based place in the message. */
  readonly line: number;
  /** Repetitions of a field, in order; empty when the field is absent. */
  field(number: number): readonly Repetition[];
  /** Highest field number present. */
  readonly length: number;
}

/** One repetition of a field. Components and sub-components are 1-based as in HL7. */
export interface Repetition {
  /** Whether the whole repetition is HL7 null (`""`): the sender holds no value. */
  readonly isNull: boolean;
  /**
   * Text of a component (default 1) and sub-component (default 1), or undefined when absent, empty
   * or null. Escapes are decoded; formatting escapes become line breaks.
   */
  text(component?: number, subcomponent?: number): string | undefined;
  /** The leaf as it stands: decoded text, or `""` where it is HL7 null; undefined when absent or empty. */
  leaf(component: number, subcomponent: number): string | undefined;
  /** Whether the component is HL7 null (`""`). */
  isNullAt(component: number): boolean;
  /** Number of components. */
  readonly length: number;
  /** Number of sub-components of a component. */
  subcomponents(component: number): number;
}

/** One non-empty leaf of the source: `PID-3(2).4.1`, decoded text. */
export interface Leaf {
  /** `SEG-field(repetition).component.subcomponent`; segment repeats as `OBX[2]-5(1).1.1`. */
  readonly path: string;
  readonly text: string;
}
