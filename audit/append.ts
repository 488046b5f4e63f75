import type { Disclosure } from '../schema/disclosure.js';
import { RecordError } from '../schema/errors.js';
import type { Store } from '../store/store.js';

/** Writes disclosures to the trail. */
export interface AuditWriter {
  /**
   * Resolves once the disclosures are durable: only then may anything leave. What one request appends is there as a whole
   * and in its order, or not at all.
   * @throws RecordError AUDIT_UNAVAILABLE when they could not be written; then nothing may leave.
   */
  append(disclosures: readonly Disclosure[]): Promise<void>;
}

/** The audit writer of a store; requests that end together share a commit there (`store/group-commit.ts`). */
export function openAuditWriter(store: Pick<Store, 'appendDisclosures'>): AuditWriter {
  return {
    async append(disclosures) {
      if (disclosures.length === 0) return;
      try {
        await store.appendDisclosures(disclosures);
      } catch (cause) {
        throw new RecordError('AUDIT_UNAVAILABLE', { cause });
      }
    },
  };
}
