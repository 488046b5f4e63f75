/** Something a profile says that cannot be meant, or that somebody should look at. */
export interface Finding {
  /** An error is refused when the process starts. A warning is not: what it is about then refuses, or does nothing. */
  readonly severity: 'error' | 'warning';
  /** Where in the profile. */
  readonly path: readonly PropertyKey[];
  /** What is wrong and what to do. */
  readonly message: string;
}

export const error = (path: readonly PropertyKey[], message: string): Finding => ({ severity: 'error', path, message });
export const warning = (path: readonly PropertyKey[], message: string): Finding => ({ severity: 'warning', path, message });
