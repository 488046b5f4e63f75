/**
 * A circuit breaker: after a run of failures a source is left alone for a while, so that a partner that is down
 * costs nobody the whole deadline; then one question tries whether it is back.
 */
export interface Breaker {
  /** Whether the source may be asked now. Of several that ask while it is half open, one may. */
  admits(nowMs: number): boolean;
  succeeded(): void;
  failed(nowMs: number): void;
}

const failuresInARow = 3;
const restMs = 15_000;

export function openBreaker({ failures = failuresInARow, rest = restMs } = {}): Breaker {
  let inARow = 0;
  let opensAgainMs = 0;
  return {
    admits(nowMs) {
      if (inARow < failures) return true;
      if (nowMs < opensAgainMs) return false;
      // The one that tries; the others go on waiting until it has told.
      opensAgainMs = nowMs + rest;
      return true;
    },
    succeeded() {
      inARow = 0;
    },
    failed(nowMs) {
      inARow++;
      if (inARow >= failures) opensAgainMs = nowMs + rest;
    },
  };
}
