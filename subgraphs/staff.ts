import type { StaffFacts } from '../schema/facts.js';
import type { Viewer } from '../schema/viewer.js';

/** What the directory says counts for so long: training that lapsed and accounts that ended are refused after it. */
const freshMs = 5_000;
const keptAtMost = 10_000;

/** What the directory of staff says of a viewer (R4), undefined where it does not know them. */
export type StaffOf = (
  viewer: Pick<Viewer, 'userId' | 'organisation'>,
) => StaffFacts | undefined | Promise<StaffFacts | undefined>;

interface Held {
  readonly staff: StaffFacts | undefined;
  readonly atMs: number;
}

/** Keeps answers of the directory for a few seconds. One that cannot be read throws: an outage, never a refusal. */
export function openStaff(read: (userId: string, organisation: string) => Promise<StaffFacts | undefined>): StaffOf {
  const held = new Map<string, Held>();
  return ({ userId, organisation }) => {
    const key = JSON.stringify([userId, organisation]);
    const known = held.get(key);
    if (known !== undefined && Date.now() - known.atMs < freshMs) return known.staff;
    return read(userId, organisation).then((staff) => {
      held.delete(key);
      held.set(key, { staff, atMs: Date.now() });
      if (held.size > keptAtMost) held.delete(held.keys().next().value!);
      return staff;
    });
  };
}
