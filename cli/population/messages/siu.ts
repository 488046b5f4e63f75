import type { FeedFile } from '../feed-file.js';
import { hl7Time, type Moment } from '../calendar.js';
import type { KnownAs } from '../known-as.js';
import type { Concept } from '../words/clinical.js';
import type { Clinician } from '../words/names.js';
import { pv1 } from './adt.js';
import { consultant, pd1, type PersonHabits, pid, usualHabits } from './hl7-person.js';
import { components, hl7File, type Hl7Sender, segment } from './hl7-segment.js';

export interface Appointment {
  /** The sender's own number of the booking, the same when it is moved or cancelled. */
  readonly number: string;
  readonly at: Moment;
  readonly minutes: number;
  readonly service: Concept;
  readonly serviceSystem: 'LOCAL' | 'SNCT';
  readonly specialty: Concept;
  readonly clinic: string;
  readonly site: string;
  readonly with: Clinician;
  readonly reason?: string;
  readonly note?: string;
}

const statuses = { S12: 'Booked', S13: 'Booked', S14: 'Booked', S15: 'Cancelled', S26: 'Noshow' } as const;

/** An appointment booked (S12), moved (S13), changed (S14), cancelled (S15) or missed (S26). */
export function siu(
  sender: Hl7Sender,
  event: keyof typeof statuses,
  at: Moment,
  control: string,
  known: KnownAs,
  appointment: Appointment,
  habits: PersonHabits = usualHabits,
): FeedFile {
  const start = hl7Time(appointment.at, 12);
  const end = hl7Time((appointment.at + appointment.minutes * 60_000) as Moment, 12);
  const minutes = String(appointment.minutes);
  return hl7File(sender, `SIU^${event}`, 'SIU_S12', at, control, [
    segment('SCH', {
      1: components(appointment.number, sender.facility),
      2: components(appointment.number, sender.facility),
      6: components(event),
      7: appointment.reason === undefined ? undefined : components(undefined, appointment.reason),
      9: minutes,
      10: 'min',
      11: components(undefined, undefined, minutes, start, end),
      16: consultant(appointment.with),
      25: components(statuses[event]),
    }),
    ...(appointment.note === undefined ? [] : [segment('NTE', { 1: '1', 3: appointment.note })]),
    pid(known, habits),
    ...pd1(known),
    pv1({
      number: appointment.number,
      class: 'O',
      ward: appointment.clinic,
      site: appointment.site,
      specialty: appointment.specialty,
      consultant: appointment.with,
    }),
    segment('RGS', { 1: '1' }),
    segment('AIS', {
      1: '1',
      3: components(appointment.service.code, appointment.service.term, appointment.serviceSystem),
      4: start,
      7: minutes,
      8: 'min',
      10: statuses[event],
    }),
    segment('AIL', {
      1: '1',
      3: components(appointment.clinic, undefined, undefined, appointment.site),
      4: components('CLINIC'),
      6: start,
      9: minutes,
      10: 'min',
    }),
    segment('AIP', { 1: '1', 3: consultant(appointment.with), 4: components('CONSULTANT'), 6: start, 9: minutes, 10: 'min' }),
  ]);
}
