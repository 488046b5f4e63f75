import type { Disclosure } from '../schema/disclosure.js';
import type { Body, Refused, Section, Translation } from '../schema/entry.js';
import type { PersonFacts, Population } from '../schema/facts.js';
import type { NhsNumber } from '../schema/nhs-number.js';
import type { PartialDateTime } from '../schema/partial-date.js';
import type { GovernanceStore } from './governance/records.js';
import type { AccessStore } from './access/access-store.js';
import type { DocumentContent } from './contents/description.js';
import type { Applied, ReceivedMessage } from './received.js';
import type { InboxPlace } from './inbox/applier.js';
import type { InboxStore } from './inbox/inbox-store.js';
import type { FileStore } from './files/file-store.js';
import type { RetentionStore } from './retention/retention-store.js';
import type { SnapshotStore } from './snapshots/snapshot-store.js';

/** One current entry of a person, as read. */
export interface StoredEntry<S extends Section = Section> {
  readonly id: string;
  readonly section: S;
  /** ODS code of the partner that controls it. */
  readonly partner: string;
  /** First and last millisecond (UTC) of the entry's period; see `schema/sections.ts`. */
  readonly startsMs: number | undefined;
  readonly endsMs: number | undefined;
  /** The elements, with `provenance` (all of it but the partner, which the reader adds). */
  readonly body: Body<S> & { provenance: StoredProvenance };
}

export interface StoredProvenance {
  readonly system?: string;
  readonly feed: string;
  readonly format: string;
  readonly messageType: string;
  /** Absent where the message is about something else than the entry. */
  readonly messageIdentifier?: string;
  readonly recordedAt?: PartialDateTime;
  readonly receivedAt: PartialDateTime;
  readonly nhsNumberStatus?: string;
}

export type { DocumentContent } from './contents/description.js';
export type { Applied, ReceivedMessage } from './received.js';

/** Which document a link opens, and for whom. */
export interface NewDocumentLink {
  readonly nhsNumber: NhsNumber;
  readonly entryId: string;
  readonly userId: string;
  readonly sessionId: string;
}

export interface DocumentLink extends NewDocumentLink {
  readonly state: 'open' | 'used' | 'expired';
}

export interface IssuedLink {
  /** 43 characters of base64url; kept nowhere but with whoever asked. */
  readonly token: string;
  readonly expiresAt: PartialDateTime;
}

export interface DisclosureQuery {
  readonly nhsNumber: NhsNumber;
  readonly fromMs?: number;
  readonly toMs?: number;
  readonly userId?: string;
  readonly first: number;
  readonly offset: number;
}

/**
 * The record store: all SQL lives behind it. Every method throws RecordError STORE_UNAVAILABLE
 * (or AUDIT_UNAVAILABLE for disclosures) when the database cannot answer; none answers empty instead.
 */
export interface Store extends GovernanceStore {
  population(): Promise<Population>;
  /** Sets what kind of people this store holds; allowed only while it is empty. */
  setPopulation(population: Population): Promise<void>;
  /** A remark that a process keeps for later starts, by name; undefined when there is none. Never about a person. */
  note(name: string): Promise<string | undefined>;
  keepNote(name: string, value: string): Promise<void>;
  /** Whether anything was ever received or recorded. */
  isEmpty(): Promise<boolean>;

  /** Facts and current, non-sensitive entries of the sections named, in no order, in one round trip. */
  readPerson(
    nhsNumber: NhsNumber,
    sections: readonly Section[],
  ): Promise<{ readonly facts: PersonFacts; readonly entries: readonly StoredEntry[] }>;
  /** Newest receipt per feed name, for freshness (R29). */
  lastReceivedByFeed(): Promise<ReadonlyMap<string, PartialDateTime>>;

  /**
   * Applies translated units, each exactly once, in one transaction for the batch: receipt, raw bytes,
   * statements, folded entries. A unit already received (same feed, message identifier and bytes) is a
   * duplicate and changes nothing.
   */
  apply(
    units: readonly {
      readonly message: ReceivedMessage;
      readonly translation: Translation;
      readonly refused: readonly Refused[];
    }[],
  ): Promise<readonly Applied[]>;
  /** Keeps what could not be translated, with bytes and reason. */
  quarantine(message: ReceivedMessage, reason: Refused): Promise<Applied>;

  /** What arrived and is to be applied. */
  readonly inbox: InboxStore;
  /** Where another thread of this process finds it. */
  readonly inboxPlace: InboxPlace;

  /** Files that are all an authority holds of a period. */
  readonly snapshots: SnapshotStore;

  /** What is kept no longer than the profile says. */
  readonly retention: RetentionStore;

  /** Files that are read as they come. */
  readonly files: FileStore;

  /** The file of a person's document, by the hash that its entry says; undefined when it is not held. */
  readDocument(nhsNumber: NhsNumber, partner: string, sha256: string): Promise<DocumentContent | undefined>;
  /** Makes links that each open one document once, within a minute. Answers them in the order asked. */
  issueDocumentLinks(links: readonly NewDocumentLink[]): Promise<readonly IssuedLink[]>;
  /** What a token stands for, whatever became of it; undefined when it stands for nothing. */
  documentLink(token: string): Promise<DocumentLink | undefined>;
  /** Uses a link up; false when somebody did before, or it is too old. */
  useDocumentLink(token: string): Promise<boolean>;

  appendDisclosures(disclosures: readonly Disclosure[]): Promise<void>;
  readDisclosures(query: DisclosureQuery): Promise<{ readonly totalCount: number; readonly disclosures: readonly Disclosure[] }>;

  /** What the front door keeps: staff, sessions, refused accesses. */
  readonly access: AccessStore;

  close(): Promise<void>;
}
