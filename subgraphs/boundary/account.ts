/** The audit of a section: every coordinate that leaves, with how many values, and of which partners and entries. */
import type { NhsNumber } from '../../schema/nhs-number.js';
import type { StoredEntry } from '../../store/store.js';
import type { RecordContext } from '../context.js';
import type { ReconciledEntry } from './same-fact.js';
import type { Selected } from './selection.js';

type Outgoing = Readonly<Record<string, unknown>>;

/** Where values came from: entries by identifier, partners by ODS code. */
interface Source {
  readonly of: readonly StoredEntry[];
  readonly partners: readonly string[];
  readonly entries: readonly string[];
}

const nobody: Source = { of: [], partners: [], entries: [] };

/** What of one section of one person leaves in one request. */
export class SectionAccount {
  private readonly sources = new Map<string, Source>();

  constructor(
    private readonly nhsNumber: NhsNumber,
    private readonly context: RecordContext,
  ) {}

  /** `chosen` leave as `outgoing`, in the same order, as far as they are `selected`. */
  entries(coordinate: string, selected: readonly Selected[], chosen: readonly ReconciledEntry[], outgoing: readonly Outgoing[]) {
    // That there is nothing is an answer about the person, too.
    const all = this.sourceOf(chosen);
    this.note(coordinate, chosen.length, all);
    for (const field of selected) {
      if (field.name === 'alsoRecordedBy') {
        const listed = outgoing.flatMap((parent) => parent[field.name] as readonly Outgoing[]);
        const others = this.sourceOf(chosen.flatMap(({ also }) => also ?? []));
        if (listed.length > 0) this.note(field.coordinate, listed.length, others);
        this.fields(field.children, listed, others.of, others);
      } else this.fields([field], outgoing, chosen, all);
    }
  }

  /** Values that are of no entry: a count, a coverage. */
  values(coordinate: string, count: number, selected: readonly Selected[], values: readonly object[]): void {
    this.note(coordinate, count, nobody);
    this.fields(selected, values as readonly Outgoing[], [], nobody);
  }

  /** `parents[i]` is of `owners[i]`, one of those of `all`; of several values of one entry, the entry counts once. */
  private fields(selected: readonly Selected[], parents: readonly Outgoing[], owners: readonly StoredEntry[], all: Source): void {
    for (const field of selected) {
      let count = 0;
      const below: Outgoing[] = [];
      const ownersBelow: StoredEntry[] = [];
      const held: StoredEntry[] = [];
      for (let i = 0; i < parents.length; i++) {
        const value = parents[i]![field.name];
        if (value === undefined || value === null || value instanceof Error) continue;
        const values = Array.isArray(value) ? (value as readonly Outgoing[]) : undefined;
        const length = values ? values.length : 1;
        if (length === 0) continue;
        count += length;
        const owner = owners[i];
        if (owner !== undefined && owner !== held.at(-1)) held.push(owner);
        if (field.children.length === 0) continue;
        if (values) below.push(...values);
        else below.push(value as Outgoing);
        if (owner !== undefined) for (let k = 0; k < length; k++) ownersBelow.push(owner);
      }
      if (count > 0) this.note(field.coordinate, count, held.length === all.of.length ? all : this.sourceOf(held));
      if (below.length > 0) this.fields(field.children, below, ownersBelow, all);
    }
  }

  private note(coordinate: string, count: number, { partners, entries }: Source): void {
    this.context.collector.returned(this.nhsNumber, coordinate, count, partners, entries);
  }

  /** One source for one set of entries, so that all fields of these share it. */
  private sourceOf(held: readonly StoredEntry[]): Source {
    if (held.length === 0) return nobody;
    const entries = held.map(({ id }) => id);
    const key = entries.join();
    const known = this.sources.get(key);
    if (known) return known;
    const source: Source = { of: held, entries, partners: [...new Set(held.map(({ partner }) => partner))] };
    this.sources.set(key, source);
    return source;
  }
}
