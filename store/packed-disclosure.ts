import type { Disclosure, DisclosedField } from '../schema/disclosure.js';

/**
 * How a disclosure is kept: fields shown from the same entries share one list of them. One query of a
 * whole record returns some 200 coordinates of a hundred entries; listed field by field they would be
 * twenty times as long, and the audit write is what every answer waits for.
 */
interface Packed extends Omit<Disclosure, 'returned'> {
  readonly returned: readonly PackedFields[];
}

interface PackedFields {
  /** What the coordinates begin with: `ProblemListEntry.`. */
  readonly of: string;
  readonly partners: readonly string[];
  readonly entries: readonly string[];
  /** Rest of the coordinate → count. */
  readonly counts: Record<string, number>;
}

/** The text of a disclosure as it is stored. */
export function packDisclosure(disclosure: Disclosure): string {
  const groups = new Map<string, Map<readonly string[], PackedFields[]>>();
  const returned: PackedFields[] = [];
  for (const { coordinate, count, partners, entries } of disclosure.returned) {
    const dot = coordinate.indexOf('.') + 1;
    const of = coordinate.slice(0, dot);
    let byEntries = groups.get(of);
    if (!byEntries) groups.set(of, (byEntries = new Map()));
    let candidates = byEntries.get(entries);
    if (!candidates) byEntries.set(entries, (candidates = []));
    let group = candidates.find((each) => each.partners === partners);
    if (!group) {
      group = { of, partners, entries, counts: {} };
      candidates.push(group);
      returned.push(group);
    }
    group.counts[coordinate.slice(dot)] = count;
  }
  const packed: Packed = { ...disclosure, returned };
  return JSON.stringify(packed);
}

/** The disclosure that {@link packDisclosure} wrote. */
export function unpackDisclosure(text: string): Disclosure {
  const packed = JSON.parse(text) as Packed;
  const returned = packed.returned.flatMap(({ of, partners, entries, counts }) =>
    Object.entries(counts).map(([rest, count]): DisclosedField => ({ coordinate: of + rest, count, partners, entries })),
  );
  return { ...packed, returned };
}
