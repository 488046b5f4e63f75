import type { Refused } from '../../schema/entry.js';
import { mustNotBeKept } from '../apply/receipts.js';
import { earliestMs } from '../../schema/partial-date.js';
import type { Applied, ReceivedMessage } from '../received.js';
import type { ArrivalOutcome, ArrivalState } from './inbox-store.js';

/** Not a fault of the sender's: a kind of row that is not shared. */
const notShared = 'ROW_EXCLUDED';

/** Counts what became of the units of one arrival. */
export class Tally {
  /** Of its first unit: the feed, and when it came. */
  feed: string | undefined;
  receivedMs: number | undefined;
  #units = 0;
  #stored = 0;
  #late = 0;
  #duplicates = 0;
  #entries = 0;
  #refused: Pick<Refused, 'code' | 'location'> | undefined;
  #excluded: Pick<Refused, 'code' | 'location'> | undefined;
  #mustNotBeKept = false;

  see({ feed, receivedAt }: ReceivedMessage): void {
    this.feed ??= feed;
    this.receivedMs ??= earliestMs(receivedAt);
  }

  /** The same counts, to be counted on. */
  copy(): Tally {
    const copy = new Tally();
    copy.feed = this.feed;
    copy.receivedMs = this.receivedMs;
    copy.#units = this.#units;
    copy.#stored = this.#stored;
    copy.#late = this.#late;
    copy.#duplicates = this.#duplicates;
    copy.#entries = this.#entries;
    copy.#refused = this.#refused;
    copy.#excluded = this.#excluded;
    copy.#mustNotBeKept = this.#mustNotBeKept;
    return copy;
  }

  count(applied: Applied): void {
    if (applied.outcome === 'quarantined') return this.refuse({ code: applied.code, location: 'store' });
    this.#units++;
    if (applied.outcome === 'duplicate') {
      this.#duplicates++;
      return;
    }
    this.#stored++;
    if (applied.isLate === true) this.#late++;
    this.#entries += applied.entries;
    for (const part of applied.refused ?? []) this.#note(part);
  }

  /** A unit that was refused as a whole. */
  refuse(reason: Refused): void {
    this.#units++;
    this.#note(reason);
  }

  #note({ code, location }: Refused): void {
    if (mustNotBeKept.has(code)) this.#mustNotBeKept = true;
    if (code === notShared) this.#excluded ??= { code, location };
    else this.#refused ??= { code, location };
  }

  /** Whether the bytes as they came hold something that may not be kept. */
  get holdsForbidden(): boolean {
    return this.#mustNotBeKept;
  }

  outcome(): ArrivalOutcome {
    return {
      state: this.#state(),
      ...(this.#refused ?? (this.#stored === 0 ? this.#excluded : undefined)),
      units: this.#units,
      stored: this.#stored,
      duplicates: this.#duplicates,
      entries: this.#entries,
    };
  }

  #state(): ArrivalState {
    if (this.#stored > 0) return this.#late === this.#stored ? 'superseded' : 'applied';
    return this.#refused === undefined ? 'ignored' : 'quarantined';
  }
}
