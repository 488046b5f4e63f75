import type { FeedFile } from '../feed-file.js';
import type { Moment } from '../calendar.js';
import { type Appointment, siu } from '../messages/siu.js';
import type { Hl7Sender } from '../messages/hl7-segment.js';
import { habitsOf, type Views } from '../views.js';
import { specialties } from '../words/clinical.js';
import type { Teller } from './teller.js';

/** What becomes of a booking. */
export type Course = 'kept' | 'moved' | 'changed' | 'cancelled' | 'missed';

/** Bookings, each with its course: booked, then moved, changed, cancelled or missed. */
export function appointmentFiles(
  teller: Teller,
  views: Views,
  sender: Hl7Sender,
  ods: string,
  site: string,
  courses: readonly Course[],
): readonly FeedFile[] {
  return courses.flatMap((course, index) => {
    const { random, calendar } = teller;
    const specialty = specialties[(index + teller.person.index) % specialties.length]!;
    const ahead = course === 'missed' ? calendar.ago(9 + index, 9, 30) : calendar.ahead(random.int(5, 90), 9 + index, 15);
    const appointment: Appointment = {
      number: teller.key(`${ods}A`),
      at: ahead,
      minutes: random.pick([15, 20, 30, 45]),
      service: { code: `OP${specialty.code}`, term: `${specialty.term} follow-up` },
      serviceSystem: 'LOCAL',
      specialty,
      clinic: `${specialty.term} Clinic`,
      site,
      with: teller.clinician(),
      reason: 'Follow-up',
      ...(index === 0 ? { note: 'Please bring your medicines,\nand a friend or relative if you wish.' } : {}),
    };
    const send = (event: Parameters<typeof siu>[1], daysAgo: number, what: Appointment): FeedFile =>
      siu(sender, event, calendar.ago(daysAgo, 15, index), teller.control(ods), views(ods), what, habitsOf[ods]);
    const booked = send('S12', 30, appointment);
    if (course === 'moved') return [booked, send('S13', 6, { ...appointment, at: (appointment.at + 7 * 86_400_000) as Moment })];
    if (course === 'changed') return [booked, send('S14', 5, { ...appointment, clinic: 'Clinic 9, Level 2', minutes: 60 })];
    if (course === 'cancelled') return [booked, send('S15', 4, appointment)];
    if (course === 'missed') return [booked, send('S26', 8, appointment)];
    return [booked];
  });
}
