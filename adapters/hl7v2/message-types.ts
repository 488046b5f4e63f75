import type { Statement } from '../../schema/entry.js';
import { personMessage, visitEvents, visitMessage } from './adt.js';
import { appointment } from './appointments.js';
import { document } from './documents.js';
import { medications } from './medications.js';
import { linked, merged } from './merge.js';
import { orders } from './orders.js';
import { problems } from './problems.js';
import type { Reading } from './reading.js';
import { referral } from './referrals.js';
import { results } from './results.js';
import { vaccinations } from './vaccinations.js';

/** What a message of one type says. */
export type MessageType = (reading: Reading) => readonly Statement[];

const each = (type: string, events: readonly string[], says: MessageType): Record<string, MessageType> =>
  Object.fromEntries(events.map((event) => [`${type}^${event}`, says]));

/** Every message type translated here, by MSH-9.1 and MSH-9.2. */
export const messageTypes: Readonly<Record<string, MessageType>> = {
  ...each('ADT', Object.keys(visitEvents), visitMessage),
  ...each('ADT', ['A28', 'A31'], personMessage),
  ...each('ADT', ['A34', 'A36', 'A39', 'A40', 'A47'], merged),
  'ADT^A24': linked,
  ...each('SIU', ['S12', 'S13', 'S14', 'S15', 'S17', 'S26'], appointment),
  'ORU^R01': results,
  'OUL^R22': results,
  ...each('OML', ['O21'], orders),
  ...each('ORM', ['O01'], orders),
  ...each('OMG', ['O19'], orders),
  ...each('REF', ['I12', 'I13', 'I14'], referral),
  ...each('RDE', ['O11'], medications),
  ...each('RDS', ['O13'], medications),
  'VXU^V04': vaccinations,
  ...each('MDM', ['T01', 'T02', 'T03', 'T04', 'T05', 'T06', 'T07', 'T08', 'T09', 'T10', 'T11'], document),
  ...each('PPR', ['PC1', 'PC2', 'PC3'], problems),
};
