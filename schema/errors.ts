/**
 * Every error this system raises, by stable code. Messages are fixed and say what to do;
 * `detail` is for operators and never holds patient data.
 */
export const errorCodes = {
  // Asking
  BAD_NHS_NUMBER: 'That is not an NHS number: it needs 10 digits with a valid check digit.',
  BAD_REQUEST: 'The request cannot be carried out as it stands; see the detail.',
  UNAUTHENTICATED: 'Send a bearer token from the identity provider.',
  TOKEN_REFUSED: 'The token was not accepted; sign in again.',
  IDENTITY_UNAVAILABLE: 'The identity provider cannot be reached, so nobody can be recognised just now. Try again later.',
  OPERATION_TOO_LARGE: 'The operation asks for too much at once; ask for fewer fields or split it.',
  WITHHELD: 'This is withheld from you; the reason code says why.',
  AUDIT_UNAVAILABLE: 'The audit trail cannot be written, so nothing can be shown. Try again later.',
  STORE_UNAVAILABLE: 'The record store cannot be read just now. Try again later.',
  POLICY_UNAVAILABLE: 'What you may see cannot be decided just now, so nothing is shown. Try again later.',
  LINK_EXPIRED: 'The link was used or is too old; ask for a new one.',
  SOURCE_UNAVAILABLE: 'A partner that is asked on demand cannot be reached just now. Try again later.',
  SOURCE_NOT_ASKED: 'A partner that is asked on demand is asked for direct care only.',
  SOURCE_UNREADABLE: 'Part of what a partner answered on demand cannot be read, so it is not shown. Ask its integrator.',
  SUBGRAPH_UNAVAILABLE: 'Part of the record cannot be read just now. Try again later.',
  NOT_FOUND: 'There is nothing with that identifier.',
  VERSION_CONFLICT: 'It was changed since you read it; read it again and decide anew.',
  NETWORK_NOT_ALLOWED: 'The record can be reached from the health and care network only.',
  LAUNCH_REFUSED: 'The launch was not accepted; open the person again from your own system.',
  SESSION_EXPIRED: 'The session is over; open the person again from your own system, or sign in.',
  INTERNAL: 'Something went wrong on our side. Nothing was shown.',
  // Feeds: reading
  FORMAT_UNKNOWN: 'The content is not HL7 v2, CDA or a CSV layout that is known here.',
  FEED_UNKNOWN: 'No feed of the profile matches this sender; name one with --feed or add it to the profile.',
  MESSAGE_UNREADABLE: 'The bytes cannot be read as the format they seem to be.',
  MESSAGE_TOO_LARGE: 'The message is larger than this feed may send.',
  XML_FORBIDDEN: 'The document holds XML that is refused here (a DOCTYPE, or too deep or too many parts).',
  MESSAGE_TYPE_UNSUPPORTED: 'This message type is not translated here.',
  STRUCTURE_INVALID: 'A segment, field, section or column that the standard requires is missing.',
  FRAME_UNREADABLE: 'The bytes are no frame that can be read; they are kept as they came.',
  SENDER_REFUSED: 'This sender has not proven that it may use this feed.',
  IDEMPOTENCY_CONFLICT: 'The same idempotency key came with other content before; choose a new key.',
  CHECKSUM_MISMATCH: 'The file is not the one its manifest describes; send it again.',
  FILE_UNPAIRED: 'A file waits without the other of its pair; scr feeds status names it: have the other sent, or take it away.',
  SNAPSHOT_HELD: 'The file names far fewer rows than the last one; it waits until somebody confirms it.',
  RESOURCE_UNAVAILABLE: 'Something that messages are translated with cannot be read just now; they wait until it can.',
  // Feeds: meaning
  IDENTIFIER_MISSING: 'No usable identifier: neither a valid NHS number nor a local one with its authority.',
  DATE_INVALID: 'A date that the entry depends on cannot be read.',
  MESSAGE_UNMAPPABLE: 'The content cannot be translated as it stands.',
  ENTRY_INVALID: 'The translated entry does not fit its PRSB section.',
  REAL_PERSON_REFUSED: 'This store holds synthetic people only (NHS numbers 999…). Use a store for real people.',
  MERGE_CYCLE: 'The merge would lead a person back to themselves.',
  DOCUMENT_RESTRICTED: 'The document or section is marked very restricted by its author; it is not shared.',
  DOCUMENT_TOO_LARGE: 'The file is too large to be kept here; what is known about it is.',
  DOCUMENT_UNREADABLE: 'The file is not encoded as it says, so it cannot be kept; what is known about it is.',
  DOCUMENT_TYPE_REFUSED: 'Files of this kind are not kept here, whatever they are called; what is known about it is.',
  VIEW_ONLY_PARTNER: 'Of this partner nothing is kept here: it is asked when somebody looks.',
  ROW_EXCLUDED: 'Rows of this kind are not shared, by policy.',
  // Running
  CONFIG_INVALID: 'A setting or a profile is not valid; the detail says where.',
  STORE_IN_USE: 'Another process is using this data folder.',
} as const;

export type ErrorCode = keyof typeof errorCodes;

export interface ErrorDetail {
  /** For operators; never patient data. */
  readonly detail?: string;
  /** Where in the source: `PID-3`, `line 12, column Date_of_Birth`, `section 48765-2`. Never a value. */
  readonly location?: string;
  readonly feed?: string;
  /** WITHHELD: the reason code of `policy/reasons.ts`, for the reader. */
  readonly reason?: string;
  readonly cause?: unknown;
}

/** The one error class. Compare `code`, never `message`. */
export class RecordError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  readonly location: string | undefined;
  readonly feed: string | undefined;
  readonly reason: string | undefined;

  constructor(code: ErrorCode, about: ErrorDetail = {}) {
    super(errorCodes[code], about.cause === undefined ? undefined : { cause: about.cause });
    this.name = 'RecordError';
    this.code = code;
    this.detail = about.detail;
    this.location = about.location;
    this.feed = about.feed;
    this.reason = about.reason;
  }
}
