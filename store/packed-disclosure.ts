import { createHash } from 'node:crypto';
import type { Disclosure, DisclosedField } from '../schema/disclosure.js';

/**
 * How a disclosure is kept. Every answer waits for this write, and one query of a whole record returns
 * some 200 coordinates of a hundred entries: fields shown from the same entries share one list of those,
 * and the list of coordinates, the same whenever the same is asked, is kept once under its hash.
 */
interface Packed extends Omit<Disclosure, 'returned'> {
  readonly returned: readonly PackedFields[];
}

interface PackedFields {
  /** Hash of the list of coordinates. */
  readonly shape: string;
  /** Count of each, in the order of the list. */
  readonly counts: readonly number[];
  readonly partners: readonly string[];
  readonly entries: readonly string[];
}

/** A list of coordinates, as disclosures name it. */
export interface Shape {
  readonly hash: string;
  /** One a line. */
  readonly coordinates: string;
}

interface Group {
  readonly coordinates: string[];
  readonly counts: number[];
  readonly partners: readonly string[];
  readonly entries: readonly string[];
}

/** The text of a disclosure as it is stored, and the shapes it needs. */
export function packDisclosure(disclosure: Disclosure): { readonly document: string; readonly shapes: readonly Shape[] } {
  const groups = new Map<readonly string[], Group[]>();
  for (const { coordinate, count, partners, entries } of disclosure.returned) {
    let sharing = groups.get(entries);
    if (!sharing) groups.set(entries, (sharing = []));
    let group = sharing.find((each) => each.partners === partners);
    if (!group) sharing.push((group = { coordinates: [], counts: [], partners, entries }));
    group.coordinates.push(coordinate);
    group.counts.push(count);
  }
  const shapes: Shape[] = [];
  const returned = [...groups.values()].flat().map(({ coordinates, counts, partners, entries }): PackedFields => {
    const shape = shapeOf(coordinates.join('\n'));
    shapes.push(shape);
    return { shape: shape.hash, counts, partners, entries };
  });
  const packed: Packed = { ...disclosure, returned };
  return { document: JSON.stringify(packed), shapes };
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

/** Hashes of the shapes that a stored disclosure names. */
export function shapesNamedIn(document: string): readonly string[] {
  return (JSON.parse(document) as Packed).returned.map(({ shape }) => shape);
}

/**
 * The disclosure that {@link packDisclosure} wrote.
 * @throws Error when a shape is missing: half a disclosure would be a wrong one.
 */
export function unpackDisclosure(document: string, coordinatesOf: ReadonlyMap<string, string>): Disclosure {
  const packed = JSON.parse(document) as Packed;
  const returned = packed.returned.flatMap(({ shape, counts, partners, entries }) => {
    const coordinates = coordinatesOf.get(shape);
    if (coordinates === undefined) throw new Error('a shape of a disclosure is missing');
    return coordinates.split('\n').map((coordinate, i): DisclosedField => ({ coordinate, count: counts[i]!, partners, entries }));
  });
  return { ...packed, returned };
}
