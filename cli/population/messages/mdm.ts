import type { FeedFile } from '../feed-file.js';
import { hl7Time, type Moment } from '../calendar.js';
import type { KnownAs } from '../known-as.js';
import type { Concept } from '../words/clinical.js';
import type { Clinician } from '../words/names.js';
import { evn, pv1, type Visit } from './adt.js';
import { consultant, type PersonHabits, pid, usualHabits } from './hl7-person.js';
import { components, hl7File, type Hl7Sender, segment } from './hl7-segment.js';

export interface Letter {
  readonly number: string;
  readonly kind: Concept;
  readonly at: Moment;
  readonly by: Clinician;
  /** Paragraphs of text, or nothing when `pdf` holds it. */
  readonly text?: string;
  /** Base64 of a PDF. */
  readonly pdf?: string;
}

/** A document with its content. */
export function mdm(
  sender: Hl7Sender,
  at: Moment,
  control: string,
  known: KnownAs,
  visit: Visit,
  letter: Letter,
  habits: PersonHabits = usualHabits,
): FeedFile {
  const code = components(letter.kind.code, letter.kind.term, 'SNCT');
  return hl7File(sender, 'MDM^T02', 'MDM_T02', at, control, [
    evn(at, at),
    pid(known, habits),
    pv1(visit),
    segment('TXA', {
      1: '1',
      2: code,
      3: letter.pdf === undefined ? 'TX' : 'AP',
      4: hl7Time(letter.at, 12),
      9: consultant(letter.by),
      12: components(letter.number, sender.facility),
      17: 'AU',
    }),
    letter.pdf === undefined
      ? segment('OBX', { 1: '1', 2: 'FT', 3: code, 5: letter.text, 11: 'F' })
      : segment('OBX', { 1: '1', 2: 'ED', 3: code, 5: components(sender.facility, 'IM', 'PDF', 'Base64', letter.pdf), 11: 'F' }),
  ]);
}
