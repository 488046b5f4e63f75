import type { NhsNumber } from '../../schema/nhs-number.js';
import type { PartialDateTime } from '../../schema/partial-date.js';

/** For how long after care ended a record is kept, seen from now. */
export interface Term {
  readonly years: number;
  /** Care that ended before this moment ended that long ago (UTC). */
  readonly before: PartialDateTime;
}

/** People by what their term says of them: counts, and nobody. */
export interface RetentionReport {
  /** Nothing of them is kept any longer than this. */
  readonly due: number;
  /** Their term is over, and a hold stands. */
  readonly held: number;
  /** Care goes on, or ended within the term, or something was said or decided of them within it. */
  readonly kept: number;
}

/** What one removal took away. */
export interface Removed {
  readonly people: number;
  readonly facts: number;
  readonly entries: number;
  readonly files: number;
}

/** Keeps records no longer than the profile says (R36). Every method throws RecordError STORE_UNAVAILABLE. */
export interface RetentionStore {
  report(term: Term): Promise<RetentionReport>;
  /** Removes the records of everybody who is due, one person at a time, each looked at anew; keeps that it did, by whom. */
  remove(term: Term, by: string): Promise<Removed>;
  /** Keeps a person's record whatever its term, until the hold is lifted. */
  hold(nhsNumber: NhsNumber, about: { readonly by: string; readonly reason: string }): Promise<void>;
  /** False when none stood. */
  liftHolds(nhsNumber: NhsNumber, by: string): Promise<boolean>;
}
