import type { Body, Statement } from '../../schema/entry.js';
import { AIS } from '../formats/hl7v2/names.js';
import { text } from '../formats/hl7v2/typed.js';
import { appointmentOf, resource, type Appointment } from './appointment.js';
import { diagnosesAndFindings } from './brought-along.js';
import { codesBeside } from './codes-beside.js';
import { identityIn, linksOf, nhsNumberStatusIn } from './identity.js';
import { every, one, type About, type Reading } from './reading.js';
import { involve, patch, put, retract, type Changes } from './statements.js';
import { recognisedBy, words } from './values.js';

type AppointmentEvent = (about: About, appointment: Appointment) => Statement[];

/** S12 and S13: booked or moved; the newest message is the appointment, also after it was cancelled. */
const booked: AppointmentEvent = (about, appointment) => {
  const body = { ...said(appointment), appointmentStatus: appointment.status ?? 'Booked' };
  return [put(about, 'futureAppointments', appointment.key, body, codes(about, body)), ...involved(about, appointment)];
};

/** S14: changed; what the message does not say, such as what to bring, stays as it was. */
const modified: AppointmentEvent = (about, appointment) => {
  const body = { ...said(appointment), appointmentStatus: appointment.status };
  return [patch(about, 'futureAppointments', appointment.key, body, codes(about, body)), ...involved(about, appointment)];
};

/** What it is for (SCH, DG1, PV2) and every service booked (AIS, AIG), of which an appointment names one. */
function codes(about: About, body: object) {
  const saying = new Set(['SCH', 'PV2', 'DG1', 'AIS', 'AIG']);
  return codesBeside(
    about,
    body,
    about.segments.filter(({ name }) => saying.has(name)),
  );
}

const involved: AppointmentEvent = (about, appointment) => [
  // The relationship begins with the booking: whoever prepares the clinic needs the record before it.
  involve(about, about.event === 'S12' ? 'put' : 'patch', appointment.key, {
    ...involvement(about, appointment),
    from: about.event === 'S12' ? about.statedAt : undefined,
    until: appointment.until ?? appointment.from,
  }),
];

function said(appointment: Appointment) {
  return {
    dateOfAppointment: appointment.from,
    endDate: appointment.until,
    reasonForAppointment: appointment.reason?.text,
    locationOfFutureAppointment: appointment.location,
    specialty: appointment.specialty,
    service: appointment.service,
    professionalToSeeThePerson: appointment.professional,
    appointmentIdentifier: appointment.identifier,
    narrative: appointment.notes,
  };
}

/** S18 to S22: a service or resource of the appointment is added, changed or taken away; the appointment stays. */
const resourcesChanged: AppointmentEvent = (about, appointment) => {
  const isLess = about.event === 'S20' || about.event === 'S21' || about.event === 'S22';
  const gone = (name: 'AIS' | 'AIG' | 'AIL' | 'AIP') => {
    const kept = resource(about, name);
    const isNamed = every(about, name).length > 0;
    return isNamed && (kept === undefined || (isLess && text(kept, AIS.SegmentActionCode) === undefined));
  };
  const changes: Changes<'futureAppointments'> = {
    ...said(appointment),
    appointmentStatus: appointment.status,
    ...(gone('AIS') || gone('AIG') ? { service: null } : {}),
    ...(gone('AIL') ? { locationOfFutureAppointment: null } : {}),
    ...(gone('AIP') ? { professionalToSeeThePerson: null } : {}),
  };
  return [patch(about, 'futureAppointments', appointment.key, changes, codes(about, changes))];
};

/** S15, S16 and S17: it is not to be, and is no ground to see the record. */
const withdrawn: AppointmentEvent = (about, { key }) => [
  retract(about, 'futureAppointments', key, about.event === 'S17' ? 'deleted' : 'cancelled'),
  involve(about, 'retract', key, { kind: 'appointment', organisation: about.partner }),
];

/** S26: the person did not come. The appointment stays, as such, and a contact says so. */
const notAttended: AppointmentEvent = (about, appointment) => {
  const missed: Body<'contactsWithProfessionals'> = {
    dateOfContact: appointment.from,
    locationOfContact: appointment.location,
    specialty: appointment.specialty,
    service: appointment.service,
    outcomeOfContact: {
      coding: [{ code: '3', system: 'NHSDD Attended or did not attend', display: 'Did not attend, no advance warning given' }],
      text: 'did not attend',
    },
    visitIdentifier: appointment.identifier,
  };
  return [
    patch(about, 'futureAppointments', appointment.key, { appointmentStatus: 'Did not attend' }),
    put(about, 'contactsWithProfessionals', appointment.key, missed, codes(about, missed)),
  ];
};

const events: Readonly<Record<string, AppointmentEvent>> = {
  S12: booked,
  S13: booked,
  S14: modified,
  S15: withdrawn,
  S16: withdrawn,
  S17: withdrawn,
  ...Object.fromEntries(['S18', 'S19', 'S20', 'S21', 'S22'].map((event) => [event, resourcesChanged])),
  S26: notAttended,
};

/** The events of SIU that are about a person's appointment; S23 and S24 (blocked slots) are about none. */
export const appointmentEvents = Object.keys(events);

/**
 * SIU (HL7 2.4 chapter 10).
 * @throws RecordError STRUCTURE_INVALID without SCH or an appointment number
 */
export function appointment(reading: Reading): Statement[] {
  const identity = identityIn(reading, one(reading, 'PID'));
  const about: About = { ...reading, subject: identity.subject };
  const found = appointmentOf(about);
  const says = meaning(about, found);
  const known = { diagnoses: every(about, 'DG1'), observations: every(about, 'OBX') };
  return [
    ...linksOf(identity, nhsNumberStatusIn(reading)),
    ...says(about, found),
    ...(says === withdrawn ? [] : diagnosesAndFindings(about, found.key, 'an appointment', known)),
  ];
}

/** The event's, unless the status of the appointment (SCH-25) says plainly that it is off or was missed. */
function meaning({ event }: About, { status }: Appointment): AppointmentEvent {
  if (/^cancel/i.test(status ?? '')) return withdrawn;
  if (/^no.?show$|^did not attend$/i.test(status ?? '')) return notAttended;
  return events[event] ?? (() => []);
}

function involvement(about: About, { specialty, service, location, reason, notes }: Appointment) {
  const recognised = recognisedBy(specialty, service, location, reason, words(notes));
  return { kind: 'appointment', organisation: about.partner, codes: recognised } as const;
}
