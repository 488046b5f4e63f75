import type { Statement } from '../../schema/entry.js';
import { visitMessage } from './adt.js';
import { byPerson } from './identity.js';
import type { Reading } from './reading.js';

/**
 * ADR^A19, the answer to QRY^A19: the person and each visit as they stand, one group with its PID for each visit. Said as
 * an update (A08) says it: whatever is given counts, and what is absent is not taken back.
 */
export function visitsAnswered(reading: Reading): Statement[] {
  return byPerson(reading).flatMap((group) => visitMessage({ ...group, event: 'A08' }));
}
