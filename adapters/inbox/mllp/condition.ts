import type { ErrorCode } from '../../../schema/errors.js';

/** HL7 table 0357, message error condition codes. */
const words = {
  '100': 'Segment sequence error',
  '101': 'Required field missing',
  '102': 'Data type error',
  '200': 'Unsupported message type',
  '204': 'Unknown key identifier',
  '207': 'Application internal error',
} as const;

const numbers: Partial<Record<ErrorCode, keyof typeof words>> = {
  FORMAT_UNKNOWN: '100',
  MESSAGE_UNREADABLE: '100',
  FRAME_UNREADABLE: '100',
  STRUCTURE_INVALID: '101',
  IDENTIFIER_MISSING: '101',
  DATE_INVALID: '102',
  ENTRY_INVALID: '102',
  MESSAGE_UNMAPPABLE: '102',
  MESSAGE_TYPE_UNSUPPORTED: '200',
  FEED_UNKNOWN: '204',
  SENDER_REFUSED: '204',
  REAL_PERSON_REFUSED: '204',
  MERGE_CYCLE: '204',
};

/** What sending the same again can never change: the sender stops, and somebody looks. */
const rejected: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'MESSAGE_TYPE_UNSUPPORTED',
  'MESSAGE_UNREADABLE',
  'FORMAT_UNKNOWN',
  'FEED_UNKNOWN',
  'SENDER_REFUSED',
  'MESSAGE_TOO_LARGE',
  'REAL_PERSON_REFUSED',
]);

/** The condition of table 0357 that a code of ours comes closest to. */
export function conditionOf(code: ErrorCode): { readonly number: string; readonly text: string } {
  const number = numbers[code] ?? '207';
  return { number, text: words[number] };
}

/** Whether the answer is AR or CR instead of AE or CE, on which senders try again. */
export function isRejected(code: ErrorCode): boolean {
  return rejected.has(code);
}
