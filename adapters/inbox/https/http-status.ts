import type { ErrorCode } from '../../../schema/errors.js';

const httpStatus: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  TOKEN_REFUSED: 401,
  SENDER_REFUSED: 403,
  NOT_FOUND: 404,
  FEED_UNKNOWN: 404,
  IDEMPOTENCY_CONFLICT: 409,
  MESSAGE_TOO_LARGE: 413,
  FORMAT_UNKNOWN: 415,
  BAD_REQUEST: 400,
  IDENTITY_UNAVAILABLE: 503,
  STORE_UNAVAILABLE: 503,
  RESOURCE_UNAVAILABLE: 503,
  INTERNAL: 500,
};

/** What is wrong with the content of a message has no status of its own. */
export const statusOf = (code: ErrorCode): number => httpStatus[code] ?? 422;
