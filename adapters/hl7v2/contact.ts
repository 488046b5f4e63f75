import type { Statement } from '../../schema/entry.js';
import type { NamedProfessional } from '../../schema/prsb.generated.js';
import { PV1, PV2 } from '../formats/hl7v2/names.js';
import { first, isNull, text } from '../formats/hl7v2/typed.js';
import { place } from './names-and-places.js';
import { one, type About } from './reading.js';
import { involve, patch, putAsChanged, retract, type Changes } from './statements.js';
import { code, listed, named, words } from './values.js';
import { involvementCodes, reason, responsible, said, specialty, type Visit } from './visit.js';
import { firstAttendance, ZU3 } from './zu.js';

/** An outpatient or emergency attendance from PV1, PV2 and ZU3, as a patch. */
function contact(about: About, visit: Visit): Changes<'contactsWithProfessionals'> {
  const { pv1, pv2 } = visit;
  const zu3 = one(about, 'ZU3');
  return {
    dateOfContact: said(pv1, PV1.AdmitDateTime, visit.startedAt),
    endDate: said(pv1, PV1.DischargeDateTime, visit.endedAt),
    locationOfContact: said(pv1, PV1.AssignedPatientLocation, place(first(pv1, PV1.AssignedPatientLocation))),
    locationType: code(about, zu3, ZU3.LocationType, 'locationType'),
    seenBy: said(pv1, PV1.AttendingDoctor, seenBy(about, visit)),
    responsibleProfessional: said(pv1, PV1.ConsultingDoctor, responsible(visit)),
    contactType: contactType(about, visit),
    specialty: said(pv1, PV1.HospitalService, specialty(about, visit)),
    reasonForContact: said(pv2, PV2.AdmitReason, reason(about, visit)),
    arrivalMode: said(pv2, PV2.ModeOfArrivalCode, code(about, pv2, PV2.ModeOfArrivalCode, 'arrivalMode')),
    outcomeOfContact: listed(about, zu3, ZU3.AttendedOrDidNotAttend, 'attendedOrDidNotAttend'),
    outcomeOfAttendance: listed(about, zu3, ZU3.OutcomeOfAttendance, 'outcomeOfAttendance'),
    visitIdentifier: visit.number,
  };
}

/** PV1-7; ZU3-2 says what kind of staff saw the person. */
function seenBy(about: About, { pv1 }: Visit): readonly NamedProfessional[] | undefined {
  const role = code(about, one(about, 'ZU3'), ZU3.StaffType, 'staffType');
  const person = { ...named(first(pv1, PV1.AttendingDoctor)), ...(role ? { role } : {}) };
  return Object.keys(person).length === 0 ? undefined : [person];
}

/** What kind of contact it was: its class, the sender's type of appointment (ZU3-8), and whether it was the first (ZU3-12). */
function contactType(about: About, { pv1 }: Visit): string | undefined {
  const zu3 = one(about, 'ZU3');
  const type = code(about, zu3, ZU3.AppointmentType, 'appointmentType');
  const attendance = text(zu3, ZU3.FirstAttendance)?.trim() ?? '';
  const parts = [
    listed(about, pv1, PV1.PatientClass, 'visitClass')?.text,
    type?.text ?? type?.coding[0]?.code,
    Object.hasOwn(firstAttendance, attendance) ? firstAttendance[attendance] : attendance,
  ];
  return parts.filter((part) => part).join(', ') || undefined;
}

/** A04 (and A01 of an emergency attendance): the person is registered and being seen. */
export function attended(about: About, visit: Visit): Statement[] {
  const started = visit.startedAt ?? about.statedAt;
  const contactStatus = words(visit.endedAt === undefined ? 'in progress' : 'finished');
  return [
    putAsChanged(about, 'contactsWithProfessionals', visit.key, {
      ...contact(about, visit),
      dateOfContact: started,
      contactStatus,
    }),
    involve(about, 'put', visit.key, { ...involvement(about, visit), from: started, until: visit.endedAt }),
  ];
}

/** A08 and other updates. */
export function contactUpdated(about: About, visit: Visit): Statement[] {
  if (isNull(visit.pv1, PV1.DischargeDateTime)) return contactReopened(about, visit);
  const ended = visit.endedAt === undefined ? {} : { contactStatus: words('finished') };
  return [
    patch(about, 'contactsWithProfessionals', visit.key, { ...contact(about, visit), ...ended }),
    involve(about, 'patch', visit.key, { ...involvement(about, visit), from: visit.startedAt, until: visit.endedAt }),
  ];
}

/** A03: the attendance is over. */
export function contactEnded(about: About, visit: Visit): Statement[] {
  const ended = visit.endedAt ?? about.statedAt;
  return [
    patch(about, 'contactsWithProfessionals', visit.key, {
      ...contact(about, visit),
      endDate: ended,
      contactStatus: words('finished'),
    }),
    involve(about, 'patch', visit.key, { ...involvement(about, visit), from: visit.startedAt, until: ended }),
  ];
}

/** A13: it is not over after all. */
export function contactReopened(about: About, visit: Visit): Statement[] {
  return [
    patch(about, 'contactsWithProfessionals', visit.key, {
      ...contact(about, visit),
      endDate: null,
      contactStatus: words('in progress'),
    }),
    involve(about, 'patch', visit.key, { ...involvement(about, visit), from: visit.startedAt, until: null }),
  ];
}

/** A02, A12: the person is seen elsewhere now. */
export function contactMoved(about: About, visit: Visit): Statement[] {
  const at = place(first(visit.pv1, PV1.AssignedPatientLocation)) ?? place(first(visit.pv1, PV1.PriorPatientLocation));
  return [
    patch(about, 'contactsWithProfessionals', visit.key, { ...contact(about, visit), locationOfContact: at }),
    involve(about, 'patch', visit.key, { ...involvement(about, visit), from: visit.startedAt }),
  ];
}

/** A11, A23: the attendance never was. */
export function contactWithdrawn(about: About, visit: Visit): Statement[] {
  const because = about.event === 'A23' ? 'deleted' : 'cancelled';
  return [
    retract(about, 'contactsWithProfessionals', visit.key, because),
    involve(about, 'retract', visit.key, { kind: 'attendance', organisation: about.partner }),
  ];
}

function involvement(about: About, visit: Visit) {
  return { kind: 'attendance', organisation: about.partner, codes: involvementCodes(about, visit) } as const;
}
