import type { Store } from '../../store/store.js';
import type { IngestReport, Quarantined } from '../ingest.js';
import type { RowUnit } from '../rows.js';

/** Stores units of one file and counts what became of them. */
export class Applying {
  read = 0;
  stored = 0;
  duplicates = 0;
  entries = 0;
  readonly quarantined: Quarantined[] = [];
  readonly #store: Store;
  readonly #named: { readonly fileName?: string };
  readonly #advanced: (() => Promise<void>) | undefined;

  /** `advanced` is told whenever something was stored that was not before. */
  constructor(store: Store, fileName: string | undefined, advanced?: () => Promise<void>) {
    this.#store = store;
    this.#advanced = advanced;
    this.#named = fileName === undefined ? {} : { fileName };
  }

  /** Everything is durable, or quarantined, when this resolves. Answers the lines of which nothing was stored. */
  async add(units: readonly RowUnit[]): Promise<ReadonlySet<number>> {
    this.read += units.length;
    const notStored = new Set<number>();
    const translated = [];
    for (const { line, unit } of units) {
      if (unit.refusal === undefined) translated.push({ line, unit });
      else {
        notStored.add(line);
        await this.#store.quarantine(unit.message, unit.refusal);
        this.#refuse(unit.refusal.code, unit.refusal.location, true);
      }
    }
    const outcomes = await this.#store.apply(translated.map(({ unit }) => unit));
    if (outcomes.some(({ outcome }) => outcome === 'stored')) await this.#advanced?.();
    for (const [index, outcome] of outcomes.entries()) {
      const { line } = translated[index]!;
      if (outcome.outcome === 'duplicate') this.duplicates++;
      else if (outcome.outcome === 'quarantined') {
        notStored.add(line);
        this.#refuse(outcome.code, `line ${line}`, true);
      } else {
        this.stored++;
        this.entries += outcome.entries;
        for (const { code, location } of outcome.refused ?? []) this.#refuse(code, location, false);
      }
    }
    return notStored;
  }

  #refuse(code: Quarantined['code'], location: string, whole: boolean): void {
    this.quarantined.push({ code, location, whole, ...this.#named });
  }

  report(): IngestReport {
    const { read, stored, duplicates, entries, quarantined } = this;
    return { read, stored, duplicates, entries, quarantined };
  }
}
