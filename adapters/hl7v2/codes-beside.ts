import type { CodedOrText } from '../../schema/prsb.generated.js';
import type { Segment } from '../formats/hl7v2/message.js';
import { AIG, AIS, DG1, OBR, OBX, PV2, RXD, RXE, RXO, SCH } from '../formats/hl7v2/names.js';
import { valueOf } from './observation-value.js';
import type { Reading } from './reading.js';
import { codeOf } from './values.js';

/** The coded fields of segments that say what a thing is, is for, or was found. */
const codedFields: Readonly<Record<string, readonly number[]>> = {
  AIG: [AIG.ResourceID],
  AIS: [AIS.UniversalServiceIdentifier],
  DG1: [DG1.DiagnosisCodeDG1],
  OBR: [OBR.UniversalServiceIdentifier, OBR.ReasonForStudy],
  OBX: [OBX.ObservationIdentifier],
  PV2: [PV2.AdmitReason],
  RXD: [RXD.DispenseGiveCode, RXD.SupplementaryCode],
  RXE: [RXE.GiveCode],
  RXO: [RXO.RequestedGiveCode],
  SCH: [SCH.AppointmentReason],
};

/**
 * Codes of `segments` that `body` does not hold, as `system|code`: those of elements that PRSB has in words only. They
 * stay beside the entry, so that what is sensitive is recognised by its code whatever its words.
 */
export function codesBeside(
  reading: Reading,
  body: object,
  segments: readonly (Segment | undefined)[],
): { readonly codes?: readonly string[] } {
  const held = codesIn(body, new Set<string>());
  const beside = segments
    .flatMap((segment) => (segment === undefined ? [] : valuesOf(reading, segment)))
    .flatMap(({ coding }) => coding)
    .filter(({ code }) => !held.has(code))
    .map(({ code, system }) => (system === undefined ? code : `${system}|${code}`));
  return beside.length === 0 ? {} : { codes: [...new Set(beside)] };
}

function valuesOf(reading: Reading, segment: Segment): CodedOrText[] {
  const fields = codedFields[segment.name] ?? [];
  const coded = fields.flatMap((field) =>
    segment.field(field).flatMap((repetition) => codeOf(reading, repetition, 'reason') ?? []),
  );
  const found = segment.name === 'OBX' ? valueOf(reading, [segment]).finding : undefined;
  return found === undefined ? coded : [...coded, found];
}

function codesIn(value: unknown, into: Set<string>): Set<string> {
  if (Array.isArray(value)) for (const part of value) codesIn(part, into);
  else if (value !== null && typeof value === 'object') {
    for (const [name, part] of Object.entries(value)) {
      if (name === 'code' && typeof part === 'string') into.add(part);
      else codesIn(part, into);
    }
  }
  return into;
}
