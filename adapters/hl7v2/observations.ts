import type { Statement } from '../../schema/entry.js';
import { present } from '../../schema/present.js';
import type { Segment } from '../formats/hl7v2/message.js';
import { OBX } from '../formats/hl7v2/names.js';
import { first, text } from '../formats/hl7v2/typed.js';
import { isDocument, valueOf } from './observation-value.js';
import { every, type About } from './reading.js';
import { unique } from './snapshot-lists.js';
import { put, retract } from './statements.js';
import { code, date, listed, performer } from './values.js';

/**
 * OBX of a visit or person message, such as weight or an assessment made on arrival: an examination
 * finding with its observation. (OBX of ORU and OUL are results.)
 */
export function observations(about: About, scope: string | undefined): Statement[] {
  const uniqueKey = unique();
  return every(about, 'OBX')
    .filter((obx) => !isDocument(obx))
    .flatMap((obx) => observation(about, obx, uniqueKey(keyOf(obx, scope ?? 'person'))));
}

function keyOf(obx: Segment, scope: string): string {
  return `observation:${scope}:${text(obx, OBX.ObservationIdentifier) ?? ''}:${text(obx, OBX.ObservationSubID) ?? ''}`;
}

function observation(about: About, obx: Segment, key: string): Statement[] {
  const status = text(obx, OBX.ObservationResultStatus)?.trim();
  if (status === 'W') return [retract(about, 'examinationFindings', key, 'wrong-patient')];
  if (status === 'D' || status === 'X') return [retract(about, 'examinationFindings', key, 'deleted')];
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
  return [
    put(about, 'examinationFindings', key, {
      date: date(about, obx, OBX.DateTimeOfTheObservation) ?? about.statedAt,
      examinationFindings: value.finding?.coding.length ? value.finding : undefined,
      observations: [observed],
      performingProfessional: performer(first(obx, OBX.ResponsibleObserver)),
    }),
  ];
}
