import type { Element } from './elements.js';

/** What altering one leaf changed. */
export interface Effects {
  /** Elements that show the leaf. */
  readonly becomes: readonly Element[];
  /** What else depends on it. */
  readonly decides: readonly Decision[];
}

/** Something that depends on a leaf, in words. */
export interface Decision {
  readonly what: string;
  /** The section, or section and element, that it is about. */
  readonly about?: string;
}

/** What was replaced by what; taken out where `to` is undefined. */
export interface Change {
  readonly from: string;
  readonly to: string | undefined;
}
