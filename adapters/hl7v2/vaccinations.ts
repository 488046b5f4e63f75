import type { Body, Statement } from '../../schema/entry.js';
import { RecordError } from '../../schema/errors.js';
import { present } from '../../schema/present.js';
import type { Segment } from '../formats/hl7v2/message.js';
import { ORC, RXA, RXR } from '../formats/hl7v2/names.js';
import { first, quantity, text } from '../formats/hl7v2/typed.js';
import { allergies } from './allergies.js';
import { person } from './adt.js';
import { observed } from './observations.js';
import { place } from './names-and-places.js';
import type { About, Reading } from './reading.js';
import { put, retract } from './statements.js';
import { code, codeOf, date, entityKey, performer } from './values.js';

interface Vaccination {
  readonly orc: Segment | undefined;
  readonly rxa: Segment;
  readonly rxr: Segment | undefined;
}

/**
 * VXU V04 (HL7 2.4 chapter 4): vaccinations given, refused or not given. The sender is the one who
 * looks after the person, so the person's details are read as well.
 * @throws RecordError STRUCTURE_INVALID without RXA
 */
export function vaccinations(reading: Reading): Statement[] {
  const { about, statements } = person(reading);
  const given = vaccinationsIn(about.segments);
  if (given.length === 0) throw new RecordError('STRUCTURE_INVALID', { location: 'RXA' });
  const order = about.segments.findIndex(({ name }) => name === 'ORC' || name === 'RXA');
  // OBX of a vaccination tells of its funding and leaflets; what was observed of the person stands before the first.
  const observations = about.segments.slice(0, order).filter(({ name }) => name === 'OBX');
  const found = observed(about, observations, 'person', undefined);
  return [...statements, ...allergies(about), ...found, ...given.flatMap((vaccination) => statementOf(about, vaccination))];
}

function vaccinationsIn(segments: readonly Segment[]): readonly Vaccination[] {
  const at = segments.flatMap((segment, i) => (segment.name === 'RXA' ? [i] : []));
  return at.flatMap((start, i) => {
    const rxa = segments[start];
    if (rxa === undefined) return [];
    const before = segments.slice(at[i - 1] ?? 0, start);
    const after = segments.slice(start, at[i + 1]);
    return [{ rxa, orc: before.findLast(({ name }) => name === 'ORC'), rxr: after.find(({ name }) => name === 'RXR') }];
  });
}

/** Keyed by the filler's (else placer's) order number, else by vaccine and date. */
function statementOf(about: About, { orc, rxa, rxr }: Vaccination): Statement[] {
  const vaccineProduct = code(about, rxa, RXA.AdministeredCode, 'vaccine');
  const number = entityKey(first(orc, ORC.FillerOrderNumber)) ?? entityKey(first(orc, ORC.PlacerOrderNumber));
  const happened = `${vaccineProduct?.coding[0]?.code ?? vaccineProduct?.text ?? ''}@${text(rxa, RXA.DateTimeStartOfAdministration) ?? ''}`;
  const key = `vaccination:${number ?? happened}`;
  if (text(rxa, RXA.ActionCodeRXA)?.trim() === 'D') return [retract(about, 'vaccinations', key, 'deleted')];
  if (vaccineProduct === undefined) {
    about.refuse('STRUCTURE_INVALID', `RXA-5 in line ${rxa.line}`);
    return [];
  }
  const body: Body<'vaccinations'> = {
    date: date(about, rxa, RXA.DateTimeStartOfAdministration),
    vaccineProduct,
    location: place(first(rxa, RXA.AdministeredAtLocation)),
    performingProfessional: performer(first(rxa, RXA.AdministeringProvider)),
    manufacturer: code(about, rxa, RXA.SubstanceManufacturerName, 'manufacturer'),
    batchNumber: text(rxa, RXA.SubstanceLotNumber),
    route: code(about, rxr, RXR.Route, 'route'),
    bodySite: code(about, rxr, RXR.AdministrationSite, 'site'),
    indication: code(about, rxa, RXA.Indication, 'indication'),
    doseAmount: doseAmount(about, rxa),
    outcomeStatus: outcome(about, rxa),
    reported: reported(about, rxa),
  };
  return [put(about, 'vaccinations', key, body)];
}

/** 999 is HL7's way to say that the amount is not known (RXA-6). */
function doseAmount(about: About, rxa: Segment): Body<'vaccinations'>['doseAmount'] {
  const sent = text(rxa, RXA.AdministeredAmount)?.trim();
  if (sent === undefined || sent === '999') return undefined;
  const unitsOfMeasure = code(about, rxa, RXA.AdministeredUnits, 'units');
  return present({ value: quantity(sent, unitsOfMeasure?.coding[0]?.code ?? unitsOfMeasure?.text), unitsOfMeasure });
}

/** RXA-20 `RE` refused and `NA` not given: shown as not given, with the reason RXA-18. */
function outcome(about: About, rxa: Segment): Body<'vaccinations'>['outcomeStatus'] {
  const status = text(rxa, RXA.CompletionStatus)?.trim();
  if (status !== 'RE' && status !== 'NA') return status === undefined ? undefined : { notGivenFlag: false };
  const reason = code(about, rxa, RXA.SubstanceTreatmentRefusalReason, 'refusalReason');
  const vaccinationSituation = reason ?? { coding: [], text: status === 'RE' ? 'Refused' : 'Not given' };
  return { notGivenFlag: true, vaccinationSituation };
}

/** RXA-9 `00` is a new record; `01` and on say that it is told from another source. */
function reported(about: About, rxa: Segment): Body<'vaccinations'>['reported'] {
  const note = rxa.field(RXA.AdministrationNotes).find((repetition) => /^0[0-9]$/.test(repetition.text()?.trim() ?? ''));
  if (note === undefined) return undefined;
  const isReported = note.text()?.trim() !== '00';
  const origin = isReported ? codeOf(about, note, 'reportOrigin') : undefined;
  return { reported: isReported, ...(origin ? { reportOrigin: origin } : {}) };
}
