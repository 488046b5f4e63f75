import type { Statement } from '../../schema/entry.js';
import { present } from '../../schema/present.js';
import type { Segment } from '../formats/hl7v2/message.js';
import { OBX } from '../formats/hl7v2/names.js';
import { first, text } from '../formats/hl7v2/typed.js';
import { attachment, fileOf } from './attachment.js';
import { isDocument, valueOf } from './observation-value.js';
import { every, type About } from './reading.js';
import { inList, unique } from './snapshot-lists.js';
import { put, retract } from './statements.js';
import { code, date, listed, performer } from './values.js';

/**
 * OBX of a visit or person message, such as weight or an assessment made on arrival: an examination
 * finding with its observation, and a file as a document. (OBX of ORU and OUL are results.)
 */
export function observations(about: About, scope: string | undefined): Statement[] {
  return observed(about, every(about, 'OBX'), scope ?? 'person', `ADT-OBX:${scope ?? 'person'}`);
}

/** The same of `rows`, which are about whatever has the key `scope`: a visit, an order, an appointment. */
export function observed(about: About, rows: readonly Segment[], scope: string, list: string | undefined): Statement[] {
  const uniqueKey = unique();
  return rows.flatMap((obx) => observation(about, obx, uniqueKey(keyOf(obx, scope)), list));
}

function keyOf(obx: Segment, scope: string): string {
  return `observation:${scope}:${text(obx, OBX.ObservationIdentifier) ?? ''}:${text(obx, OBX.ObservationSubID) ?? ''}`;
}

function observation(about: About, obx: Segment, key: string, list: string | undefined): Statement[] {
  const status = text(obx, OBX.ObservationResultStatus)?.trim();
  if (status === 'W' || status === 'D' || status === 'X') {
    const because = status === 'W' ? 'wrong-patient' : 'deleted';
    return [retract(about, 'examinationFindings', key, because), retract(about, 'documents', key, because)];
  }
  if (isDocument(obx)) return [attachedDocument(about, obx, key)];
  const value = valueOf(about, [obx]);
  const observed = present({
    codedValue: code(about, obx, OBX.ObservationIdentifier, 'observation'),
    value: value.quantity,
    unitsOfMeasure: code(about, obx, OBX.Units, 'units'),
    interpretation: listed(about, obx, OBX.InterpretationCodes, 'abnormalFlag'),
    freeText: value.finding?.coding.length === 0 ? value.finding.text : undefined,
  });
  if (observed?.codedValue === undefined) {
    about.refuse('STRUCTURE_INVALID', `OBX-3 in line ${obx.line}`);
    return [];
  }
  const finding = {
    date: date(about, obx, OBX.DateTimeOfTheObservation) ?? about.statedAt,
    examinationFindings: value.finding?.coding.length ? value.finding : undefined,
    observations: [observed],
    performingProfessional: performer(first(obx, OBX.ResponsibleObserver)),
  };
  return [put(about, 'examinationFindings', key, finding, inList(list))];
}

function attachedDocument(about: About, obx: Segment, key: string): Statement {
  const body = {
    ...attachment(obx),
    documentName: code(about, obx, OBX.ObservationIdentifier, 'observation'),
    date: date(about, obx, OBX.DateTimeOfTheObservation) ?? about.statedAt,
    performingProfessional: performer(first(obx, OBX.ResponsibleObserver)),
    documentStatus: listed(about, obx, OBX.ObservationResultStatus, 'resultStatus'),
  };
  return put(about, 'documents', key, body, fileOf(about, obx));
}
