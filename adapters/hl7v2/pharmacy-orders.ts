import type { Segment } from '../formats/hl7v2/message.js';

/** One pharmacy order: ORC and the segments up to the next. */
export interface PharmacyOrder {
  readonly orc: Segment | undefined;
  readonly rxo: Segment | undefined;
  readonly rxe: Segment | undefined;
  /** The route that stands last before the next order: that of what was encoded, not only asked for. */
  readonly rxr: Segment | undefined;
  readonly timing: Segment | undefined;
  /** What it is mixed from (RXC). */
  readonly components: readonly Segment[];
  readonly supplies: readonly Segment[];
  readonly notes: readonly Segment[];
  readonly diagnoses: readonly Segment[];
  readonly observations: readonly Segment[];
}

/** The orders of an RDE or RDS message; RXE, TQ1 and RXR after the encoding go before those of the request. */
export function pharmacyOrders(segments: readonly Segment[]): readonly PharmacyOrder[] {
  const starts = segments.flatMap((segment, i) => (segment.name === 'ORC' ? [i] : []));
  return starts.map((start, i) => {
    const group = segments.slice(start, starts[i + 1]);
    const last = (name: string) => group.findLast((segment) => segment.name === name);
    const all = (name: string) => group.filter((segment) => segment.name === name);
    return {
      orc: group[0],
      rxo: last('RXO'),
      rxe: last('RXE'),
      rxr: last('RXR'),
      timing: last('TQ1'),
      components: all('RXC'),
      supplies: all('RXD'),
      notes: all('NTE'),
      diagnoses: all('DG1'),
      observations: all('OBX'),
    };
  });
}
