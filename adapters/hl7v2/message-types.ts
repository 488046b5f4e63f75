import type { Statement } from '../../schema/entry.js';
import { personMessage, visitEvents, visitMessage } from './adt.js';
import { linked, merged } from './merge.js';
import { results } from './results.js';
import type { Reading } from './reading.js';

/** What a message of one type says. */
export type MessageType = (reading: Reading) => readonly Statement[];

/** Every message type translated here, by MSH-9.1 and MSH-9.2. */
export const messageTypes: Readonly<Record<string, MessageType>> = {
  ...Object.fromEntries(Object.keys(visitEvents).map((event) => [`ADT^${event}`, visitMessage])),
  'ADT^A28': personMessage,
  'ADT^A31': personMessage,
  'ADT^A24': linked,
  'ADT^A34': merged,
  'ADT^A36': merged,
  'ADT^A39': merged,
  'ADT^A40': merged,
  'ADT^A47': merged,
  'ORU^R01': results,
  'OUL^R22': results,
};
