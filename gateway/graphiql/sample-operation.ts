import type { Role } from '../../schema/viewer.js';

/** A sample operation: GraphiQL offers it, the documentation prints it, and a test checks it against the schema. */
export interface SampleOperation {
  readonly id: string;
  readonly group: 'The record' | 'By domain' | 'What is withheld, and why' | 'Trust';
  readonly title: string;
  /** One line: what it shows, and what to look for. */
  readonly about: string;
  /** Personas it makes sense for, the best first. */
  readonly as: readonly [Role, ...Role[]];
  /** `id` of the sample person whose story it shows best; left out, any will do. */
  readonly person?: string;
  readonly query: string;
  /** `fresh` is a value never used before, for idempotency keys; `hospital` the ODS code of a partner that is one. */
  variables(nhsNumber: string, fresh: string, hospital: string): Readonly<Record<string, unknown>>;
}
