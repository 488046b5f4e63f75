import type { DisclosureCollector } from '../audit/collect.js';
import type { Decisions } from '../policy/decide.js';
import type { PolicyTable } from '../policy/table.js';
import type { Section } from '../schema/entry.js';
import type { ErrorCode } from '../schema/errors.js';
import type { PersonFacts, Population, StaffFacts } from '../schema/facts.js';
import type { NhsNumber } from '../schema/nhs-number.js';
import type { PartialDateTime } from '../schema/partial-date.js';
import type { Partner, Profile } from '../schema/profile.js';
import type { Viewer } from '../schema/viewer.js';
import type { DocumentContent, Store, StoredEntry } from '../store/store.js';
import type { StaffOf } from './staff.js';

/**
 * What outlives a request and knows no person: made once when the process starts. The profile, and what is made of it,
 * is the one in force when it is read; each request takes a copy, and so sees one version throughout.
 */
export interface Surroundings {
  readonly profile: Profile;
  readonly policy: PolicyTable;
  readonly store: Store;
  readonly population: Population;
  readonly partners: ReadonlyMap<string, Partner>;
  /** Names of the feeds of each partner that has any. */
  readonly feedsOf: ReadonlyMap<string, readonly string[]>;
  /** Newest receipt per feed, at most a few seconds old. */
  freshness(): Promise<ReadonlyMap<string, PartialDateTime>>;
  /** What the directory of staff says of a viewer (R4), at most a few seconds old. */
  readonly staffOf: StaffOf;
  /** Partners of whom no copy is held (R35); left out where there are none. */
  readonly viewOnly?: ViewOnlyPartners | undefined;
}

/** Partners that are asked when somebody looks; what they answer lives as long as the request. */
export interface ViewOnlyPartners {
  /** ODS codes. */
  readonly partners: ReadonlySet<string>;
  /** Never throws for a partner that cannot be asked: it is in `unavailable`, with the reason. */
  read(
    nhsNumber: NhsNumber,
    asker: Pick<Viewer, 'userId' | 'roleCode' | 'organisation' | 'purpose'> & { readonly requestId: string },
  ): Promise<PersonElsewhere>;
}

/** What view-only partners say of a person. */
export interface PersonElsewhere {
  readonly facts: Pick<PersonFacts, 'known' | 'involvements' | 'objections' | 'sensitiveAddress'>;
  readonly entries: readonly StoredEntry[];
  /** Files of the entries, by SHA-256 in hexadecimal. */
  readonly files: ReadonlyMap<string, DocumentContent>;
  /** Partners that did not answer, or of whose answer something could not be read. */
  readonly unavailable: ReadonlyMap<string, ErrorCode>;
}

/** A person as one request knows them: facts and entries, read once. */
export interface PersonInRequest {
  readonly __typename: 'Patient';
  readonly nhsNumber: NhsNumber;
  readonly facts: PersonFacts;
  readonly entries: readonly StoredEntry[];
  /** What view-only partners answered; undefined where none was asked. */
  readonly elsewhere: PersonElsewhere | undefined;
  /** The policy's answers about this viewer and this person, the checks of the person made once. */
  readonly decisions: Decisions;
  /** Verdicts of the rules already evaluated about this person (once per rule). */
  readonly verdicts: Map<object, unknown>;
  /** The sections entered so far, each opened once however often an operation names it. */
  readonly sections: Map<Section, unknown>;
}

/**
 * What one request shares between the subgraphs that answer it. Made anew for each request and
 * never kept: nothing in it outlives the request or mixes viewers or people.
 */
export interface RecordContext {
  readonly surroundings: Surroundings;
  readonly viewer: Viewer;
  /** What the directory of staff says of the viewer (R4); left out where it does not know them. */
  readonly staff?: StaffFacts | undefined;
  /** The moment of the request: time is a fact, the same for every decision of the request. */
  readonly now: Date;
  readonly requestId: string;
  readonly operation: { readonly name: string | undefined; readonly hash: string };
  readonly collector: DisclosureCollector;
  /** Sections the operation selects, over all subgraphs of this process: what {@link person} reads. */
  readonly sections: readonly Section[];
  /**
   * What a subgraph keeps until the request ends, by a key of its own. Not in a WeakMap of the module: what that leads to from its
   * values would be held until all memory is gone through, whole records of thousands of requests.
   */
  readonly kept: Map<object, unknown>;
  /**
   * The person, with facts and the entries of `sections`, read once per request in one round trip;
   * sensitive entries are left out. Throws (outage) rather than answering empty.
   */
  person(nhsNumber: NhsNumber): Promise<PersonInRequest>;
}
