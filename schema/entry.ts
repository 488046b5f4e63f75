import type { NhsNumber, NhsNumberStatus } from './nhs-number.js';
import type { PartialDateTime } from './partial-date.js';
import type { SectionEntries } from './prsb.generated.js';

/** The name of a section: its field on Patient. */
export type Section = keyof SectionEntries;

/** What an adapter says of one entry: every element of the section but what the store adds. */
export type Body<S extends Section = Section> = Omit<SectionEntries[S], 'id' | 'provenance' | 'alsoRecordedBy' | 'content'>;

/** The file of a document as it came, decoded from its transport only. What it really is the store finds out. */
export interface DocumentFile {
  readonly bytes: Uint8Array;
  /** What the sender calls it: a media type, as sent. */
  readonly declaredType?: string;
}

/**
 * Whom a fact is about, by the identifier the source used: an NHS number, or a local identifier
 * written `authority|identifier`. Resolved to a person when read, so a merge never moves a row.
 */
export type Subject = NhsNumber | (string & { readonly __brand: 'LocalSubject' });

/** `authority|identifier`, trimmed; the authority is an ODS code or as the feed configuration names it. */
export function localSubject(authority: string, identifier: string): Subject {
  return `${authority.trim()}|${identifier.trim()}` as Subject;
}

/** How a person's involvement with an organisation came about (R2). */
export type RelationshipKind =
  'registered-practice' | 'admission' | 'attendance' | 'referral' | 'appointment' | 'social-care-service' | 'social-care-case';

/** Evidence that an organisation is directly involved in the person's care. */
export interface Involvement {
  readonly kind: RelationshipKind;
  /** ODS code of the organisation involved. */
  readonly organisation: string;
  readonly from?: PartialDateTime;
  /** Absent while it goes on. */
  readonly until?: PartialDateTime;
  /** Codes (specialty, clinic, reason) by which a sensitive involvement is recognised and left out. */
  readonly codes?: readonly string[];
}

/** Puts an entry: replaces whatever this partner said under the same section and key. */
export interface PutEntry<S extends Section = Section> {
  readonly kind: 'put';
  readonly subject: Subject;
  readonly section: S;
  /** The source's own key of the fact, stable across messages: visit number, filler order number + code, … */
  readonly key: string;
  readonly body: Body<S>;
  /** When the source recorded it. */
  readonly recordedAt?: PartialDateTime;
  /** Name of the snapshot list this entry belongs to, if any (see {@link SnapshotList}). */
  readonly list?: string;
  /**
   * Codes of the source that no element of the section can hold, as `system|code` (the code alone where the
   * system is not known). Never shown: by them a sensitive entry is recognised.
   */
  readonly codes?: readonly string[];
  /** The file, of an entry of Documents. It is kept apart from the entry and never handed out with it. */
  readonly content?: DocumentFile;
}

/** A change within an element: what stands beside it in the element is left. */
export interface NestedChange {
  /** Field names from the entry down: `medicationItemCluster.route`. */
  readonly path: string;
  /**
   * Named where several source fields fill one list: `value` then is all the items of this one (`PID-13`), and those
   * of the other fields stay.
   */
  readonly part?: string;
  /** Null deletes. */
  readonly value: unknown;
}

/** Changes an entry: an element that is absent is left, one that is null is deleted (HL7 `""`). */
export interface PatchEntry<S extends Section = Section> {
  readonly kind: 'patch';
  readonly subject: Subject;
  readonly section: S;
  readonly key: string;
  readonly changes: { readonly [K in keyof Body<S>]?: Body<S>[K] | null };
  /** Changes within elements, made after `changes`. */
  readonly nested?: readonly NestedChange[];
  readonly recordedAt?: PartialDateTime;
  readonly list?: string;
  /** As {@link PutEntry.codes}; added to those of earlier statements, as the elements they stand behind may remain. */
  readonly codes?: readonly string[];
}

