import type { FeedFile } from '../feed-file.js';
import type { Moment } from '../calendar.js';
import type { Making } from '../person.js';
import type { Clinician } from '../words/names.js';
import { clinicians } from '../words/names.js';

/** What one person's sources share while they tell: message numbers, keys, and who treats whom. */
export interface Teller extends Making {
  /** A message number that the facility has not used before. */
  control(facility: string): string;
  /** A key of this person that is not used twice. */
  key(prefix: string): string;
  clinician(): Clinician;
}

export function tellerOf(making: Making): Teller {
  const counts = new Map<string, number>();
  const count = (of: string): number => {
    const next = (counts.get(of) ?? 0) + 1;
    counts.set(of, next);
    return next;
  };
  const person = String(making.person.index).padStart(4, '0');
  return {
    ...making,
    control: (facility) => `${facility}${person}${String(count(`control ${facility}`)).padStart(4, '0')}`,
    key: (prefix) => `${prefix}${person}${String(count(`key ${prefix}`)).padStart(3, '0')}`,
    clinician: () => making.random.pick(clinicians),
  };
}

/** Files of one person in the order in which they were sent; what was sent at one moment keeps its order. */
export function inOrderSent(files: readonly FeedFile[]): readonly FeedFile[] {
  return [...files].sort((one, other) => one.at - other.at);
}

/** A moment of the sending that follows `moment` by `minutes`, but is never in the future. */
export function soonAfter(moment: Moment, minutes: number, now: Moment): Moment {
  return Math.min(moment + minutes * 60_000, now) as Moment;
}
