import type { RetractEntry, Statement } from '../../schema/entry.js';
import { fromHl7Timestamp } from '../../schema/partial-date.js';
import { present } from '../../schema/present.js';
import type { CodedOrText } from '../../schema/prsb.generated.js';
import type { Segment } from '../formats/hl7v2/message.js';
import { OBR, OBX, ORC, SPM } from '../formats/hl7v2/names.js';
import { first, text } from '../formats/hl7v2/typed.js';
import { attachment, fileOf } from './attachment.js';
import { organisationOf } from './names-and-places.js';
import { isDocument, valueOf } from './observation-value.js';
import { commentsOf } from './notes.js';
import { type OrderGroup } from './order-groups.js';
import type { About } from './reading.js';
import { isVeryRestricted } from './restricted.js';
import { put, retract } from './statements.js';
import { code, date, listed, listedOf, named, performer, words } from './values.js';

/** One result: its OBX, or the OBX of one text, and the notes on it. */
export interface Result {
  readonly rows: readonly Segment[];
  readonly notes: readonly Segment[];
}

/** OBX-11 by which a result is taken back (HL7 table 0085). */
const takenBack = { D: 'deleted', X: 'cancelled', W: 'wrong-patient' } as const;

function withdrawnBecause({ obr }: OrderGroup, rows: readonly Segment[]): RetractEntry['because'] | undefined {
  const sent = rows.map((row) => text(row, OBX.ObservationResultStatus)?.trim()).find((status) => status !== undefined);
  // A result without a status of its own goes with its order: X there says that there is none.
  const status = sent ?? (text(obr, OBR.ResultStatus)?.trim() === 'X' ? 'X' : '');
  return Object.hasOwn(takenBack, status) ? takenBack[status as keyof typeof takenBack] : undefined;
}

/** A result, its correction, or its withdrawal. A document among the results is an entry of Documents. */
export function result(about: About, group: OrderGroup, { rows, notes }: Result, key: string, list: string): Statement[] {
  const [obx] = rows;
  if (obx === undefined) return [];
  const because = isVeryRestricted(group.orc, ORC.ConfidentialityCode) ? 'deleted' : withdrawnBecause(group, rows);
  if (because !== undefined) {
    // A withdrawal often leaves type and value empty, so it cannot tell which of the two it takes back.
    return [retract(about, 'investigationResults', key, because), retract(about, 'documents', key, because)];
  }
  const comments = commentsOf(notes);
  if (isDocument(obx)) return [resultDocument(about, group, obx, key, comments, list)];
  const investigation = code(about, obx, OBX.ObservationIdentifier, 'observation');
  if (investigation === undefined) about.refuse('STRUCTURE_INVALID', `OBX-3 in line ${obx.line}`);
  const value = valueOf(about, rows);
  const structured = present({
    value: value.quantity,
    unitsOfMeasure: code(about, obx, OBX.Units, 'units'),
    referenceRanges: text(obx, OBX.ReferencesRange),
    abnormalIndicator: abnormal(about, obx),
  });
  const body = {
    ...ofOrder(about, group),
    investigation: investigation ?? panel(about, group),
    investigationResult: value.finding,
    structuredInvestigationResult: structured,
    date: date(about, obx, OBX.DateTimeOfTheObservation) ?? date(about, group.obr, OBR.ObservationDateTime),
    performingProfessional: performer(first(obx, OBX.ResponsibleObserver)) ?? interpreter(group.obr),
    location: performedAt(obx),
    resultStatus: listed(about, obx, OBX.ObservationResultStatus, 'resultStatus') ?? orderStatus(about, group),
    abnormalFlags: flags(about, obx),
    comments,
  };
  return [put(about, 'investigationResults', key, body, { list })];
}

