import { RecordError } from '../../schema/errors.js';
import { fromHl7Timestamp, type PartialDateTime } from '../../schema/partial-date.js';
import type { CodedOrText, NamedProfessional } from '../../schema/prsb.generated.js';
import type { Segment } from '../formats/hl7v2/message.js';
import { AIG, AIL, AIP, AIS, PV1, SCH, TQ1 } from '../formats/hl7v2/names.js';
import { first, text } from '../formats/hl7v2/typed.js';
import { place } from './names-and-places.js';
import { commentsOf } from './notes.js';
import { every, one, type About } from './reading.js';
import { code, date, entityKey, listedOf, named } from './values.js';

/** An appointment as SCH and its resources (AIS, AIG, AIL, AIP) give it. */
export interface Appointment {
  /** `appointment:<SCH-2, else SCH-1>`. */
  readonly key: string;
  readonly identifier: string;
  readonly sch: Segment;
  readonly from: PartialDateTime | undefined;
  readonly until: PartialDateTime | undefined;
  readonly service: CodedOrText | undefined;
  readonly location: CodedOrText | undefined;
  readonly professional: NamedProfessional | undefined;
  readonly specialty: CodedOrText | undefined;
  readonly reason: CodedOrText | undefined;
  /** SCH-25: its words, else its code. */
  readonly status: string | undefined;
  /** What the person is told, such as what to bring: every note of the message. */
  readonly notes: string | undefined;
}

/** @throws RecordError STRUCTURE_INVALID without SCH or an appointment number */
export function appointmentOf(about: About): Appointment {
  const sch = one(about, 'SCH');
  if (sch === undefined) throw new RecordError('STRUCTURE_INVALID', { location: 'SCH' });
  const number = entityKey(first(sch, SCH.FillerAppointmentID)) ?? entityKey(first(sch, SCH.PlacerAppointmentID));
  if (number === undefined) throw new RecordError('STRUCTURE_INVALID', { location: 'SCH-1, SCH-2' });
  const reason = code(about, sch, SCH.AppointmentReason, 'reason') ?? code(about, sch, SCH.EventReason, 'reason');
  const notes = commentsOf(every(about, 'NTE'));
  return {
    key: `appointment:${number}`,
    identifier: text(sch, SCH.FillerAppointmentID) ?? text(sch, SCH.PlacerAppointmentID) ?? number,
    sch,
    ...times(about, sch),
    service: service(about),
    location: location(about, sch),
    professional: professional(about),
    specialty: listedOf(about, first(one(about, 'PV1'), PV1.HospitalService), 'treatmentFunction'),
    reason,
    status: text(sch, SCH.FillerStatusCode, 2) ?? text(sch, SCH.FillerStatusCode),
    notes: notes.length === 0 ? undefined : notes.join('\n'),
  };
}

/** A resource of the appointment: the first that this message does not take away (action code D). */
export function resource(about: About, name: 'AIS' | 'AIG' | 'AIL' | 'AIP'): Segment | undefined {
  return every(about, name).find((segment) => text(segment, AIS.SegmentActionCode)?.trim() !== 'D');
}

/**
 * TQ1 goes before SCH-11: since 2.5 it replaces it, and SCH-11 is kept only for older receivers, so that where both are
 * there and differ SCH-11 is what was left behind. SCH-11 goes before the resources' own starts: it is the time of the
 * whole appointment, and a resource may be needed later or for a part of it.
 */
function times(about: About, sch: Segment): Pick<Appointment, 'from' | 'until'> {
  const ais = resource(about, 'AIS');
  const tq1 = one(about, 'TQ1');
  const from =
    date(about, tq1, TQ1.StartDateTime) ??
    date(about, sch, SCH.AppointmentTimingQuantity, 4) ??
    date(about, ais, AIS.StartDateTime) ??
    date(about, resource(about, 'AIG'), AIG.StartDateTime) ??
    date(about, resource(about, 'AIL'), AIL.StartDateTime) ??
    date(about, resource(about, 'AIP'), AIP.StartDateTime);
  const hasTq1 = date(about, tq1, TQ1.StartDateTime) !== undefined;
  const until =
    date(about, tq1, TQ1.EndDateTime) ??
    // The end of another start would be none of this one's.
    (hasTq1 ? undefined : date(about, sch, SCH.AppointmentTimingQuantity, 5)) ??
    endOf(from, minutes(ais, AIS.Duration) ?? minutes(sch, SCH.AppointmentDuration));
  return { from, until };
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
    place(first(resource(about, 'AIL'), AIL.LocationResourceID)) ??
    place(first(sch, SCH.FillerContactLocation)) ??
    place(first(one(about, 'PV1'), PV1.AssignedPatientLocation))
  );
}

/** AIS, else the general resource AIG, by which some senders name the clinic. */
function service(about: About): CodedOrText | undefined {
  return (
    code(about, resource(about, 'AIS'), AIS.UniversalServiceIdentifier, 'service') ??
    code(about, resource(about, 'AIG'), AIG.ResourceID, 'service')
  );
}

function professional(about: About): NamedProfessional | undefined {
  const aip = resource(about, 'AIP');
  const person = named(first(aip, AIP.PersonnelResourceID)) ?? named(first(one(about, 'PV1'), PV1.AttendingDoctor));
  const role = code(about, aip, AIP.ResourceType, 'role');
  return person === undefined ? undefined : { ...person, ...(role ? { role } : {}) };
}
