import { restMs } from '../../store/attempts.js';

/** Who may begin with a file now, of the lanes that one process works on. */
export interface Turns {
  /** Asked before the work on the next file of a lane begins, of which so many attempts began and did not end. */
  mayBegin(lane: string, attempts: number): boolean;
  /** The attempts of before are no longer held against the file that is worked on. */
  cleared(lane: string): void;
  /** The work ended; or there was none for this process. */
  ended(lane: string): void;
  /** Lanes in which nothing waits claim no turn. */
  waiting(lanes: readonly string[]): void;
}

/**
 * A file that was begun and never ended may have ended the process, or have been beside the one that did: it waits until this process has
 * lived for a while, then goes alone, so that whatever comes of it is laid at no other's door. `aliveMs`: how long this process has lived.
 */
export function openTurns(aliveMs: () => number): Turns {
  const begun = new Set<string>();
  /** The lane whose file goes alone, or will once the others have ended. */
  let alone: string | undefined;
  return {
    mayBegin(lane, attempts) {
      if (aliveMs() < restMs(attempts)) return false;
      if (attempts > 0) alone ??= lane;
      if (alone !== undefined && (alone !== lane || begun.size > 0)) return false;
      begun.add(lane);
      return true;
    },
    cleared(lane) {
      if (alone === lane) alone = undefined;
    },
    ended(lane) {
      begun.delete(lane);
      if (alone === lane) alone = undefined;
    },
    waiting(lanes) {
      if (alone !== undefined && !begun.has(alone) && !lanes.includes(alone)) alone = undefined;
    },
  };
}
