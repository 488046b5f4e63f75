import type { Involvement, RelationshipKind } from '../schema/entry.js';
import { endOfInvolvementMs, isEvent } from '../schema/involvement.js';
import { earliestMs } from '../schema/partial-date.js';

/** Kinds that are planned ahead, and for which staff prepare: they count from one window before they begin. */
const planned: ReadonlySet<RelationshipKind> = new Set(['appointment', 'admission', 'social-care-service']);

/** Whether an involvement makes the care team's relationship legitimate at `nowMs` (R2), given its kind's window. */
export function countsAt(involvement: Involvement, nowMs: number, windowMs: number | undefined): boolean {
  if (windowMs === undefined) return false;
  const { kind, from } = involvement;
  if (from !== undefined) {
    const lead = planned.has(kind) ? windowMs : 0;
    // Not `>`: a date that cannot be read gives NaN, and must refuse.
    if (!(earliestMs(from) - lead <= nowMs)) return false;
  }
  const endMs = endOfInvolvementMs(involvement);
  if (endMs !== undefined) return endMs + windowMs >= nowMs;
  return !isEvent(kind);
}

/** The first involvement of `organisation` that counts at `nowMs`, or undefined when it has none. */
export function relationshipAt(
  involvements: readonly Involvement[],
  organisation: string,
  nowMs: number,
  windowMs: ReadonlyMap<RelationshipKind, number>,
): Involvement | undefined {
  for (const involvement of involvements) {
    if (involvement.organisation === organisation && countsAt(involvement, nowMs, windowMs.get(involvement.kind)))
      return involvement;
  }
  return undefined;
}
