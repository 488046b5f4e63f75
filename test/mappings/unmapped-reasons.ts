import type { Format } from '../../schema/feed.js';
import { cdaReasons } from './reasons-cda.js';
import { csvReasons } from './reasons-csv.js';
import { componentReason } from './reasons-hl7v2-components.js';
import { hl7v2Reasons } from './reasons-hl7v2.js';
import { firstReason, reasonEverywhere } from './reason.js';

/**
 * Why a leaf that no mapping reads is kept with its message and not shown; undefined where nobody has said why.
 * `leaf` is a pattern (`PID-2.1`), an element path or a column; `variant` the message type of the translation.
 */
export function whyUnmapped(format: Format, leaf: string, variant: string): string | undefined {
  if (format === 'csv') return firstReason(csvReasons, leaf, variant);
  if (format === 'cda') return firstReason(cdaReasons, leaf, variant);
  return firstReason(hl7v2Reasons, leaf, variant) ?? componentReason(leaf);
}

/** Why a leaf is shown of no message at all; undefined where that depends on the message. */
export function whyNeverMapped(format: Format, leaf: string): string | undefined {
  if (format === 'csv') return reasonEverywhere(csvReasons, leaf);
  if (format === 'cda') return reasonEverywhere(cdaReasons, leaf);
  return reasonEverywhere(hl7v2Reasons, leaf) ?? componentReason(leaf);
}
