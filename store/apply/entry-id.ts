import { createHash } from 'node:crypto';
import type { FoldedSection } from './told.js';

/** The same for the same key whenever and however often it is stored, so that a replay keeps it. */
export function entryId(subject: string, section: FoldedSection, partner: string, key: string): string {
  const hex = createHash('sha256').update([subject, section, partner, key].join('\0')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
