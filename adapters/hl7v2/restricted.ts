import type { Segment } from '../formats/hl7v2/message.js';
import { text } from '../formats/hl7v2/typed.js';

/** Whether a confidentiality field (HL7 tables 0177 and 0272) says very restricted: it is shared with nobody. */
export function isVeryRestricted(segment: Segment | undefined, field: number): boolean {
  const level = text(segment, field)?.trim().toUpperCase();
  return level === 'V' || level === '3';
}
