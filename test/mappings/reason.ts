/** Why a leaf is kept with its message and not shown. */
export interface Reason {
  readonly why: string;
  /** Message types, document types or kinds of row it holds for; everywhere when absent. */
  readonly in?: RegExp;
  fits(leaf: string): boolean;
}

/** The first reason that fits; undefined where nobody has said why. */
export function firstReason(reasons: readonly Reason[], leaf: string, variant: string): string | undefined {
  return reasons.find((reason) => (reason.in?.test(variant) ?? true) && reason.fits(leaf))?.why;
}

/** The first reason that fits in whatever message the leaf stands. */
export function reasonEverywhere(reasons: readonly Reason[], leaf: string): string | undefined {
  return reasons.find((reason) => reason.in === undefined && reason.fits(leaf))?.why;
}
