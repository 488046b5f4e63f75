import type { Statement } from '../../schema/entry.js';
import { PV1, PV2 } from '../formats/hl7v2/names.js';
import { first } from '../formats/hl7v2/typed.js';
import { codesBeside } from './codes-beside.js';
import { place } from './names-and-places.js';
import type { About } from './reading.js';
import { involve, put, retract, snapshot } from './statements.js';
import { date } from './values.js';
import { involvementCodes, reason, responsible, specialty, type Visit } from './visit.js';

/** The list that a planned visit stands in by itself, so that it ends when the visit begins. */
const listOf = ({ key }: Visit): string => `planned:${key}`;

/** A05, A14 and visits of class P or W: a stay or attendance that is to come. */
export function planned(about: About, visit: Visit): Statement[] {
  const expected = date(about, visit.pv2, PV2.ExpectedAdmitDateTime) ?? visit.startedAt;
  const body = {
    dateOfAppointment: expected,
    appointmentStatus: visit.kind === 'contact' ? 'planned attendance' : 'planned admission',
    reasonForAppointment: reason(about, visit)?.text,
    locationOfFutureAppointment: place(first(visit.pv1, PV1.AssignedPatientLocation)),
    specialty: specialty(about, visit),
    professionalToSeeThePerson: responsible(visit),
    appointmentIdentifier: visit.number,
  };
  const codes = involvementCodes(about, visit);
  return [
    put(about, 'futureAppointments', visit.key, body, { list: listOf(visit), ...codesBeside(about, body, [visit.pv2]) }),
    involve(about, 'put', visit.key, {
      kind: 'appointment',
      organisation: about.partner,
      from: about.statedAt,
      until: expected,
      codes,
    }),
  ];
}

/** A38, A27: it will not take place. */
export function plannedWithdrawn(about: About, visit: Visit): Statement[] {
  return [
    retract(about, 'futureAppointments', visit.key, 'cancelled'),
    involve(about, 'retract', visit.key, { kind: 'appointment', organisation: about.partner }),
  ];
}

/** The visit has begun: what was planned for it lies in the past. */
export function noLongerPlanned(about: About, visit: Visit): Statement {
  return snapshot(about, 'futureAppointments', listOf(visit), []);
}
