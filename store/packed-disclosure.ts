import { createHash } from 'node:crypto';
import type { Disclosure, DisclosedField } from '../schema/disclosure.js';

/**
 * How a disclosure is kept. Every answer waits for this write, and one query of a whole record returns
 * some 200 coordinates of a hundred entries: each entry is named once, fields say by number which of the sets of
 * entries they stood in, and the list of coordinates, the same whenever the same is shown, is kept once under its hash.
 */
interface Packed extends Omit<Disclosure, 'returned'> {
  readonly entries: readonly string[];
  readonly sets: readonly PackedSet[];
  readonly returned: readonly PackedFields[];
}

interface PackedSet {
  /** Places in the list of entries: `0-11,14`. */
  readonly at: string;
  readonly partners: readonly string[];
}

interface PackedFields {
  /** Hash of the list of coordinates. */
  readonly shape: string;
  /** Count of each, in the order of the list. */
  readonly counts: readonly number[];
  /** Set of entries of each: its place among the sets. */
  readonly in: readonly number[];
}

/** A list of coordinates, as disclosures name it. */
export interface Shape {
  readonly hash: string;
  /** One a line. */
  readonly coordinates: string;
}

/** The text of a disclosure as it is stored, and the shapes it needs. */
export function packDisclosure(disclosure: Disclosure): { readonly document: string; readonly shapes: readonly Shape[] } {
  const sets = new Sets();
  // Sections apart: what is held in one says nothing of the others, and so the same lists of coordinates come again.
  const groups = new Map<string, { readonly coordinates: string[]; readonly counts: number[]; readonly in: number[] }>();
  for (const { coordinate, count, partners, entries } of disclosure.returned) {
    const type = coordinate.slice(0, coordinate.indexOf('.'));
    let group = groups.get(type);
    if (!group) groups.set(type, (group = { coordinates: [], counts: [], in: [] }));
    group.coordinates.push(coordinate);
    group.counts.push(count);
    group.in.push(sets.placeOf(partners, entries));
  }
  const shapes: Shape[] = [];
  const returned = Array.from(groups.values(), ({ coordinates, counts, in: within }): PackedFields => {
    const shape = shapeOf(coordinates.join('\n'));
    shapes.push(shape);
    return { shape: shape.hash, counts, in: within };
  });
  const packed: Packed = { ...disclosure, entries: sets.entries, sets: sets.packed, returned };
  return { document: JSON.stringify(packed), shapes };
}

/** The distinct sets of entries of one disclosure, in order of appearance. */
class Sets {
  readonly packed: PackedSet[] = [];
  private readonly places = new Map<string, number>();
  private readonly byList = new Map<readonly string[], { readonly partners: readonly string[]; readonly place: number }>();
  private readonly byContent = new Map<string, number>();

  get entries(): readonly string[] {
    return [...this.places.keys()];
  }

  placeOf(partners: readonly string[], entries: readonly string[]): number {
    const known = this.byList.get(entries);
    if (known?.partners === partners) return known.place;
    const at = this.ranges(entries);
    const content = `${at} ${partners.join()}`;
    let place = this.byContent.get(content);
    if (place === undefined) {
      place = this.packed.push({ at, partners }) - 1;
      this.byContent.set(content, place);
    }
    this.byList.set(entries, { partners, place });
    return place;
  }

  /** Where the entries are in the list, in their order; one not yet there joins it. Neighbours are written as a range. */
  private ranges(entries: readonly string[]): string {
    const ranges: { readonly from: number; to: number }[] = [];
    for (const entry of entries) {
      let place = this.places.get(entry);
      if (place === undefined) this.places.set(entry, (place = this.places.size));
      const last = ranges.at(-1);
      if (last?.to === place - 1) last.to = place;
      else ranges.push({ from: place, to: place });
    }
    return ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join();
  }
}

const remembered = new Map<string, Shape>();
const rememberAtMost = 5_000;

function shapeOf(coordinates: string): Shape {
  let shape = remembered.get(coordinates);
  if (!shape) {
    shape = { hash: createHash('sha256').update(coordinates).digest('base64url'), coordinates };
    if (remembered.size >= rememberAtMost) remembered.clear();
    remembered.set(coordinates, shape);
  }
  return shape;
}

/** What a stored disclosure comes to, without what it names. */
export function summaryOf(document: string): {
  readonly relationship: string | undefined;
  readonly operationName: string | undefined;
  readonly fieldsShown: number;
  readonly fieldsWithheld: number;
} {
  const { relationship, operationName, returned, withheld } = JSON.parse(document) as Packed;
  const fieldsShown = returned.reduce((sum, { counts }) => sum + counts.length, 0);
  return { relationship, operationName, fieldsShown, fieldsWithheld: withheld.length };
}

/** Hashes of the shapes that a stored disclosure names. */
export function shapesNamedIn(document: string): readonly string[] {
  return (JSON.parse(document) as Packed).returned.map(({ shape }) => shape);
}

/**
 * The disclosure that {@link packDisclosure} wrote.
 * @throws Error when a shape is missing: half a disclosure would be a wrong one.
 */
export function unpackDisclosure(document: string, coordinatesOf: ReadonlyMap<string, string>): Disclosure {
  const { entries, sets, ...packed } = JSON.parse(document) as Packed;
  const unpacked = sets.map(({ at, partners }) => ({ partners, entries: entriesAt(at, entries) }));
  const returned = packed.returned.flatMap(({ shape, counts, in: within }) => {
    const coordinates = coordinatesOf.get(shape);
    if (coordinates === undefined) throw new Error('a shape of a disclosure is missing');
    return coordinates
      .split('\n')
      .map((coordinate, i): DisclosedField => ({ coordinate, count: counts[i]!, ...unpacked[within[i]!]! }));
  });
  return { ...packed, returned };
}

function entriesAt(ranges: string, entries: readonly string[]): readonly string[] {
  if (ranges === '') return [];
  return ranges.split(',').flatMap((range) => {
    const [from, to = from] = range.split('-').map(Number) as [number, number?];
    return entries.slice(from, to + 1);
  });
}
