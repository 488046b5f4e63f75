/**
 * The dates by which a viewer may order and filter the entries of a section: those of elements that they see. Whatever a date
 * decides tells it, so that one the viewer may not see decides nothing.
 */
import type { Decisions, Refusal } from '../../policy/decide.js';
import type { Section } from '../../schema/entry.js';
import { elementOf, periodOf, type Period } from '../../schema/period.js';
import { sections } from '../../schema/sections.js';
import type { StoredEntry } from '../../store/store.js';

/** Sections whose entries are over at once where no end is said; elsewhere such an entry still goes on. */
const momentary: ReadonlySet<Section> = new Set(['contactsWithProfessionals']);

export class SeenDates {
  private readonly hidden = new Map<string, Refusal>();

  constructor(
    private readonly section: Section,
    decisions: Decisions,
  ) {
    const { start, end = [] } = sections[section];
    for (const element of new Set([...start, ...end].map(elementOf))) {
      const decision = decisions.element(section, element);
      if (!decision.permitted) this.hidden.set(element, decision);
    }
  }

  /** The entry, dated by what the viewer sees of it. */
  dated(entry: StoredEntry): StoredEntry {
    if (this.hidden.size === 0) return entry;
    const { startsMs, endsMs } = this.periodOf(entry);
    return { ...entry, startsMs, endsMs };
  }

  /** First and last millisecond of an entry, for a filter by dates; undefined where the viewer sees no date of it. */
  spanOf(entry: StoredEntry): { readonly fromMs: number; readonly untilMs: number } | undefined {
    const { startsMs, startsUntilMs, endsMs } = this.periodOf(entry);
    if (startsMs === undefined || startsUntilMs === undefined) return undefined;
    const goesOn = sections[this.section].end !== undefined && !momentary.has(this.section);
    return { fromMs: startsMs, untilMs: Math.max(startsUntilMs, endsMs ?? (goesOn ? Number.POSITIVE_INFINITY : startsUntilMs)) };
  }

  /** Why entries may not be filtered by when they were, or by whether they are over; undefined when they may. */
  refusal(by: 'date' | 'period'): Refusal | undefined {
    const { start, end = [] } = sections[this.section];
    const paths = by === 'date' ? start : end;
    const refusals = paths.map((path) => this.hidden.get(elementOf(path)));
    return refusals.every((refusal) => refusal !== undefined) ? refusals[0] : undefined;
  }

  private periodOf(entry: StoredEntry): Period {
    return periodOf(this.section, entry.body, (element) => !this.hidden.has(element));
  }
}
