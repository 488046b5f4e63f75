import type { Format } from '../../schema/feed.js';
import { patternOf } from '../mappings/hl7v2-specimens.js';
import { gapOf } from '../mappings/known-gaps.js';
import { whyUnmapped } from '../mappings/unmapped-reasons.js';
import type { Outcome } from './tally.js';

/** One kind of leaf that no mapping reads, over all corpora. */
export interface UnmappedLeaf {
  readonly format: Format;
  /** `PID-2.1`, an element path without repetitions, a column. */
  readonly leaf: string;
  readonly count: number;
  /** Why it is kept and not shown: a decision. */
  readonly why?: string;
  /** Where PRSB has a place for it that nothing fills yet. */
  readonly gap?: string;
}

/** Leaves that no mapping reads, by kind and reason, most frequent first. */
export function unmappedLeaves(outcomes: Iterable<Outcome>): readonly UnmappedLeaf[] {
  const found = new Map<string, UnmappedLeaf>();
  for (const { unit } of outcomes) {
    if (unit.refusal !== undefined) continue;
    const { format } = unit.message;
    const { unmapped, messageType } = unit.translation;
    for (const path of unmapped) {
      const leaf = format === 'hl7v2' ? patternOf(path) : path;
      const why = whyUnmapped(format, leaf, messageType);
      const gap = why === undefined ? gapOf(format, leaf, messageType) : undefined;
      const id = `${format} ${leaf} ${why ?? ''} ${gap ?? ''}`;
      const count = (found.get(id)?.count ?? 0) + 1;
      found.set(id, { format, leaf, count, ...(why === undefined ? {} : { why }), ...(gap === undefined ? {} : { gap }) });
    }
  }
  return [...found.values()].sort((one, other) => other.count - one.count || (one.leaf < other.leaf ? -1 : 1));
}

/** How many leaves these are. */
export function leafTotal(leaves: readonly UnmappedLeaf[]): number {
  return leaves.reduce((sum, { count }) => sum + count, 0);
}
