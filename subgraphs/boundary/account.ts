/** The audit of a section: every coordinate that leaves, with how many values, and of which partners and entries. */
import type { NhsNumber } from '../../schema/nhs-number.js';
import type { StoredEntry } from '../../store/store.js';
import type { RecordContext } from '../context.js';
import type { ReconciledEntry } from './same-fact.js';
import type { Selected } from './selection.js';
import { Tally } from './tally.js';

type Outgoing = Readonly<Record<string, unknown>>;

/** Where values came from: entries by identifier, partners by ODS code. */
interface Source {
  readonly partners: readonly string[];
  readonly entries: readonly string[];
}

const nobody: Source = { partners: [], entries: [] };

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
    this.note(coordinate, chosen.length, this.sourceOf(chosen));
    this.fields(selected, outgoing, chosen);
    const also = selected.find(({ name }) => name === 'alsoRecordedBy');
    if (!also) return;
    const listed: Outgoing[] = [];
    const others: StoredEntry[] = [];
    for (const [i, parent] of outgoing.entries()) {
      const list = parent[also.name];
      if (!Array.isArray(list)) continue;
      listed.push(...(list as readonly Outgoing[]));
      others.push(...(chosen[i]!.also ?? []));
    }
    if (listed.length === 0) return;
    this.note(also.coordinate, listed.length, this.sourceOf(others));
    this.fields(also.children, listed, others);
  }

  /** Values that are of no entry: a count, a coverage. */
  values(coordinate: string, count: number, selected: readonly Selected[], values: readonly object[]): void {
    this.note(coordinate, count, nobody);
    const tally = new Tally(selected, values as readonly Outgoing[]);
    for (const [place, field] of tally.coordinates.entries()) {
      if (tally.counts[place]! > 0) this.note(field, tally.counts[place]!, nobody);
    }
  }

  /** `parents[i]` is of `owners[i]`. */
  private fields(selected: readonly Selected[], parents: readonly Outgoing[], owners: readonly StoredEntry[]): void {
    const tally = new Tally(ownFieldsOf(selected), parents);
    const sources = new Map<number | string, Source>();
    for (const [place, coordinate] of tally.coordinates.entries()) {
      const count = tally.counts[place]!;
      if (count === 0) continue;
      const set = tally.setOf(place);
      let source = sources.get(set);
      if (!source) sources.set(set, (source = this.sourceOf(tally.of(place, owners))));
      this.note(coordinate, count, source);
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
    const source: Source = { entries, partners: [...new Set(held.map(({ partner }) => partner))] };
    this.sources.set(key, source);
    return source;
  }
}

const own = new WeakMap<readonly Selected[], readonly Selected[]>();

/** What is selected of the entries themselves: `alsoRecordedBy` is of others. */
function ownFieldsOf(selected: readonly Selected[]): readonly Selected[] {
  if (!selected.some(({ name }) => name === 'alsoRecordedBy')) return selected;
  const known = own.get(selected);
  if (known) return known;
  const fields = selected.filter(({ name }) => name !== 'alsoRecordedBy');
  own.set(selected, fields);
  return fields;
}
