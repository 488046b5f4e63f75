import type { Disclosure } from '../schema/disclosure.js';
import { RecordError } from '../schema/errors.js';
import type { Store } from '../store/store.js';

/** Writes disclosures to the trail. */
export interface AuditWriter {
  /**
   * Resolves once the disclosures are durable: only then may anything leave.
   * @throws RecordError AUDIT_UNAVAILABLE when they could not be written; then nothing may leave.
   */
  append(disclosures: readonly Disclosure[]): Promise<void>;
}

interface Waiting {
  readonly disclosures: readonly Disclosure[];
  readonly resolve: () => void;
  readonly reject: (error: RecordError) => void;
}

/** Requests written in one statement at most; more wait for the next. */
const groupLimit = 256;
/** Writes under way at most: while one waits for the disk, the next is sent. */
const writersLimit = 2;

/**
 * An audit writer with group commit: while writes are under way, those who come wait together, and the
 * next write takes them all. Nobody waits for company when a writer is idle. What one request appends
 * goes in one write, so it is there as a whole and in its order, or not at all.
 */
export function openAuditWriter(store: Pick<Store, 'appendDisclosures'>): AuditWriter {
  const waiting: Waiting[] = [];
  let writers = 0;

  async function writeAll(): Promise<void> {
    writers++;
    while (waiting.length > 0) {
      const group = waiting.splice(0, groupLimit);
      try {
        await store.appendDisclosures(group.flatMap((one) => one.disclosures));
        for (const one of group) one.resolve();
      } catch (cause) {
        // Not tried again here: after a lost connection nobody knows whether the write took place.
        for (const one of group) one.reject(new RecordError('AUDIT_UNAVAILABLE', { cause }));
      }
    }
    writers--;
  }

  return {
    append(disclosures) {
      if (disclosures.length === 0) return Promise.resolve();
      return new Promise<void>((resolve, reject) => {
        waiting.push({ disclosures, resolve, reject });
        if (writers < writersLimit) void writeAll();
      });
    },
  };
}
