import type { Body, NestedChange, Statement } from '../../schema/entry.js';
import { RecordError } from '../../schema/errors.js';
import { present } from '../../schema/present.js';
import type { Segment } from '../formats/hl7v2/message.js';
import { ORC, PV1, RXD, RXE, RXO, RXR } from '../formats/hl7v2/names.js';
import { first, quantity, text } from '../formats/hl7v2/typed.js';
import { allergiesAlong, diagnosesAndFindings, takenBack } from './brought-along.js';
import { codesBeside } from './codes-beside.js';
import { dosage } from './dosage.js';
import { identityIn, linksOf, nhsNumberStatusIn } from './identity.js';
import { place } from './names-and-places.js';
import { commentsOf } from './notes.js';
import { pharmacyOrders, type PharmacyOrder } from './pharmacy-orders.js';
import { one, type About, type Reading } from './reading.js';
import { isVeryRestricted } from './restricted.js';
import { patch, put, retract } from './statements.js';
import { code, date, entityKey, listed, listedOf, named, performer, words } from './values.js';

type Cluster = NonNullable<Body<'medicationsAndMedicalDevices'>['medicationItemCluster']>;

/**
 * ORC-1 by which an order ends: discontinued, cancelled, or replaced by the order that follows it, with their
 * confirmations (HL7 table 0119).
 */
const ends: Readonly<Record<string, string>> = {
  DC: 'Discontinued',
  OD: 'Discontinued',
  DR: 'Discontinued',
  CA: 'Cancelled',
  OC: 'Cancelled',
  CR: 'Cancelled',
  RP: 'Replaced',
  RQ: 'Replaced',
  RU: 'Replaced',
};

/**
 * RDE O11 (prescription), O25 (refill) and RDS O13 (supply), HL7 2.4 chapter 4. A supply is an entry beside its
 * prescription, so that the second supply does not replace the first, nor either the dose.
 * @throws RecordError STRUCTURE_INVALID when no order has a number
 */
export function medications(reading: Reading): Statement[] {
  const identity = identityIn(reading, one(reading, 'PID'));
  const about: About = { ...reading, subject: identity.subject };
  const orders = pharmacyOrders(about.segments);
  const statements = orders.flatMap((order) => statementsOf(about, order));
  if (statements.length === 0) throw new RecordError('STRUCTURE_INVALID', { location: 'ORC-2, ORC-3, RXE' });
  return [...linksOf(identity, nhsNumberStatusIn(reading)), ...allergiesAlong(about), ...statements];
}

function statementsOf(about: About, order: PharmacyOrder): Statement[] {
  const number = entityKey(first(order.orc, ORC.PlacerOrderNumber)) ?? entityKey(first(order.orc, ORC.FillerOrderNumber));
  if (number === undefined) {
    about.refuse('STRUCTURE_INVALID', 'ORC-2, ORC-3');
    return [];
  }
  const key = `prescription:${number}`;
  const control = text(order.orc, ORC.OrderControl)?.trim() ?? '';
  if (isVeryRestricted(order.orc, ORC.ConfidentialityCode)) {
    about.refuse('DOCUMENT_RESTRICTED', `ORC-28 in line ${order.orc?.line ?? 0}`, 'an order marked very restricted');
    const besides = takenBack(about, diagnosesAndFindings(about, key, 'a prescription', order));
    return [retract(about, 'medicationsAndMedicalDevices', key, 'deleted'), ...besides];
  }
  if (Object.hasOwn(ends, control)) return [discontinued(about, order, key, control)];
  return [...medicines(about, order, key), ...diagnosesAndFindings(about, key, 'a prescription', order)];
}

function medicines(about: About, order: PharmacyOrder, key: string): Statement[] {
  const medicine = (itsKey: string, rxd: Segment | undefined) => {
    const body = { medicationItemCluster: cluster(about, order, rxd) };
    const beside = codesBeside(about, body, [order.rxo, order.rxe, rxd]);
    return put(about, 'medicationsAndMedicalDevices', itsKey, body, beside);
  };
  const supplies = order.supplies.map((rxd, i) => {
    const supply = `${text(rxd, RXD.PrescriptionNumber) ?? ''}:${text(rxd, RXD.DispenseSubIDCounter) ?? i + 1}`;
    return medicine(`${key}:supply:${supply}`, rxd);
  });
  if (about.event === 'O13' && supplies.length > 0) return supplies;
  if (order.rxe === undefined && order.rxo === undefined) return supplies;
  return [medicine(key, undefined), ...supplies];
}

/**
 * The medicine ends; what was prescribed stays to be read, and where nothing was known of it, what this message says
 * of medicine, dose and route. The prescriber is not changed into the one who stopped it.
 */
