import type { Segment } from '../formats/hl7v2/message.js';
import { MSH } from '../formats/hl7v2/names.js';
import { text } from '../formats/hl7v2/typed.js';
import { isDocument } from './observation-value.js';

/** A segment with the notes (NTE) that follow it. */
export interface Noted {
  readonly segment: Segment;
  readonly notes: readonly Segment[];
}

/** One order of an ORU, OUL, OML or REF message: ORC, OBR and what belongs to them. */
export interface OrderGroup {
  readonly orc: Segment | undefined;
  readonly obr: Segment | undefined;
  /** Notes on the order itself. */
  readonly notes: readonly Segment[];
  readonly observations: readonly Noted[];
  readonly specimen: Segment | undefined;
  readonly timing: Segment | undefined;
  /** Diagnoses the order is for. */
  readonly diagnoses: readonly Segment[];
  /** Documents that TXA describes, each with the file (OBX) before it. */
  readonly documents: readonly DescribedDocument[];
}

export interface DescribedDocument {
  readonly txa: Segment;
  readonly obx: Segment | undefined;
}

interface Open {
  orc: Segment | undefined;
  obr: Segment | undefined;
  notes: Segment[];
  observations: { segment: Segment; notes: Segment[] }[];
  specimen: Segment | undefined;
  timing: Segment | undefined;
  diagnoses: Segment[];
  documents: DescribedDocument[];
}

/** OUL names the order (OBR) first and its numbers (ORC) after it; only its oldest form R21 is like ORU. */
const orderBeforeNumbers = new Set(['R22', 'R23', 'R24']);

/**
 * The orders of a message: ORC and OBR open one, NTE belongs to what it follows. In OUL a specimen
 * stands before its orders, in ORU and OML after them: it counts for the open order, and for the
 * following ones where none is open.
 */
export function orderGroups(segments: readonly Segment[]): readonly OrderGroup[] {
  const groups: Open[] = [];
  let current: Open | undefined;
  let specimen: Segment | undefined;
  let notable: Segment[] | undefined;
  const open = (): Open => {
    current = {
      orc: undefined,
      obr: undefined,
      notes: [],
      observations: [],
      specimen,
      timing: undefined,
      diagnoses: [],
      documents: [],
    };
    groups.push(current);
    notable = current.notes;
    return current;
  };
  const isOul = orderBeforeNumbers.has(text(segments[0], MSH.MessageType, 2) ?? '');
  for (const segment of segments) {
    switch (segment.name) {
      case 'ORC':
        if (isOul && current?.obr !== undefined && current.orc === undefined && current.observations.length === 0) {
          current.orc = segment;
        } else open().orc = segment;
        break;
      case 'OBR': {
        const group: Open =
          current !== undefined && current.obr === undefined && current.observations.length === 0 ? current : open();
        group.obr = segment;
        notable = group.notes;
        break;
      }
      case 'OBX': {
        const observation: { segment: Segment; notes: Segment[] } = { segment, notes: [] };
        (current ?? open()).observations.push(observation);
        notable = observation.notes;
        break;
      }
      case 'NTE':
        notable?.push(segment);
        break;
      case 'SPM':
        if (current?.obr !== undefined && current.specimen === undefined) current.specimen = segment;
        else {
          specimen = segment;
          current = undefined;
        }
        notable = undefined;
        break;
      case 'DG1':
        current?.diagnoses.push(segment);
        notable = undefined;
        break;
      case 'TXA': {
        const last = current?.observations.at(-1)?.segment;
        const obx = last !== undefined && isDocument(last) ? last : undefined;
        if (obx !== undefined) current?.observations.pop();
        (current ?? open()).documents.push({ txa: segment, obx });
        notable = undefined;
        break;
      }
      case 'TQ1':
        if (current !== undefined) current.timing = segment;
        break;
      default:
        // Notes on a person, visit or document are not notes on an order.
        notable = undefined;
    }
  }
  return groups;
}