/** Takes an entry back: cancelled, deleted, entered in error, wrong patient. It is kept, and not shown. */
export interface RetractEntry {
  readonly kind: 'retract';
  readonly subject: Subject;
  readonly section: Section;
  readonly key: string;
  readonly because: 'cancelled' | 'deleted' | 'entered-in-error' | 'wrong-patient';
}

/**
 * A snapshot: of this partner's entries in `list` of `section`, these keys are all there are now.
 * Entries of the list that it does not name end; another partner's never do.
 */
export interface SnapshotList {
  readonly kind: 'list';
  readonly subject: Subject;
  readonly section: Section;
  readonly list: string;
  readonly keys: readonly string[];
}

/** Sets or changes an involvement, under the key of the visit, service or registration it comes from. */
export interface InvolvementStatement {
  readonly kind: 'involvement';
  readonly subject: Subject;
  readonly key: string;
  /** `patch`: absent is left, null is deleted. `retract`: it never was. */
  readonly op: 'put' | 'patch' | 'retract';
  readonly involvement: { readonly [K in keyof Involvement]?: Involvement[K] | null };
}

/** A local identifier and an NHS number that the source gives for the same person. */
export interface LinkStatement {
  readonly kind: 'link';
  readonly subject: Subject;
  readonly nhsNumber: NhsNumber;
  readonly status?: NhsNumberStatus;
}

/** Two identifiers of one person: `discarded` leads to `survivor` from now on (A40, A47, A34). */
export interface MergeStatement {
  readonly kind: 'merge';
  readonly discarded: Subject;
  readonly survivor: Subject;
}

/**
 * Identifiers that turned out not to be of one person (A37): what was stated before about the two, a link or a merge
 * in either direction, no longer counts. Stated again later, it does. No fact moves: each stays with its own identifier.
 */
export interface UnlinkStatement {
  readonly kind: 'unlink';
  readonly subject: Subject;
  readonly from: Subject;
}

/** The person's dissent from sharing, by feed (ZU8-2). Only an explicit consent weakens it. */
export interface ObjectionStatement {
  readonly kind: 'objection';
  readonly subject: Subject;
  readonly action: 'record' | 'withdraw';
  readonly sections?: readonly Section[];
}

/** A flag that hides where the person is (ZU8-4, PV1-16, PDS). Only an explicit 0 lifts it. */
export interface SensitiveAddressStatement {
  readonly kind: 'sensitive-address';
  readonly subject: Subject;
  readonly hidden: boolean;
}

export type Statement =
  | { readonly [S in Section]: PutEntry<S> | PatchEntry<S> }[Section]
  | RetractEntry
  | SnapshotList
  | InvolvementStatement
  | LinkStatement
  | MergeStatement
  | UnlinkStatement
  | ObjectionStatement
  | SensitiveAddressStatement;

/** What one message, document or row says: the whole result of an adapter. */
export interface Translation {
  /** The sender as it names itself: `MSH-3|MSH-4`, document custodian, authority of the file. */
  readonly sender: string;
  /** MSH-10, document id with version, or file name with line number. */
  readonly messageIdentifier: string;
  /** `ADT^A01`, `CDA 34133-9`, `CLD Service`. */
  readonly messageType: string;
  /**
   * When it was true by the sender's clock (EVN-6, EVN-2, MSH-7, effectiveTime). Orders what one
   * partner says of one entry, whatever the order of arrival. Absent: the time of receipt.
   */
  readonly statedAt?: PartialDateTime;
  readonly nhsNumberStatus?: NhsNumberStatus;
  readonly statements: readonly Statement[];
  /** Source leaves that an entry or statement was made from: `PID-5.1`, element path, column name. */
  readonly mapped: readonly string[];
  /** Non-empty source leaves that have no home in the model; kept with the message. */
  readonly unmapped: readonly string[];
}

/** Part of a message that could not be translated, while the rest stands (a row, a repetition, a section). */
export interface Refused {
  readonly code: import('./errors.js').ErrorCode;
  /** Where: never a value. */
  readonly location: string;
  readonly detail?: string;
}
