import type { Translated } from '../../schema/feed.js';
import type { Format } from '../../schema/feed.js';
import { RecordError } from '../../schema/errors.js';
import type { ErrorCode } from '../../schema/errors.js';

/** One non-empty leaf of a specimen. */
export interface Leaf {
  /** The table of the documentation it belongs in: a segment, a section, a record kind. */
  readonly table: string;
  /** Its row there, repetitions left out: `PID-3.1`, `entry/act/code/@code`, `Date_of_Birth`. */
  readonly name: string;
  /** As `mapped` and `unmapped` of a translation write it. */
  readonly path: string;
  readonly text: string;
}

/** What became of a specimen, altered or not. */
export type Outcome = Translated | { readonly refusedWith: ErrorCode };

/** One message, document or row with known content, which can be translated again with one leaf altered. */
export interface Specimen {
  readonly format: Format;
  readonly leaves: readonly Leaf[];
  /** Translates it as it is, or with one leaf replaced (`undefined`: taken out). */
  translate(leaf?: Leaf, replacement?: string): Outcome;
}

/** The outcome of an adapter, its refusal as a value. */
export function outcomeOf(translate: () => Translated): Outcome {
  try {
    return translate();
  } catch (error) {
    if (error instanceof RecordError) return { refusedWith: error.code };
    throw error;
  }
}
