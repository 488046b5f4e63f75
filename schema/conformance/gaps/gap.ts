import type { Section } from '../../entry.js';

/** Why a format does not fill elements that PRSB has. */
export interface Gaps {
  /** By section: a reason, and the elements (field names from the entry down, with all below them) it is true of. */
  readonly sections: { readonly [S in Section]?: readonly (readonly [because: string, ...paths: readonly string[]])[] };
  /** Sections of which the format says nothing at all. */
  readonly absent: readonly (readonly [because: string, ...sections: readonly Section[]])[];
  /** Elements of the same name in any section. */
  readonly anywhere: readonly (readonly [because: string, path: RegExp])[];
}
