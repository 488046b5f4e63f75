/** What people decide about their record, and what staff claim of them, as the store keeps it. */
import type { Section } from '../../schema/entry.js';
import type { ClaimInForce, ConsentAnswer, ObjectionInForce } from '../../schema/facts.js';
import type { NhsNumber } from '../../schema/nhs-number.js';
import type { PartialDateTime } from '../../schema/partial-date.js';

/** Who does something, as the token says. */
export interface By {
  readonly userId: string;
  /** ODS code. */
  readonly organisation?: string;
  readonly role?: string | undefined;
}

/** Who speaks: the person, or a parent or guardian for a child (R16), who says in words which of them. */
export interface Speaker {
  readonly speaker: 'person' | 'parent-or-guardian';
  readonly relationship?: string;
}

/** Decided: `upheld` hides for good, `not-upheld` no longer hides (R15). `recorded` is not yet taken up. */
export type ReviewState = 'recorded' | 'under-review' | 'upheld' | 'not-upheld';

/** An objection as kept, in force or not. */
export interface StoredObjection extends ObjectionInForce {
  readonly version: number;
  readonly state: ReviewState;
  readonly recordedAt: PartialDateTime;
  readonly recordedBy: string;
  /** Who objects; left out: the person. */
  readonly objector?: Speaker;
  readonly reason?: string;
  readonly review?: Review;
  readonly withdrawnAt?: PartialDateTime;
}

/** The newest step of a review. */
export interface Review {
  readonly reviewedAt: PartialDateTime;
  readonly reviewedBy: string;
  /** Code of the profile's ground for not upholding. */
  readonly ground?: string;
  readonly reason: string;
}

export interface NewObjection {
  readonly nhsNumber: NhsNumber;
  readonly sections?: readonly Section[];
  readonly sourcePartners?: readonly string[];
  readonly recipientPartners?: readonly string[];
  readonly objector?: Speaker;
  /** Whether the profile has it reviewed, so that it waits for a decision. */
  readonly underReview?: boolean;
  readonly reason?: string;
  readonly recordedBy: string;
  readonly organisation?: string;
  readonly role?: string | undefined;
  /** Chosen by the caller; the same key of one user never records twice for a person. */
  readonly idempotencyKey: string;
}

/** A change of something that is kept in versions: only the version that was seen can be changed. */
export interface Change {
  readonly id: string;
  readonly version: number;
  readonly by: By;
  readonly reason: string;
  /** With it, a repetition by the same user answers as the first did. */
  readonly idempotencyKey?: string | undefined;
}

export interface ObjectionReview extends Change {
  readonly to: Exclude<ReviewState, 'recorded'>;
  readonly ground?: string | undefined;
}

/** Of whom it is. */
export interface OfPerson {
  readonly nhsNumber: NhsNumber;
}

export interface NewConsent {
  readonly nhsNumber: NhsNumber;
  readonly answer: ConsentAnswer['answer'];
  readonly answeredBy: Speaker;
  readonly by: By & { readonly organisation: string };
  readonly idempotencyKey: string;
}

export interface StoredConsent extends ConsentAnswer {
  readonly id: string;
  readonly answeredAt: PartialDateTime;
  readonly answeredBy: Speaker;
  readonly recordedBy: string;
}

export interface NewClaim {
  readonly nhsNumber: NhsNumber;
  readonly kind: ClaimInForce['kind'];
  readonly ground?: string | undefined;
  readonly reason: string;
  readonly by: By & { readonly organisation: string };
  readonly fromMs: number;
  readonly untilMs: number;
  readonly idempotencyKey: string;
}

/** A claim as kept. One found not justified no longer counts, even before its time is over. */
export interface StoredClaim extends ClaimInForce, OfPerson {
  readonly version: number;
  readonly role?: string;
  readonly reason: string;
  readonly claimedAt: PartialDateTime;
  readonly review?: Review & { readonly outcome: ClaimOutcome };
}
export type ClaimOutcome = 'justified' | 'not-justified';

export interface ClaimReview extends Change {
  readonly outcome: ClaimOutcome;
}

/** One page of claims that nobody has reviewed yet, oldest first. */
export interface WaitingQuery {
  readonly kinds: readonly ClaimInForce['kind'][];
  readonly organisation?: string | undefined;
  readonly first: number;
  readonly offset: number;
}

export interface NewAddressFlag {
  readonly nhsNumber: NhsNumber;
  readonly reason: string;
  readonly by: By & { readonly organisation: string };
  readonly idempotencyKey: string;
}

/** A flag by which a member of staff hides where the person is (R23), until somebody lifts it. */
export interface StoredAddressFlag extends OfPerson {
  readonly id: string;
  readonly version: number;
  readonly organisation: string;
  readonly reason: string;
  readonly setAt: PartialDateTime;
  readonly setBy: string;
  readonly lifted?: { readonly at: PartialDateTime; readonly by: string; readonly reason: string };
}

