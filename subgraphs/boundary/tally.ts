/** Counting what leaves, by coordinate: how many values each selected field has, and in which entries. */
import type { Selected } from './selection.js';

type Outgoing = Readonly<Record<string, unknown>>;

/** The selected fields of an operation in the order of the audit: a field, those below it, then the next. */
interface Plan {
  readonly fields: readonly PlannedField[];
  /** Of all of them: {@link PlannedField.place} is the place in it. */
  readonly coordinates: readonly string[];
}

interface PlannedField {
  readonly name: string;
  readonly place: number;
  readonly children: readonly PlannedField[];
}

// By selection, which lives as long as its operation is kept; it holds names and no person's data.
const plans = new WeakMap<readonly Selected[], Plan>();

function planOf(selected: readonly Selected[]): Plan {
  const known = plans.get(selected);
  if (known) return known;
  const coordinates: string[] = [];
  const planned = (fields: readonly Selected[]): readonly PlannedField[] =>
    fields.map(({ name, coordinate, children }) => {
      const place = coordinates.push(coordinate) - 1;
      return { name, place, children: planned(children) };
    });
  const plan = { fields: planned(selected), coordinates };
  plans.set(selected, plan);
  return plan;
}

/** Bits of a word of a set of entries. */
const bits = 32;

/** Values of the selected fields in `parents`; of several values in one parent, the parent counts once. */
export class Tally {
  /** Coordinates, in the order of the audit; the other lists are in the same order. */
  readonly coordinates: readonly string[];
  readonly counts: Int32Array;
  private readonly words: number;
  /** For each field, one bit for each parent that has a value of it. */
  private readonly held: Int32Array;

  constructor(selected: readonly Selected[], parents: readonly Outgoing[]) {
    const { fields, coordinates } = planOf(selected);
    this.coordinates = coordinates;
    this.words = Math.ceil(parents.length / bits);
    this.counts = new Int32Array(coordinates.length);
    this.held = new Int32Array(coordinates.length * this.words);
    for (let i = 0; i < parents.length; i++) this.add(fields, parents[i]!, i >>> 5, 1 << (i & 31));
  }

  /** Which parents have a value of the field at `place`: what is equal stands for equal sets. */
  setOf(place: number): number | string {
    return this.words === 1 ? this.held[place]! : this.held.subarray(place * this.words, (place + 1) * this.words).join();
  }

  /** Those of `owners`, one for each parent, that have a value of the field at `place`. */
  of<Owner>(place: number, owners: readonly Owner[]): Owner[] {
    return owners.filter((_, i) => (this.held[place * this.words + (i >>> 5)]! & (1 << (i & 31))) !== 0);
  }

  private add(fields: readonly PlannedField[], parent: Outgoing, word: number, bit: number): void {
    for (const field of fields) {
      const value = parent[field.name];
      if (value === undefined || value === null) continue;
      if (typeof value !== 'object') this.found(field.place, 1, word, bit);
      else if (Array.isArray(value)) {
        const values = value as readonly Outgoing[];
        if (values.length === 0) continue;
        this.found(field.place, values.length, word, bit);
        if (field.children.length > 0) for (const one of values) this.add(field.children, one, word, bit);
      } else if (!(value instanceof Error)) {
        this.found(field.place, 1, word, bit);
        if (field.children.length > 0) this.add(field.children, value as Outgoing, word, bit);
      }
    }
  }

  private found(place: number, count: number, word: number, bit: number): void {
    this.counts[place]! += count;
    this.held[place * this.words + word]! |= bit;
  }
}
