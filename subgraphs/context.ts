import type { DisclosureCollector } from '../audit/collect.js';
import type { PolicyTable } from '../policy/table.js';
import type { PersonFacts } from '../schema/facts.js';
import type { NhsNumber } from '../schema/nhs-number.js';
import type { Profile } from '../schema/profile.js';
import type { Viewer } from '../schema/viewer.js';
import type { Store, StoredEntry } from '../store/store.js';

/**
 * What one request shares between the subgraphs that answer it. Made anew for each request and
 * never kept: nothing in it outlives the request or mixes viewers or people.
 */
export interface RecordContext {
  readonly viewer: Viewer;
  readonly profile: Profile;
  readonly policy: PolicyTable;
  readonly store: Store;
  /** The moment of the request: time is a fact, the same for every decision of the request. */
  readonly now: Date;
  readonly requestId: string;
  readonly operation: { readonly name: string | undefined; readonly hash: string };
  readonly collector: DisclosureCollector;
  /** Facts of a person, read once per request. Throws (outage) rather than answering empty. */
  facts(nhsNumber: NhsNumber): Promise<PersonFacts>;
  /** Every entry of a person in the sections this request asks for, read once, sensitive ones left out. */
  entries(nhsNumber: NhsNumber): Promise<readonly StoredEntry[]>;
}
