import type { FeedFile } from '../feed-file.js';
import { hl7Time, type Moment } from '../calendar.js';
import type { KnownAs } from '../known-as.js';
import type { Clinician } from '../words/names.js';
import type { AllergyKind, Concept, Condition, ProcedureKind } from '../words/clinical.js';
import { consultant, identifiers, type NextOfKin, nk1, pd1, type PersonHabits, pid, usualHabits } from './hl7-person.js';
import { components, hl7File, type Hl7Sender, type Part, segment } from './hl7-segment.js';

export interface Visit {
  readonly number: string;
  /** PV1-2: in-patient, out-patient, emergency, pre-admit, not applicable. */
  readonly class: 'I' | 'O' | 'E' | 'P' | 'N';
  readonly ward?: string;
  readonly bed?: string;
  readonly site?: string;
  readonly priorWard?: string;
  readonly admissionMethod?: string;
  readonly source?: string;
  readonly specialty?: Concept;
  readonly consultant?: Clinician;
  readonly reason?: { readonly concept?: Concept; readonly text?: string };
  readonly from?: Moment;
  readonly until?: Moment;
  readonly destination?: string;
  readonly expectedFrom?: Moment;
  readonly expectedUntil?: Moment;
  /** ZU3: how an out-patient attendance went. */
  readonly attended?: '5' | '6' | '3';
}

export interface RecordedCondition {
  readonly condition: Condition;
  readonly at: Moment;
  readonly type: 'A' | 'W' | 'F';
  readonly text?: string;
}

export interface RecordedAllergy {
  readonly allergy: AllergyKind | 'none-known';
  readonly since?: string;
}

/** All that an ADT message may carry beside the person. */
export interface AdtContent {
  readonly visit?: Visit;
  readonly contacts?: readonly NextOfKin[];
  readonly conditions?: readonly RecordedCondition[];
  readonly allergies?: readonly RecordedAllergy[];
  readonly procedures?: readonly { readonly procedure: ProcedureKind; readonly at: Moment; readonly by: Clinician }[];
  readonly habits?: PersonHabits;
  /** PID and ZU8 as they are to be laid over what is usual, by field number. */
  readonly pidChanges?: Readonly<Record<number, Part>>;
  readonly zu8?: Readonly<Record<number, Part>>;
  /** When it happened, where that is not when it was sent. */
  readonly occurred?: Moment;
}

const structures: Readonly<Record<string, string>> = {
  A01: 'ADT_A01',
  A02: 'ADT_A02',
  A03: 'ADT_A03',
  A04: 'ADT_A01',
  A05: 'ADT_A05',
  A08: 'ADT_A01',
  A11: 'ADT_A09',
  A12: 'ADT_A09',
  A13: 'ADT_A01',
  A28: 'ADT_A05',
  A31: 'ADT_A05',
};

/** An admission, discharge, transfer or person message. */
export function adt(
  sender: Hl7Sender,
  event: keyof typeof structures & string,
  at: Moment,
  control: string,
  known: KnownAs,
  content: AdtContent = {},
): FeedFile {
  const { visit } = content;
  return hl7File(sender, `ADT^${event}`, structures[event]!, at, control, [
    evn(at, content.occurred ?? at),
    pid(known, content.habits ?? usualHabits, content.pidChanges),
    ...pd1(known),
    ...nk1(content.contacts ?? []),
    visit === undefined ? segment('PV1', { 1: '1', 2: 'N' }) : pv1(visit),
    ...(visit === undefined ? [] : pv2(visit)),
    ...(content.allergies ?? []).map(al1),
    ...(content.conditions ?? []).map(dg1),
    ...(content.procedures ?? []).map(({ procedure, at: when, by }, index) =>
      segment('PR1', {
        1: String(index + 1),
        3: components(procedure.opcs4, procedure.snomed.term, 'OPCS4', procedure.snomed.code, procedure.snomed.term, 'SNCT'),
        4: procedure.snomed.term,
        5: hl7Time(when, 12),
        11: consultant(by),
      }),
    ),
    ...(visit?.attended === undefined ? [] : [segment('ZU3', { 1: '01', 3: visit.attended, 8: '1' })]),
    ...(content.zu8 === undefined ? [] : [segment('ZU8', content.zu8)]),
  ]);
}

/** A40: `discarded` is, and has been, the person that `survivor` names. */
export function merge(
  sender: Hl7Sender,
  at: Moment,
  control: string,
  survivor: KnownAs,
  discarded: Pick<KnownAs, 'nhsNumber' | 'localNumbers'>,
): FeedFile {
  return hl7File(sender, 'ADT^A40', 'ADT_A39', at, control, [
    evn(at, at),
    pid(survivor),
    ...pd1(survivor),
    segment('MRG', { 1: identifiers(discarded) }),
  ]);
}

export const evn = (at: Moment, occurred: Moment): string => segment('EVN', { 2: hl7Time(at), 6: hl7Time(occurred) });

export function pv1(visit: Visit): string {
  const doctor = visit.consultant === undefined ? undefined : consultant(visit.consultant);
  return segment('PV1', {
    1: '1',
    2: visit.class,
    3: components(visit.ward, undefined, visit.bed, visit.site),
    4: visit.admissionMethod,
    6: visit.priorWard === undefined ? undefined : components(visit.priorWard, undefined, undefined, visit.site),
    9: doctor,
    10: visit.specialty?.code,
    14: visit.source,
    17: visit.class === 'I' ? doctor : undefined,
    19: visit.number,
    36: visit.destination,
    44: visit.from === undefined ? undefined : hl7Time(visit.from, 12),
    45: visit.until === undefined ? undefined : hl7Time(visit.until, 12),
  });
}

function pv2(visit: Visit): readonly string[] {
  if (visit.reason === undefined && visit.expectedFrom === undefined && visit.expectedUntil === undefined) return [];
  const concept = visit.reason?.concept;
  return [
    segment('PV2', {
      3: concept === undefined ? undefined : components(concept.code, concept.term, 'SNCT'),
      8: visit.expectedFrom === undefined ? undefined : hl7Time(visit.expectedFrom, 12),
      9: visit.expectedUntil === undefined ? undefined : hl7Time(visit.expectedUntil, 8),
      12: visit.reason?.text,
    }),
  ];
}

const severities = { mild: '3', moderate: '5', severe: '9' } as const;

function al1({ allergy, since }: RecordedAllergy, index: number): string {
  if (allergy === 'none-known')
    return segment('AL1', { 1: String(index + 1), 2: 'DA', 3: components('716186003', 'No known allergy', 'SNCT') });
  return segment('AL1', {
    1: String(index + 1),
    2: allergy.type,
    3: components(allergy.substance.code, allergy.substance.term, 'SNCT'),
    4: severities[allergy.severity],
    5: allergy.reaction.term,
    6: since,
  });
}

function dg1({ condition, at, type, text }: RecordedCondition, index: number): string {
  return segment('DG1', {
    1: String(index + 1),
    3: components(condition.icd10, condition.snomed.term, 'I10', condition.snomed.code, condition.snomed.term, 'SNCT'),
    4: text ?? condition.snomed.term,
    5: hl7Time(at, 12),
    6: type,
    15: String(index + 1),
  });
}
