import type { Statement } from '../../schema/entry.js';
import { personMessage, visitEvents, visitMessage } from './adt.js';
import { appointment, appointmentEvents } from './appointments.js';
import { document } from './documents.js';
import { medications } from './medications.js';
import { linked, merged, unlinked } from './merge.js';
import { orderAnswered, orders } from './orders.js';
import { personDeleted } from './person-deleted.js';
import { problems } from './problems.js';
import type { Reading } from './reading.js';
import { visitsAnswered } from './query-answers.js';
import { referral, referralAnswered } from './referrals.js';
import { results } from './results.js';
import { vaccinations } from './vaccinations.js';
import { visitMoved, visitsMerged } from './visit-moves.js';

/** What a message of one type says. */
export type MessageType = (reading: Reading) => readonly Statement[];

const each = (type: string, events: readonly string[], says: MessageType): Record<string, MessageType> =>
  Object.fromEntries(events.map((event) => [`${type}^${event}`, says]));

/** Every message type translated here, by MSH-9.1 and MSH-9.2. */
export const messageTypes: Readonly<Record<string, MessageType>> = {
  ...each('ADT', Object.keys(visitEvents), visitMessage),
  ...each('ADT', ['A28', 'A31', 'A60'], personMessage),
  ...each('ADT', ['A34', 'A36', 'A39', 'A40', 'A47'], merged),
  'ADT^A24': linked,
  'ADT^A29': personDeleted,
  'ADT^A37': unlinked,
  'ADT^A42': visitsMerged,
  'ADT^A45': visitMoved,
  ...each('SIU', appointmentEvents, appointment),
  'ORU^R01': results,
  // Answers to queries: results as they stand, and visits.
  'ORF^R04': results,
  'ADR^A19': visitsAnswered,
  ...each('OUL', ['R21', 'R22', 'R23', 'R24'], results),
  ...each('OML', ['O21'], orders),
  ...each('ORL', ['O22'], orderAnswered),
  ...each('ORM', ['O01'], orders),
  ...each('OMG', ['O19'], orders),
  ...each('REF', ['I12', 'I13', 'I14'], referral),
  ...each('RRI', ['I12', 'I13', 'I14'], referralAnswered),
  ...each('RDE', ['O11', 'O25'], medications),
  ...each('RDS', ['O13'], medications),
  'VXU^V04': vaccinations,
  ...each('MDM', ['T01', 'T02', 'T03', 'T04', 'T05', 'T06', 'T07', 'T08', 'T09', 'T10', 'T11'], document),
  ...each('PPR', ['PC1', 'PC2', 'PC3'], problems),
};