function discontinued(about: About, order: PharmacyOrder, key: string, control: string): Statement {
  const { orc } = order;
  const stoppedBy = named(first(orc, ORC.OrderingProvider))?.name;
  const comment = [...commentsOf(order.notes), stoppedBy === undefined ? undefined : `Stopped by ${stoppedBy}`]
    .filter((part) => part !== undefined)
    .join('\n');
  const entry = {
    nameOfDiscontinuedMedication: medicationName(about, order, undefined),
    status: listed(about, orc, ORC.OrderStatus, 'orderStatus') ?? words(ends[control]),
    indication: code(about, orc, ORC.OrderControlCodeReason, 'discontinuationReason'),
    dateOfChange: date(about, orc, ORC.OrderEffectiveDateTime) ?? date(about, orc, ORC.DateTimeOfTransaction) ?? about.statedAt,
    comment,
  };
  const nested = asItWas(about, order);
  const changes = { medicationDiscontinuedEntry: present(entry) };
  return patch(about, 'medicationsAndMedicalDevices', key, changes, nested.length === 0 ? {} : { nested });
}

/** Medicine, form, dose and route as the message that ends it gives them. */
function asItWas(about: About, order: PharmacyOrder): NestedChange[] {
  const {
    medicationName: name,
    form,
    route,
    site,
    method,
    structuredDoseDirectionCluster,
  } = cluster(about, { ...order, notes: [] }, undefined) ?? {};
  if (name === undefined) return [];
  const said = { medicationName: name, form, route, site, method, structuredDoseDirectionCluster };
  return Object.entries(said).flatMap(([element, value]) =>
    value === undefined ? [] : [{ path: `medicationItemCluster.${element}`, value }],
  );
}

function cluster(about: About, order: PharmacyOrder, rxd: Segment | undefined): Cluster | undefined {
  const { orc, rxe, rxo } = order;
  const dosing = dosage(about, order);
  return present<Cluster>({
    date: date(about, orc, ORC.DateTimeOfTransaction),
    location: place(first(one(about, 'PV1'), PV1.AssignedPatientLocation)),
    performingProfessional: prescriber(about, orc),
    medicationName: medicationName(about, order, rxd),
    form:
      code(about, rxd, RXD.ActualDosageForm, 'form') ??
      code(about, rxe, RXE.GiveDosageForm, 'form') ??
      code(about, rxo, RXO.RequestedDosageForm, 'form'),
    quantitySupplied: supplied(about, order, rxd),
    dateSupplied: date(about, rxd, RXD.DateTimeDispensed),
    route: code(about, order.rxr, RXR.Route, 'route'),
    site: code(about, order.rxr, RXR.AdministrationSite, 'site'),
    method: code(about, order.rxr, RXR.AdministrationMethod, 'method'),
    ...dosing,
    additionalInstructions: words(
      [dosing.additionalInstructions?.text, askedFor(about, order, rxd)].filter((part) => part).join('\n'),
    ),
    repeatMedication: present({
      numberOfRepeatPrescriptions: quantity(text(rxe, RXE.NumberOfRefills) ?? text(rxo, RXO.NumberOfRefills), undefined),
    }),
  });
}

/** ORC-12, with the specialty of the visit it was prescribed in (PV1-10). */
function prescriber(about: About, orc: Segment | undefined): Cluster['performingProfessional'] {
  const speciality = listedOf(about, first(one(about, 'PV1'), PV1.HospitalService), 'treatmentFunction');
  return present({ ...performer(first(orc, ORC.OrderingProvider)), speciality });
}

function medicationName(about: About, { rxe, rxo }: PharmacyOrder, rxd: Segment | undefined) {
  return (
    code(about, rxd, RXD.DispenseGiveCode, 'medication') ??
    code(about, rxe, RXE.GiveCode, 'medication') ??
    code(about, rxo, RXO.RequestedGiveCode, 'medication')
  );
}

/**
 * What the prescriber asked for (RXO), where the pharmacy gives something else. In words: a medicine of its own would
 * read as if the person took both.
 */
function askedFor(about: About, order: PharmacyOrder, rxd: Segment | undefined): string | undefined {
  const asked = code(about, order.rxo, RXO.RequestedGiveCode, 'medication');
  const given = medicationName(about, order, rxd);
  const name = asked?.text ?? asked?.coding[0]?.code;
  const isSame = asked?.coding.some((each) => given?.coding.some((other) => each.code === other.code)) ?? true;
  return isSame || name === (given?.text ?? given?.coding[0]?.code) ? undefined : `Asked for: ${name}`;
}

function supplied(about: About, { rxe }: PharmacyOrder, rxd: Segment | undefined): Cluster['quantitySupplied'] {
  const unit =
    rxd === undefined ? code(about, rxe, RXE.DispenseUnits, 'units') : code(about, rxd, RXD.ActualDispenseUnits, 'units');
  const amount = rxd === undefined ? text(rxe, RXE.DispenseAmount) : text(rxd, RXD.ActualDispenseAmount);
  return present({
    value: quantity(amount, unit?.text ?? unit?.coding[0]?.code),
    unitOfMeasure: amount === undefined ? undefined : unit,
  });
}
