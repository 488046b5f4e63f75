/**
 * Says which entries belong to a sensitive category (R22). The store asks when it writes, so that a
 * sensitive entry never leaves the database and nothing has to be left out later.
 */
export interface SensitiveLabeller {
  /** Changes whenever an answer could change; the store then labels everything anew. */
  readonly hash: string;
  /**
   * `section` is a section's name, or `involvement` for evidence of involvement (by its `codes`). `codes` are those
   * kept beside an entry (`system|code`, or the code alone). `partner` (ODS) is whose names of clinics and places count.
   */
  isSensitive(section: string, body: unknown, codes?: readonly string[], partner?: string): boolean;
}

/** Where there are no sensitive sets, nothing is sensitive. */
export const labelsNothing: SensitiveLabeller = { hash: 'none', isSensitive: () => false };