/** Notes on the whole order, and orders of notes alone, which would have no other home. */
export function panelNotes(about: About, group: OrderGroup, key: string, list: string): Statement[] {
  const comments = commentsOf(group.notes);
  if (comments.length === 0 || group.obr === undefined || isVeryRestricted(group.orc, ORC.ConfidentialityCode)) return [];
  const order = ofOrder(about, group);
  const body = {
    ...order,
    investigation: order.panel,
    date: date(about, group.obr, OBR.ObservationDateTime),
    resultStatus: orderStatus(about, group),
    comments,
  };
  return [put(about, 'investigationResults', key, body, { list })];
}

function ofOrder(about: About, group: OrderGroup) {
  return {
    panel: panel(about, group),
    specimen: code(about, group.specimen, SPM.SpecimenType, 'specimen') ?? specimenSource(group.obr),
    requestedBy: named(first(group.obr, OBR.OrderingProvider)) ?? named(first(group.orc, ORC.OrderingProvider)),
  };
}

function panel(about: About, { obr }: OrderGroup): CodedOrText | undefined {
  return code(about, obr, OBR.UniversalServiceIdentifier, 'order');
}

function orderStatus(about: About, { obr }: OrderGroup): CodedOrText | undefined {
  return listed(about, obr, OBR.ResultStatus, 'resultStatus');
}

/** OBR-15, the specimen before SPM existed: its first component is a code with words. */
function specimenSource(obr: Segment | undefined): CodedOrText | undefined {
  const source = first(obr, OBR.SpecimenSource);
  return words(source?.text(1, 2) ?? source?.text(1));
}

/** OBR-32: name and identifier in the first component (NDL in 2.3 to 2.6), or an XCN. */
function interpreter(obr: Segment | undefined) {
  const repetition = first(obr, OBR.PrincipalResultInterpreter);
  if (repetition === undefined) return undefined;
  if (repetition.subcomponents(1) < 2) return performer(repetition);
  const name = [6, 3, 4, 2].flatMap((part) => repetition.text(1, part)?.trim() ?? []).join(' ');
  const identifier = repetition.text(1, 1);
  return present({ name, professionalIdentifier: identifier });
}

function performedAt(obx: Segment) {
  const at = organisationOf(first(obx, OBX.PerformingOrganizationName));
  if (at === undefined) return undefined;
  return present({ codedLocation: at.coding.length > 0 ? at : undefined, freeText: at.text });
}

function flags(about: About, obx: Segment): CodedOrText[] {
  return obx.field(OBX.InterpretationCodes).flatMap((repetition) => listedOf(about, repetition, 'abnormalFlag') ?? []);
}

const abnormalFlags = new Set(['L', 'H', 'LL', 'HH', '<', '>', 'A', 'AA', 'PA', 'HU', 'LU']);

/** PRSB knows abnormal and normal only; the flags as sent stand beside it. */
function abnormal(about: About, obx: Segment): CodedOrText | undefined {
  const codes = flags(about, obx).flatMap(({ coding }) => coding.map((flag) => flag.code));
  if (codes.some((flag) => abnormalFlags.has(flag))) return words('Abnormal');
  return codes.includes('N') ? words('Normal') : undefined;
}

function resultDocument(
  about: About,
  group: OrderGroup,
  obx: Segment,
  key: string,
  comments: readonly string[],
  list: string,
): Statement {
  const analysed = text(obx, OBX.DateTimeOfTheObservation);
  const body = {
    ...attachment(obx),
    documentName: code(about, obx, OBX.ObservationIdentifier, 'observation'),
    documentTitle: panel(about, group)?.text,
    date: (analysed === undefined ? undefined : fromHl7Timestamp(analysed)) ?? date(about, group.obr, OBR.ObservationDateTime),
    performingProfessional: performer(first(obx, OBX.ResponsibleObserver)) ?? interpreter(group.obr),
    documentStatus: listed(about, obx, OBX.ObservationResultStatus, 'resultStatus'),
    documentIdentifier: text(group.obr, OBR.FillerOrderNumber),
    comments: comments.length > 0 ? comments.join('\n') : undefined,
  };
  return put(about, 'documents', key, body, { ...fileOf(about, obx), list });
}
