import type { FeedFile } from '../feed-file.js';
import { hl7Time, type Moment } from '../calendar.js';
import type { KnownAs } from '../known-as.js';
import type { Medicine } from '../words/clinical.js';
import type { Clinician } from '../words/names.js';
import { pv1, type Visit } from './adt.js';
import { consultant, pid } from './hl7-person.js';
import { components, hl7File, type Hl7Sender, segment } from './hl7-segment.js';

export interface Prescription {
  readonly number: string;
  readonly medicine: Medicine;
  readonly from: Moment;
  readonly until?: Moment;
  readonly by: Clinician;
  readonly indication?: string;
  readonly quantity?: string;
  readonly repeats?: string;
  readonly note?: string;
}

/** A prescription written (NW), changed (XO) or stopped (DC) in hospital. */
export function rde(
  sender: Hl7Sender,
  order: 'NW' | 'XO' | 'DC',
  at: Moment,
  control: string,
  known: KnownAs,
  visit: Visit | undefined,
  prescription: Prescription,
): FeedFile {
  const { medicine } = prescription;
  const name = medicine.dmd === undefined ? components(undefined, medicine.name) : components(medicine.dmd, medicine.name, 'DMD');
  return hl7File(sender, 'RDE^O11', 'RDE_O11', at, control, [
    pid(known),
    ...(visit === undefined ? [] : [pv1(visit)]),
    segment('ORC', {
      1: order,
      2: components(prescription.number, sender.facility),
      9: hl7Time(at, 12),
      12: consultant(prescription.by),
    }),
    segment('RXE', {
      1: components(
        medicine.dose,
        medicine.frequency,
        undefined,
        hl7Time(prescription.from, 12),
        prescription.until === undefined ? undefined : hl7Time(prescription.until, 12),
      ),
      2: name,
      3: medicine.dose,
      5: components(medicine.unit),
      6: components(undefined, medicine.form),
      10: prescription.quantity,
      11: prescription.quantity === undefined ? undefined : components(medicine.form.toLowerCase()),
      12: prescription.repeats,
      21: components(undefined, medicine.directions),
      27: prescription.indication === undefined ? undefined : components(undefined, prescription.indication),
    }),
    ...(prescription.note === undefined ? [] : [segment('NTE', { 1: '1', 3: prescription.note })]),
    segment('RXR', { 1: components(medicine.route.code, medicine.route.term, 'SNCT') }),
  ]);
}