/** A page of what one user looked at. */
export interface OwnAccessQuery {
  readonly userId: string;
  /** Only of this person. */
  readonly nhsNumber?: NhsNumber | undefined;
  readonly first: number;
  readonly offset: number;
}

/** One operation of a user that touched a person's record. */
export interface OwnAccess extends OfPerson {
  readonly id: string;
  readonly at: PartialDateTime;
  readonly purpose: string;
  readonly relationship?: string;
  readonly operationName?: string;
  readonly fieldsShown: number;
  readonly fieldsWithheld: number;
}

/** What the audit says an access to one's own accesses rests on. */
export const ownAccessGround = 'own accesses';

/** A list of people who opted out, as loaded from a file. */
export interface OptOutList {
  readonly kind: OptOutKind;
  readonly source: string;
  readonly fileName: string;
  readonly dated: PartialDateTime;
  readonly loadedAt: PartialDateTime;
  /** How many it names. */
  readonly people: number;
}
export type OptOutKind = 'national' | 'gp-dissent';

export interface NewOptOutList {
  readonly kind: OptOutKind;
  /** Whose list it is; a newer one of the same kind and source replaces it. */
  readonly source: string;
  readonly fileName: string;
  readonly sha256: Uint8Array;
  /** The day the list speaks of, YYYY-MM-DD. */
  readonly dated: string;
  readonly loadedBy: string;
  /** Whether somebody has looked at why it names far fewer people than the last one. */
  readonly isConfirmed: boolean;
}

/** The part of the store that keeps what is decided about people. Nothing is deleted; every act is kept with who and why. */
export interface GovernanceStore {
  objectionsOf(nhsNumber: NhsNumber): Promise<readonly StoredObjection[]>;
  /** One objection with its person: who may change it is decided before it is. Undefined when there is none. */
  objection(id: string): Promise<(StoredObjection & OfPerson) | undefined>;
  /** @throws RecordError IDEMPOTENCY_CONFLICT */
  recordObjection(objection: NewObjection): Promise<StoredObjection>;
  /** @throws RecordError NOT_FOUND, VERSION_CONFLICT, IDEMPOTENCY_CONFLICT */
  withdrawObjection(change: Change): Promise<StoredObjection & OfPerson>;
  /**
   * Takes an objection up for review, or decides it. One that is decided can be taken up again, and only then be decided anew.
   * @throws RecordError NOT_FOUND, VERSION_CONFLICT, IDEMPOTENCY_CONFLICT, BAD_REQUEST
   */
  reviewObjection(review: ObjectionReview): Promise<StoredObjection & OfPerson>;

  /** Newest first. */
  consentsOf(nhsNumber: NhsNumber): Promise<readonly StoredConsent[]>;
  /** @throws RecordError IDEMPOTENCY_CONFLICT */
  recordConsent(consent: NewConsent): Promise<StoredConsent>;

  claim(id: string): Promise<StoredClaim | undefined>;
  /** @throws RecordError IDEMPOTENCY_CONFLICT */
  makeClaim(claim: NewClaim): Promise<StoredClaim>;
  /** @throws RecordError NOT_FOUND, VERSION_CONFLICT, IDEMPOTENCY_CONFLICT */
  reviewClaim(review: ClaimReview): Promise<StoredClaim>;
  claimsWaiting(query: WaitingQuery): Promise<{ readonly totalCount: number; readonly claims: readonly StoredClaim[] }>;

  /** Set and lifted, newest first. */
  addressFlagsOf(nhsNumber: NhsNumber): Promise<readonly StoredAddressFlag[]>;
  addressFlag(id: string): Promise<StoredAddressFlag | undefined>;
  /** @throws RecordError IDEMPOTENCY_CONFLICT */
  setAddressFlag(flag: NewAddressFlag): Promise<StoredAddressFlag>;
  /** @throws RecordError NOT_FOUND, VERSION_CONFLICT, IDEMPOTENCY_CONFLICT */
  liftAddressFlag(change: Change): Promise<StoredAddressFlag>;

  /**
   * Puts a list in the place of the last one of its kind and source, as a whole or not at all. The same file loaded
   * again changes nothing.
   * @param chunks numbers in the order of the file; repetitions count once
   * @throws RecordError SNAPSHOT_HELD where it names far fewer than the last one, and whatever `chunks` throws
   */
  loadOptOuts(
    list: NewOptOutList,
    chunks: AsyncIterable<readonly NhsNumber[]>,
  ): Promise<{ readonly list: OptOutList; readonly isNew: boolean; readonly replaced?: OptOutList }>;
  /** The lists that stand. */
  optOutLists(): Promise<readonly OptOutList[]>;

  /** What a user was shown, newest first; their looks at this very list left out. */
  accessesBy(query: OwnAccessQuery): Promise<{ readonly more: boolean; readonly accesses: readonly OwnAccess[] }>;
}
