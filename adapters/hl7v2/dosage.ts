import type { Body } from '../../schema/entry.js';
import type { PartialDateTime } from '../../schema/partial-date.js';
import { present } from '../../schema/present.js';
import type { Quantity } from '../../schema/prsb.generated.js';
import type { Segment } from '../formats/hl7v2/message.js';
import { ORC, RXC, RXD, RXE, RXO, TQ1 } from '../formats/hl7v2/names.js';
import { first, quantity, text } from '../formats/hl7v2/typed.js';
import { commentsOf } from './notes.js';
import type { PharmacyOrder } from './pharmacy-orders.js';
import type { Reading } from './reading.js';
import { code, date, listed, words } from './values.js';

type Cluster = NonNullable<Body<'medicationsAndMedicalDevices'>['medicationItemCluster']>;

/** How much, how often, how long and what for: RXE (else RXO), TQ1, else the quantity/timing of RXE-1. */
export function dosage(
  reading: Reading,
  order: PharmacyOrder,
): Pick<Cluster, 'structuredDoseDirectionCluster' | 'courseDetailsCluster' | 'additionalInstructions'> {
  const { rxe, rxo, timing } = order;
  const start = date(reading, timing, TQ1.StartDateTime) ?? date(reading, rxe, RXE.QuantityTiming, 4);
  const end = date(reading, timing, TQ1.EndDateTime) ?? date(reading, rxe, RXE.QuantityTiming, 5);
  return {
    structuredDoseDirectionCluster: present({
      structuredDoseAmount: present({
        dose: dose(rxe, rxo),
        rate: quantity(text(rxe, RXE.GiveRateAmount), unitOf(rxe, RXE.GiveRateUnits)),
      }),
      structuredDoseTiming: frequency(order),
      doseDirectionDuration: duration(order),
      doseDirectionsDescription: directions(reading, order),
      maxdoseperadministration: quantity(text(rxe, RXE.GiveAmountMaximum), unitOf(rxe, RXE.GiveUnits)),
      maxdoseperperiod: quantity(text(rxe, RXE.TotalDailyDose), text(rxe, RXE.TotalDailyDose, 2)),
    }),
    courseDetailsCluster: course(reading, order, start, end),
    additionalInstructions: words(
      text(rxe, RXE.PharmacyTreatmentSupplierSSpecialDispensingInstructions, 2) ??
        text(rxe, RXE.PharmacyTreatmentSupplierSSpecialDispensingInstructions),
    ),
  };
}

function dose(rxe: Segment | undefined, rxo: Segment | undefined): Quantity | undefined {
  return (
    quantity(text(rxe, RXE.GiveAmountMinimum), unitOf(rxe, RXE.GiveUnits)) ??
    quantity(text(rxo, RXO.RequestedGiveAmountMinimum), unitOf(rxo, RXO.RequestedGiveUnits))
  );
}

/** Unit of a CE: its words, else its code. */
function unitOf(segment: Segment | undefined, field: number): string | undefined {
  return text(segment, field, 2) ?? text(segment, field);
}

/** `BD`, `Q6H`, …: TQ1-3 or the interval RXE-1.2, as sent. */
function frequency({ timing, rxe }: PharmacyOrder): Quantity | undefined {
  return quantity(text(timing, TQ1.RepeatPattern) ?? text(rxe, RXE.QuantityTiming, 2), undefined);
}

function duration({ timing, rxe }: PharmacyOrder): Quantity | undefined {
  return (
    quantity(text(timing, TQ1.ServiceDuration), text(timing, TQ1.ServiceDuration, 2)) ??
    quantity(text(rxe, RXE.QuantityTiming, 3), undefined)
  );
}

/** The directions in words: what it is mixed from, RXE-7, else RXO-7 or RXO-6, TQ1-11, notes; every repetition kept. */
function directions(reading: Reading, { rxe, rxo, timing, notes, supplies, components }: PharmacyOrder): string | undefined {
  const lines = [
    ...components.flatMap((rxc) => component(reading, rxc) ?? []),
    ...wordsIn(rxe, RXE.ProviderSAdministrationInstructions),
    ...(rxe === undefined ? wordsIn(rxo, RXO.ProviderSAdministrationInstructions) : []),
    ...wordsIn(timing, TQ1.TextInstruction),
    ...supplies.flatMap((rxd) => wordsIn(rxd, RXD.DispenseNotes)),
    ...commentsOf(notes),
  ];
  return [...new Set(lines)].join('\n') || undefined;
}

/** A part of a mixture, for example `Contains Potassium chloride 20 mmol`. */
function component(reading: Reading, rxc: Segment): string | undefined {
  const what = code(reading, rxc, RXC.ComponentCode, 'medication');
  const name = what?.text ?? what?.coding[0]?.code;
  const unit = unitOf(rxc, RXC.ComponentUnits);
  return name === undefined
    ? undefined
    : ['Contains', name, text(rxc, RXC.ComponentAmount), unit].filter((part) => part).join(' ');
}

function wordsIn(segment: Segment | undefined, field: number): string[] {
  return segment?.field(field).flatMap((repetition) => repetition.text(2) ?? repetition.text(1) ?? []) ?? [];
}

/** ORC-1 where the status ORC-5 is not sent: a medicine that is held is not being taken. */
const byControl: Readonly<Record<string, string | undefined>> = { HD: 'On hold', OH: 'On hold', RL: 'Active', OE: 'Active' };

function course(
  reading: Reading,
  { orc, rxe, rxo }: PharmacyOrder,
  startDateTime?: PartialDateTime,
  endDateTime?: PartialDateTime,
): Cluster['courseDetailsCluster'] {
  const indication = code(reading, rxe, RXE.GiveIndication, 'indication') ?? code(reading, rxo, RXO.Indication, 'indication');
  const courseStatus =
    listed(reading, orc, ORC.OrderStatus, 'orderStatus') ?? words(byControl[text(orc, ORC.OrderControl)?.trim() ?? '']);
  return present({
    courseStatus,
    startDateTime,
    endDateTime,
    indication: indication?.text ?? first(rxe, RXE.GiveIndication)?.text(),
  });
}
