import type { Statement } from '../../schema/entry.js';
import type { PartialDateTime } from '../../schema/partial-date.js';
import type { CodedOrText, NamedProfessional } from '../../schema/prsb.generated.js';
import type { Segment } from '../formats/hl7v2/message.js';
import { PID, PV1, PV2 } from '../formats/hl7v2/names.js';
import { first, isNull, text } from '../formats/hl7v2/typed.js';
import { place } from './names-and-places.js';
import { one, type About } from './reading.js';
import { code, date, listed, named, recognisedBy, words } from './values.js';
import { ZU1 } from './zu.js';

/** What kind of entry a visit is, by PV1-2. */
export type VisitKind = 'stay' | 'contact' | 'planned' | 'none';

/** A visit as the PV1, PV2 and ZU1 of one message give it. */
export interface Visit {
  /** `visit:<PV1-19>`: key of everything that is said of the visit. */
  readonly key: string;
  readonly kind: Exclude<VisitKind, 'none'>;
  readonly number: string | undefined;
  readonly pv1: Segment;
  readonly pv2: Segment | undefined;
  readonly startedAt: PartialDateTime | undefined;
  readonly endedAt: PartialDateTime | undefined;
}

/**
 * The visit of the message, or undefined when it has none (person events send PV1-2 `N`).
 * Without PV1-19 the key is PV1-50, else the account number PID-18, else class and start; a visit
 * with none of them is reported, as no later message could speak of it.
 */
export function visitOf(about: About): Visit | undefined {
  const pv1 = one(about, 'PV1');
  if (pv1 === undefined) return undefined;
  const visitClass = text(pv1, PV1.PatientClass)?.trim() ?? '';
  const kind = kindOf(visitClass);
  if (kind === 'none') return undefined;
  const startedAt = date(about, pv1, PV1.AdmitDateTime);
  const number = text(pv1, PV1.VisitNumber)?.trim();
  const fallback = text(pv1, PV1.AlternateVisitID)?.trim() ?? text(one(about, 'PID'), PID.PatientAccountNumber)?.trim();
  const id = number ?? fallback ?? (startedAt && `${visitClass}@${startedAt}`);
  if (id === undefined) {
    about.refuse('STRUCTURE_INVALID', 'PV1-19', 'a visit without number, account or start');
    return undefined;
  }
  return {
    key: `visit:${id}`,
    kind,
    number,
    pv1,
    pv2: one(about, 'PV2'),
    startedAt,
    endedAt: date(about, pv1, PV1.DischargeDateTime),
  };
}

/** HL7 UK: I inpatient; P pre-admission and W waiting list are planned; N not applicable, C commercial. */
function kindOf(visitClass: string): VisitKind {
  if (visitClass === 'I' || visitClass === 'B') return 'stay';
  if (visitClass === 'P' || visitClass === 'W') return 'planned';
  return visitClass === '' || visitClass === 'N' || visitClass === 'C' ? 'none' : 'contact';
}

/** The treatment function: PV1-10, else ZU1-7, else the consultant's main specialty ZU1-6. */
export function specialty(about: About, { pv1 }: Visit): CodedOrText | undefined {
  const zu1 = one(about, 'ZU1');
  return (
    listed(about, pv1, PV1.HospitalService, 'treatmentFunction') ??
    listed(about, zu1, ZU1.TreatmentSpecialty, 'treatmentFunction') ??
    listed(about, zu1, ZU1.MainSpecialty, 'treatmentFunction')
  );
}

/** Consulting (PV1-9), else admitting (PV1-17), else attending doctor (PV1-7). */
export function responsible({ pv1 }: Visit): NamedProfessional | undefined {
  return (
    named(first(pv1, PV1.ConsultingDoctor)) ?? named(first(pv1, PV1.AdmittingDoctor)) ?? named(first(pv1, PV1.AttendingDoctor))
  );
}

/** The codes of PV2-3 with its words and those of the description PV2-12: the latter often says more. */
export function reason(about: About, { pv2 }: Visit): CodedOrText | undefined {
  const coded = code(about, pv2, PV2.AdmitReason, 'reason');
  const described = text(pv2, PV2.VisitDescription)?.trim();
  if (coded === undefined || described === undefined || described === '') return coded ?? words(described);
  const brief = coded.text?.trim() ?? '';
  const isSaid = described.toLowerCase().includes(brief.toLowerCase());
  return { ...coded, text: isSaid ? described : `${brief}: ${described}` };
}

/** By what a sensitive clinic, specialty or reason is recognised. */
export function involvementCodes(about: About, visit: Visit): readonly string[] {
  const ward = place(first(visit.pv1, PV1.AssignedPatientLocation));
  return recognisedBy(specialty(about, visit), reason(about, visit), ward);
}

/** Null for HL7 null, else the value read, else nothing said. */
export function said<T>(segment: Segment | undefined, field: number, value: T | undefined): T | null | undefined {
  return value === undefined && isNull(segment, field) ? null : value;
}

/** What one event says of a visit. */
export type VisitEvent = (about: About, visit: Visit) => readonly Statement[];
