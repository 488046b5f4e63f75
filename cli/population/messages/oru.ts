import type { FeedFile } from '../feed-file.js';
import { hl7Time, type Moment } from '../calendar.js';
import type { KnownAs } from '../known-as.js';
import type { Concept } from '../words/clinical.js';
import type { Clinician } from '../words/names.js';
import { consultant, pd1, type PersonHabits, pid, usualHabits } from './hl7-person.js';
import { components, type Encoded, hl7File, type Hl7Sender, segment } from './hl7-segment.js';

export interface ResultLine {
  readonly test: Concept;
  /** Digits exactly as the analyser gave them, or `<5`, or words. */
  readonly value: string;
  readonly kind: 'NM' | 'SN' | 'TX' | 'CE';
  readonly coded?: Concept;
  readonly unit?: string;
  readonly range?: string;
  readonly abnormal?: 'L' | 'H' | 'HH' | 'LL' | 'A' | 'N';
  readonly note?: string;
}

export interface Report {
  /** Filler order number: the same when the result is corrected. */
  readonly number: string;
  readonly investigation: Concept;
  readonly system: 'LN' | 'SNCT';
  readonly collected: Moment;
  readonly requestedBy: Clinician;
  readonly performedBy?: Clinician;
  readonly status: 'P' | 'F' | 'C' | 'X' | 'I';
  readonly lines: readonly ResultLine[];
  readonly note?: string;
}

function value(line: ResultLine): string | Encoded {
  if (line.kind === 'CE' && line.coded !== undefined) return components(line.coded.code, line.coded.term, 'SNCT');
  const comparator = /^([<>]=?)(.*)$/.exec(line.value);
  return line.kind === 'SN' && comparator !== null ? components(comparator[1], comparator[2]) : line.value;
}

/** A laboratory or imaging report; status C corrects what was sent under the same number. */
export function oru(
  sender: Hl7Sender,
  at: Moment,
  control: string,
  known: KnownAs,
  report: Report,
  habits: PersonHabits = usualHabits,
): FeedFile {
  const lineStatus = report.status === 'I' ? 'I' : report.status;
  return hl7File(sender, 'ORU^R01', 'ORU_R01', at, control, [
    pid(known, habits),
    ...pd1(known),
    segment('ORC', {
      1: 'RE',
      2: components(`P${report.number}`, sender.facility),
      3: components(report.number, sender.facility),
      12: consultant(report.requestedBy),
    }),
    segment('OBR', {
      1: '1',
      2: components(`P${report.number}`, sender.facility),
      3: components(report.number, sender.facility),
      4: components(report.investigation.code, report.investigation.term, report.system),
      7: hl7Time(report.collected, 12),
      16: consultant(report.requestedBy),
      22: hl7Time(at, 12),
      25: report.status,
      32: report.performedBy === undefined ? undefined : consultant(report.performedBy),
    }),
    ...(report.note === undefined ? [] : [segment('NTE', { 1: '1', 3: report.note })]),
    ...report.lines.flatMap((line, index) => [
      segment('OBX', {
        1: String(index + 1),
        2: line.kind,
        3: components(line.test.code, line.test.term, report.system),
        5: value(line),
        6: line.unit,
        7: line.range,
        8: line.abnormal,
        11: lineStatus,
        14: hl7Time(report.collected, 12),
      }),
      ...(line.note === undefined ? [] : [segment('NTE', { 1: '1', 3: line.note })]),
    ]),
  ]);
}
