import type { Statement } from '../../schema/entry.js';
import type { PartialDateTime } from '../../schema/partial-date.js';
import type { Person } from './person.js';

/** What one row says. */
export interface Meaning {
  readonly messageType: string;
  /** What a feed's `recordKinds` may name beside the kind of the file. */
  readonly rowKind?: string;
  readonly person: Person;
  readonly statements: readonly Statement[];
  readonly statedAt?: PartialDateTime | undefined;
}
