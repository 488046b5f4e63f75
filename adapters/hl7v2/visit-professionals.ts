import type { Statement } from '../../schema/entry.js';
import { PV1 } from '../formats/hl7v2/names.js';
import { first } from '../formats/hl7v2/typed.js';
import { organisation } from './names-and-places.js';
import type { About } from './reading.js';
import { put, snapshot } from './statements.js';
import { named, words } from './values.js';
import { responsible, specialty, type Visit } from './visit.js';

const roles = [
  [PV1.AttendingDoctor, 'attending doctor'],
  [PV1.AdmittingDoctor, 'admitting doctor'],
] as const;

/** A list by itself, so that it ends with the stay. */
const listOf = ({ key }: Visit): string => `professionals:${key}`;

/**
 * Doctors of a stay besides the one responsible for it (attending PV1-7, admitting PV1-17): PRSB's admission has
 * room for one, so they are professional contacts for as long as the stay lasts.
 */
export function visitProfessionals(about: About, visit: Visit): Statement[] {
  const inCharge = responsible(visit)?.name;
  return roles.flatMap(([field, role]) => {
    const name = named(first(visit.pv1, field))?.name;
    if (name === undefined || name === inCharge) return [];
    const body = {
      name,
      role: words(role),
      speciality: specialty(about, visit),
      organisation: organisation(about.partner, undefined),
      startDate: visit.startedAt,
    };
    return [put(about, 'professionalContacts', `${visit.key}:${role}`, body, { list: listOf(visit) })];
  });
}

/** The stay is over, or never was. */
export function noVisitProfessionals(about: About, visit: Visit): Statement {
  return snapshot(about, 'professionalContacts', listOf(visit), []);
}
