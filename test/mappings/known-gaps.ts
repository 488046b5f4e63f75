import type { Format } from '../../schema/feed.js';
import type { Reason } from './reason.js';
import { firstReason } from './reason.js';
import { because } from './reasons-hl7v2-fields.js';

const home = (element: string, leaves: string, variant?: RegExp): Reason =>
  because(`no mapping reads it; its place is ${element}`, leaves, variant);

const hl7v2: readonly Reason[] = [
  home('Referral details › Referrer', 'PV1-8 PV2-13'),
  home('Referral details › Date', 'ZU1-15', /^ADT/),
  home('Responsible care professional, where PV1-9 is absent', 'PV1-17'),
  home('Reason for admission, as text', 'PV2-12'),
  home('Performing professional', 'ORC-12', /^RDE/),
  home('Performing professional › Professional identifier', 'PRD-7'),
  home('Comment of the entry that the note follows', 'NTE-3'),
  home('Comment', 'RXA-9'),
  home('Investigation results › specimen', 'OBR-15'),
  home('Reason for appointment', 'SCH-7', /^SIU\^S26/),
  home('Allergies and adverse reactions', 'AL1 IAM'),
  home('Problem list', 'DG1'),
  home('Procedures and therapies', 'PR1'),
  home('the observation’s performing professional, interpretation, units and range', 'OBX-6 OBX-7 OBX-8 OBX-16 OBX-23', /^ADT/),
  home('Structured dose timing', 'TQ1', /^(?:RDE|RDS|OMP|RAS)/),
];

const cda: readonly Reason[] = [
  {
    why: 'no mapping reads it; its place is Contact details of the professional',
    fits: (leaf) => /\/(?:assignedEntity|assignedAuthor)\/telecom$/.test(leaf),
  },
];

/**
 * The place of a leaf that PRSB has room for and no mapping reads yet: told to integrators as what it is, and never
 * counted as a decision. Undefined for every other leaf.
 */
export function gapOf(format: Format, leaf: string, variant: string): string | undefined {
  if (format === 'csv') return undefined;
  return firstReason(format === 'cda' ? cda : hl7v2, leaf, variant);
}
