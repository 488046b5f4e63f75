import { RecordError } from '../../schema/errors.js';
import { isDataAtFault, sqlState } from '../database.js';

/**
 * Whether what was being applied is to blame: the database refused the data, or our own code stumbled over it. Everything
 * else (no connection, a full disk, a server that stops, a setting) is an outage, and nobody's attempt.
 */
export function isFaultOfData(error: unknown): boolean {
  if (isDataAtFault(error)) return true;
  if (error instanceof RecordError || sqlState(error) !== undefined) return false;
  return (
    error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError || error instanceof ReferenceError
  );
}
