import type { Statement } from '../../schema/entry.js';
import { fromHl7Timestamp, type PartialDateTime } from '../../schema/partial-date.js';
import { RecordError } from '../../schema/errors.js';
import type { CodedOrText } from '../../schema/prsb.generated.js';
import type { Segment } from '../formats/hl7v2/message.js';
import { AIL, AIP, AIS, PV1, SCH, TQ1 } from '../formats/hl7v2/names.js';
import { first, text } from '../formats/hl7v2/typed.js';
import { identityIn, linksOf, nhsNumberStatusIn } from './identity.js';
import { place } from './names-and-places.js';
import { one, type About, type Reading } from './reading.js';
import { involve, patch, put, retract } from './statements.js';
import { code, date, entityKey, listedOf, named, recognisedBy } from './values.js';

/** An appointment as SCH, AIS, AIP and AIL give it. */
interface Appointment {
  /** `appointment:<SCH-2, else SCH-1>`. */
  readonly key: string;
  readonly identifier: string;
  readonly sch: Segment;
  readonly from: PartialDateTime | undefined;
  readonly until: PartialDateTime | undefined;
}

type AppointmentEvent = (about: About, appointment: Appointment) => Statement[];

/** S12, S13 and S14: booked, moved or changed; the newest message is the appointment. */
const booked: AppointmentEvent = (about, appointment) => [
  put(about, 'futureAppointments', appointment.key, {
    dateOfAppointment: appointment.from,
    endDate: appointment.until,
    appointmentStatus: text(appointment.sch, SCH.FillerStatusCode, 2) ?? text(appointment.sch, SCH.FillerStatusCode) ?? 'Booked',
    reasonForAppointment: (
      code(about, appointment.sch, SCH.AppointmentReason, 'reason') ?? code(about, appointment.sch, SCH.EventReason, 'reason')
    )?.text,
    locationOfFutureAppointment: location(about, appointment.sch),
    specialty: specialty(about),
    service: service(about),
    professionalToSeeThePerson: professional(about),
    appointmentIdentifier: appointment.identifier,
  }),
  // The relationship begins with the booking: whoever prepares the clinic needs the record before it.
  involve(about, about.event === 'S12' ? 'put' : 'patch', appointment.key, {
    ...involvement(about, appointment.sch),
    from: about.event === 'S12' ? about.statedAt : undefined,
    until: appointment.until ?? appointment.from,
  }),
];

/** S15 and S17: it is not to be, and is no ground to see the record. */
const withdrawn: AppointmentEvent = (about, { key }) => [
  retract(about, 'futureAppointments', key, about.event === 'S17' ? 'deleted' : 'cancelled'),
  involve(about, 'retract', key, { kind: 'appointment', organisation: about.partner }),
];

/** S26: the person did not come. The appointment stays, as such, and a contact says so. */
const notAttended: AppointmentEvent = (about, appointment) => [
  patch(about, 'futureAppointments', appointment.key, { appointmentStatus: 'Did not attend' }),
  put(about, 'contactsWithProfessionals', appointment.key, {
    dateOfContact: appointment.from,
    locationOfContact: location(about, appointment.sch),
    specialty: specialty(about),
    service: service(about),
    outcomeOfContact: {
      coding: [{ code: '3', system: 'NHSDD Attended or did not attend', display: 'Did not attend, no advance warning given' }],
      text: 'did not attend',
    },
    visitIdentifier: appointment.identifier,
  }),
];

const events: Readonly<Record<string, AppointmentEvent>> = {
  S12: booked,
  S13: booked,
  S14: booked,
  S15: withdrawn,
  S17: withdrawn,
  S26: notAttended,
};

/**
 * SIU (HL7 2.4 chapter 10).
 * @throws RecordError STRUCTURE_INVALID without SCH or an appointment number
 */
export function appointment(reading: Reading): Statement[] {
  const identity = identityIn(reading, one(reading, 'PID'));
  const about: About = { ...reading, subject: identity.subject };
  const statements = events[reading.event]?.(about, appointmentOf(about)) ?? [];
  return [...linksOf(identity, nhsNumberStatusIn(reading)), ...statements];
}

function appointmentOf(about: About): Appointment {
  const sch = one(about, 'SCH');
  if (sch === undefined) throw new RecordError('STRUCTURE_INVALID', { location: 'SCH' });
  const number = entityKey(first(sch, SCH.FillerAppointmentID)) ?? entityKey(first(sch, SCH.PlacerAppointmentID));
  if (number === undefined) throw new RecordError('STRUCTURE_INVALID', { location: 'SCH-1, SCH-2' });
  const ais = one(about, 'AIS');
  const tq1 = one(about, 'TQ1');
  const from =
    date(about, sch, SCH.AppointmentTimingQuantity, 4) ??
    date(about, tq1, TQ1.StartDateTime) ??
    date(about, ais, AIS.StartDateTime);
  const until =
    date(about, sch, SCH.AppointmentTimingQuantity, 5) ??
    date(about, tq1, TQ1.EndDateTime) ??
    endOf(from, minutes(ais, AIS.Duration) ?? minutes(sch, SCH.AppointmentDuration));
  const identifier = text(sch, SCH.FillerAppointmentID) ?? text(sch, SCH.PlacerAppointmentID) ?? number;
  return { key: `appointment:${number}`, identifier, sch, from, until };
}

/** A duration in minutes (the field after it names the unit); undefined when it is in anything else. */
function minutes(segment: Segment | undefined, field: number): number | undefined {
  const count = Number(text(segment, field));
  const unit =
    text(segment, field + 1)
      ?.trim()
      .toLowerCase() ?? 'min';
  if (!Number.isInteger(count) || count <= 0) return undefined;
  if (/^m(?:in(?:utes?)?)?$/.test(unit)) return count;
  return /^h(?:r|ours?)?$/.test(unit) ? count * 60 : undefined;
}

function endOf(from: PartialDateTime | undefined, duration: number | undefined): PartialDateTime | undefined {
  if (from === undefined || from.length <= 10 || duration === undefined) return undefined;
  const end = new Date(Date.parse(from) + duration * 60_000);
  return fromHl7Timestamp(`${end.toISOString().slice(0, 16).replace(/\D/g, '')}+0000`);
}

function location(about: About, sch: Segment): CodedOrText | undefined {
  return (
    place(first(one(about, 'AIL'), AIL.LocationResourceID)) ??
    place(first(sch, SCH.FillerContactLocation)) ??
    place(first(one(about, 'PV1'), PV1.AssignedPatientLocation))
  );
}

function service(about: About): CodedOrText | undefined {
  return code(about, one(about, 'AIS'), AIS.UniversalServiceIdentifier, 'service');
}

function specialty(about: About): CodedOrText | undefined {
  return listedOf(about, first(one(about, 'PV1'), PV1.HospitalService), 'treatmentFunction');
}

function professional(about: About) {
  const aip = one(about, 'AIP');
  const person = named(first(aip, AIP.PersonnelResourceID)) ?? named(first(one(about, 'PV1'), PV1.AttendingDoctor));
  const role = code(about, aip, AIP.ResourceType, 'role');
  return person === undefined ? undefined : { ...person, ...(role ? { role } : {}) };
}

function involvement(about: About, sch: Segment) {
  const reason = code(about, sch, SCH.AppointmentReason, 'reason') ?? code(about, sch, SCH.EventReason, 'reason');
  const codes = recognisedBy(specialty(about), service(about), location(about, sch), reason);
  return { kind: 'appointment', organisation: about.partner, codes } as const;
}
