import type { Statement } from '../../schema/entry.js';
import { RecordError } from '../../schema/errors.js';
import type { CodedOrText } from '../../schema/prsb.generated.js';
import { OBR, ORC, TQ1 } from '../formats/hl7v2/names.js';
import { first, text } from '../formats/hl7v2/typed.js';
import { identityIn, linksOf, nhsNumberStatusIn } from './identity.js';
import { medications } from './medications.js';
import { organisationOf } from './names-and-places.js';
import { commentsOf, orderGroups, type OrderGroup } from './order-groups.js';
import { one, type About, type Reading } from './reading.js';
import { put } from './statements.js';
import { code, codeOf, date, entityKey, listed, performer, words } from './values.js';

/** ORC-1 by which an order is taken back: it stays, shown as cancelled, as results may still come. */
const cancels = new Set(['CA', 'DC', 'OC', 'OD', 'CR', 'DR']);

/**
 * OML O21, and the ORM O01 (which may order medicines instead) and OMG O19 of the same shape: investigations asked for, keyed by the placer's order number.
 * @throws RecordError STRUCTURE_INVALID without an order
 */
export function orders(reading: Reading): Statement[] {
  const identity = identityIn(reading, one(reading, 'PID'));
  const about: About = { ...reading, subject: identity.subject };
  const groups = orderGroups(about.segments).filter(({ obr }) => obr !== undefined);
  if (groups.length === 0 && about.segments.some(({ name }) => name === 'RXO' || name === 'RXE')) return medications(reading);
  if (groups.length === 0) throw new RecordError('STRUCTURE_INVALID', { location: 'OBR' });
  return [...linksOf(identity, nhsNumberStatusIn(reading)), ...groups.flatMap((group) => order(about, group))];
}

function order(about: About, group: OrderGroup): Statement[] {
  const { orc, obr, timing } = group;
  const number =
    entityKey(first(orc, ORC.PlacerOrderNumber)) ??
    entityKey(first(obr, OBR.PlacerOrderNumber)) ??
    entityKey(first(orc, ORC.FillerOrderNumber)) ??
    entityKey(first(obr, OBR.FillerOrderNumber));
  const requested = code(about, obr, OBR.UniversalServiceIdentifier, 'order');
  if (requested === undefined) {
    about.refuse('STRUCTURE_INVALID', `OBR-4 in line ${obr?.line ?? 0}`);
    return [];
  }
  // Without a number the order is told by what was asked for, and when.
  const key = `order:${number ?? `@${text(obr, OBR.ObservationDateTime) ?? text(orc, ORC.DateTimeOfTransaction) ?? ''}`}:${requested.coding[0]?.code ?? requested.text ?? ''}`;
  return [
    put(about, 'investigationsRequested', key, {
      date: date(about, orc, ORC.DateTimeOfTransaction) ?? date(about, obr, OBR.RequestedDateTime) ?? about.statedAt,
      investigationRequested: requested,
      statusOfRequest: status(about, group),
      reasonForRequest: reason(about, group),
      requestPriority: listed(about, timing, TQ1.Priority, 'orderPriority') ?? listed(about, obr, OBR.Priority, 'orderPriority'),
      performingProfessional: performer(first(orc, ORC.OrderingProvider)) ?? performer(first(obr, OBR.OrderingProvider)),
      location: organisationOf(first(orc, ORC.OrderingFacilityName)),
      orderIdentifier: text(orc, ORC.PlacerOrderNumber) ?? text(obr, OBR.PlacerOrderNumber) ?? number,
    }),
  ];
}

function status(about: About, { orc }: OrderGroup): CodedOrText | undefined {
  if (cancels.has(text(orc, ORC.OrderControl)?.trim() ?? '')) return words('cancelled');
  return listed(about, orc, ORC.OrderStatus, 'orderStatus') ?? words('active');
}

/** OBR-31, the clinical information of OBR-13, and notes. */
function reason(about: About, { obr, notes }: OrderGroup): string | undefined {
  const reasons = (obr?.field(OBR.ReasonForStudy) ?? []).map((repetition) => {
    const coded = codeOf(about, repetition, 'reason');
    return coded?.text ?? coded?.coding[0]?.code;
  });
  const parts = [...reasons, text(obr, OBR.RelevantClinicalInformation), ...commentsOf(notes)].filter(
    (part) => part !== undefined,
  );
  return parts.join('\n') || undefined;
}
