import type { Statement } from '../../schema/entry.js';
import type { CodedOrText } from '../../schema/prsb.generated.js';
import { councilOf, eventKey, involvementOf, labelIn, outcomeOf, type Event } from './cld-event.js';
import { folded } from './header.js';
import { labelOf, ownWords, type Label } from './labels.js';
import type { RowReader } from './row.js';
import { put, words } from './statements.js';

/** Key of a service: labels as Release 2 writes them, so that a later file of the other release is the same service. */
export function serviceKey(row: RowReader, event: Event): string {
  const label = (column: string): string | undefined => {
    const raw = row.peek(column);
    return raw === undefined ? undefined : labelOf(column, raw, event.codes).label;
  };
  return eventKey(event, label('Service_Type'), label('Service_Component'), label('Delivery_Mechanism'));
}

/** A service: open while it has no end date. */
export function serviceOf(row: RowReader, event: Event): readonly Statement[] {
  const type = labelIn(row, 'Service_Type', event.codes);
  const shown = event.client === 'service-user' || isForCarer(type, row.peek('Service_Component'));
  const component = shown ? labelIn(row, 'Service_Component', event.codes) : undefined;
  const mechanism = shown ? labelIn(row, 'Delivery_Mechanism', event.codes) : undefined;
  const key = serviceKey(row, event);
  const { subject } = event.person;
  const statements: Statement[] = [
    put(subject, 'servicesAndCare', key, {
      narrative: ownWords({
        Service_Type: type,
        Service_Component: component,
        Delivery_Mechanism: mechanism,
        Event_Outcome: event.outcome,
      }),
      socialCarePackageName: component?.label,
      socialCarePackageType: type?.label,
      serviceStartDate: event.start,
      serviceEndDate: event.end,
      localAuthority: councilOf(event.partner),
      careFundingSource: shown ? words(row.text('Client_Funding_Status')) : undefined,
      deliveryMechanism: words(mechanism?.label),
      provider: shown ? providerOf(row) : undefined,
      outcome: outcomeOf(event),
    }),
    involvementOf(event, key, 'social-care-service'),
  ];
  if (component?.label === 'Equipment') {
    // The file names no item: only that equipment was provided.
    statements.push(put(subject, 'equipmentAndAdaptations', key, { equipmentName: words(component.label), date: event.start }));
  }
  return statements;
}

/**
 * Whether a carer's service says something of the carer: what is given to the person cared for
 * (home support, nursing care, its provider) would show that person's needs on the carer's record.
 */
function isForCarer(type: Label | undefined, component: string | undefined): boolean {
  if (type !== undefined && folded(type.label) === folded('Unpaid carer support: Direct to unpaid carer')) return true;
  return component !== undefined && /carer/i.test(component);
}

function providerOf(row: RowReader): CodedOrText | undefined {
  const location = row.text('Provider_CQC_Location_ID');
  const name = row.text('Provider_CQC_Location_Name');
  if (location === undefined) return words(name);
  return { coding: [{ code: location, system: 'CQC location' }], text: name };
}
