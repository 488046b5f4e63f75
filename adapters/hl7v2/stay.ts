import type { Statement } from '../../schema/entry.js';
import { PV1, PV2 } from '../formats/hl7v2/names.js';
import { first, isNull } from '../formats/hl7v2/typed.js';
import { place, ward } from './names-and-places.js';
import type { About } from './reading.js';
import { involve, patch, put, putAsChanged, retract, type Changes } from './statements.js';
import { date, listed, words } from './values.js';
import { noVisitProfessionals, visitProfessionals } from './visit-professionals.js';
import { involvementCodes, reason, responsible, said, specialty, type Visit } from './visit.js';

/** An inpatient stay from PV1, PV2 and ZU1: what the message says of it, as a patch. */
function stay(about: About, visit: Visit): Changes<'admissionDetails'> {
  const { pv1, pv2 } = visit;
  return {
    dateOfAdmission: said(pv1, PV1.AdmitDateTime, visit.startedAt),
    ...location(visit),
    responsibleCareProfessional: said(pv1, PV1.ConsultingDoctor, responsible(visit)),
    reasonForAdmission: said(pv2, PV2.AdmitReason, reason(about, visit)),
    admissionMethod: said(pv1, PV1.AdmissionType, listed(about, pv1, PV1.AdmissionType, 'admissionMethod')),
    sourceOfAdmission: said(pv1, PV1.AdmitSource, listed(about, pv1, PV1.AdmitSource, 'sourceOfAdmission')),
    specialty: said(pv1, PV1.HospitalService, specialty(about, visit)),
    expectedDischargeDate: said(pv2, PV2.ExpectedDischargeDateTime, date(about, pv2, PV2.ExpectedDischargeDateTime)),
    visitIdentifier: visit.number,
  };
}

function location({ pv1 }: Visit): Changes<'admissionDetails'> {
  const assigned = first(pv1, PV1.AssignedPatientLocation);
  return {
    admittedTo: said(pv1, PV1.AssignedPatientLocation, place(assigned)),
    ward: said(pv1, PV1.AssignedPatientLocation, ward(assigned)),
  };
}

/** A01: the stay is open, and so is the partner's involvement. */
export function admitted(about: About, visit: Visit): Statement[] {
  const started = visit.startedAt ?? about.statedAt;
  return [
    putAsChanged(about, 'admissionDetails', visit.key, {
      ...stay(about, visit),
      dateOfAdmission: started,
      admissionStatus: words('open'),
    }),
    involve(about, 'put', visit.key, { ...involvement(about, visit), from: started }),
    ...visitProfessionals(about, visit),
  ];
}

/** A08 and other updates: whatever the message gives. A discharge date counts, its absence does not reopen; HL7 null does. */
export function stayUpdated(about: About, visit: Visit): Statement[] {
  if (visit.endedAt !== undefined) return discharged(about, visit);
  if (isNull(visit.pv1, PV1.DischargeDateTime)) return dischargeCancelled(about, visit);
  return [
    patch(about, 'admissionDetails', visit.key, stay(about, visit)),
    involve(about, 'patch', visit.key, { ...involvement(about, visit), from: visit.startedAt }),
    ...visitProfessionals(about, visit),
  ];
}

/** A03: the stay ends; without PV1-45 when the event happened. */
export function discharged(about: About, visit: Visit): Statement[] {
  const { pv1 } = visit;
  const ended = visit.endedAt ?? about.statedAt;
  const dischargeDestination = listed(about, pv1, PV1.DischargeDisposition, 'dischargeDestination');
  return [
    patch(about, 'admissionDetails', visit.key, { ...stay(about, visit), admissionStatus: words('ended') }),
    put(about, 'dischargeDetails', visit.key, {
      dateOfDischarge: ended,
      dischargeLocation: place(first(pv1, PV1.AssignedPatientLocation)),
      dischargingDepartment: ward(first(pv1, PV1.AssignedPatientLocation)),
      dischargingConsultant: responsible(visit),
      dischargingSpecialty: specialty(about, visit),
      dischargeMethod: dischargeMethod(about, visit),
      dischargeDestination: dischargeDestination === undefined ? undefined : { dischargeDestination },
      visitIdentifier: visit.number,
    }),
    involve(about, 'patch', visit.key, { ...involvement(about, visit), from: visit.startedAt, until: ended }),
    noVisitProfessionals(about, visit),
  ];
}

/** HL7 has no field for the NHSDD discharge method; UK senders put it in PV1-37. */
function dischargeMethod(about: About, { pv1 }: Visit) {
  return listed(about, pv1, PV1.DischargedToLocation, 'dischargeMethod');
}

/** A13: the discharge never was; the stay goes on. */
export function dischargeCancelled(about: About, visit: Visit): Statement[] {
  return [
    retract(about, 'dischargeDetails', visit.key, 'cancelled'),
    patch(about, 'admissionDetails', visit.key, { ...stay(about, visit), admissionStatus: words('open') }),
    involve(about, 'patch', visit.key, { ...involvement(about, visit), from: visit.startedAt, until: null }),
    ...visitProfessionals(about, visit),
  ];
}

/**
 * A02 and A12 say where the person is now: PV1-3, also when a transfer is cancelled (HL7 2.4 §3.3.12). A.3 wants an
 * A08 for other data; senders give the new consultant and specialty with the transfer, and no A08 follows.
 */
export function moved(about: About, visit: Visit): Statement[] {
  const sent = first(visit.pv1, PV1.AssignedPatientLocation);
  const stillThere = first(visit.pv1, PV1.PriorPatientLocation);
  const isUnsaid = about.event === 'A12' && sent === undefined && stillThere !== undefined;
  const changes = isUnsaid ? { admittedTo: place(stillThere), ward: ward(stillThere) } : location(visit);
  return [
    patch(about, 'admissionDetails', visit.key, { ...stay(about, visit), ...changes }),
    involve(about, 'patch', visit.key, { ...involvement(about, visit), from: visit.startedAt }),
    ...visitProfessionals(about, visit),
  ];
}

/** A11 and A23: the stay never was. */
export function stayWithdrawn(about: About, visit: Visit): Statement[] {
  const because = about.event === 'A23' ? 'deleted' : 'cancelled';
  return [
    retract(about, 'admissionDetails', visit.key, because),
    retract(about, 'dischargeDetails', visit.key, because),
    involve(about, 'retract', visit.key, { kind: 'admission', organisation: about.partner }),
    noVisitProfessionals(about, visit),
  ];
}

/** A16 sets, A25 takes back, the date on which discharge is expected. */
export function dischargeExpected(about: About, visit: Visit): Statement[] {
  const expected = date(about, visit.pv2, PV2.ExpectedDischargeDateTime);
  const none = about.event === 'A25' || isNull(visit.pv2, PV2.ExpectedDischargeDateTime) ? null : undefined;
  return [
    patch(about, 'admissionDetails', visit.key, {
      expectedDischargeDate: none === null ? null : expected,
      visitIdentifier: visit.number,
    }),
  ];
}

function involvement(about: About, visit: Visit) {
  return { kind: 'admission', organisation: about.partner, codes: involvementCodes(about, visit) } as const;
}
