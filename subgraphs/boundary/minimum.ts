/**
 * What stays readable of a record that was objected to (R13): name, date of birth and NHS number, as the profile has it,
 * so that the objection can be followed. Everything else of the partner's entry is gone before anything is filtered or counted.
 */
import type { Refusal } from '../../policy/decide.js';
import type { NhsNumber } from '../../schema/nhs-number.js';
import type { StoredEntry } from '../../store/store.js';
import type { RecordContext } from '../context.js';
import { withheldBecause } from './rules.js';
import type { Selected } from './selection.js';

/** A refusal of a partner's share that keeps some of its elements. */
export type KeepingRefusal = Refusal & { readonly kept: ReadonlySet<string> };

/** Whether the refusal leaves anything of the share readable. */
export function keepsSome(refusal: Refusal): refusal is KeepingRefusal {
  return refusal.kept !== undefined && refusal.kept.size > 0;
}

/** The entry with the kept elements only, and without its dates: those are of elements that are withheld. */
export function reduced(entry: StoredEntry, { kept }: KeepingRefusal): StoredEntry {
  const body = Object.fromEntries(Object.entries(entry.body).filter(([element]) => kept.has(element)));
  return { ...entry, startsMs: undefined, endsMs: undefined, body: body as unknown as StoredEntry['body'] };
}

const unnamedSource = {
  partner: null,
  system: null,
  feed: null,
  format: null,
  messageType: null,
  messageIdentifier: null,
  recordedAt: null,
  receivedAt: null,
  nhsNumberStatus: null,
} satisfies { readonly [field in keyof StoredEntry['body']['provenance'] | 'partner']-?: null };

/** The refusals under which the entries of one section leave, by entry; most sections have none. */
export class Minimum {
  private readonly refusals = new Map<string, KeepingRefusal>();

  constructor(
    private readonly nhsNumber: NhsNumber,
    private readonly context: RecordContext,
  ) {}

  /** What is left of the entry. */
  of(entry: StoredEntry, refusal: KeepingRefusal): StoredEntry {
    this.refusals.set(entry.id, refusal);
    return reduced(entry, refusal);
  }

  /** The entries whose partner may be told, so that a filter by partner does not tell it. */
  withoutUnnamed<E extends StoredEntry>(entries: readonly E[]): readonly E[] {
    return this.refusals.size === 0 ? entries : entries.filter(({ id }) => !this.refusals.has(id));
  }

  /** Puts the refusal in place of every selected element that is not kept, whether or not the entry had it. */
  mask(selected: readonly Selected[], chosen: readonly StoredEntry[], outgoing: readonly Record<string, unknown>[]): void {
    if (this.refusals.size === 0) return;
    chosen.forEach(({ id, partner }, at) => {
      const refusal = this.refusals.get(id);
      if (!refusal) return;
      const parent = outgoing[at]!;
      for (const { name, coordinate } of selected) {
        // An element that the role does not see says so, as it does in every other entry.
        if (refusal.kept.has(name) || parent[name] instanceof Error) continue;
        // Which partner holds something is what many object to; every entry has a provenance, so here it says nothing.
        parent[name] = name === 'provenance' ? { ...unnamedSource } : withheldBecause(coordinate, refusal, this.context);
        this.context.collector.withheld(this.nhsNumber, coordinate, refusal.reason, refusal.rule, [partner]);
      }
    });
  }
}
