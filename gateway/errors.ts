/** What a client learns of an error: its code and what to do; never a cause, a value or a stack. */
import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { errorCodes, RecordError } from '../schema/errors.js';
import { withoutValue } from './variable-errors.js';

/** Codes of the GraphQL layer whose messages speak of the operation only, and may be shown. */
const ofTheOperation = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'WITHHELD',
  'SUBGRAPH_UNAVAILABLE',
  'OPERATION_TOO_LARGE',
]);

/** Formats an error for the client; anything that is not ours and not about the operation becomes INTERNAL. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const place = {
    ...(formatted.locations ? { locations: formatted.locations } : {}),
    ...(formatted.path ? { path: formatted.path } : {}),
  };
  const cause = recordErrorIn(error);
  if (cause) {
    const reason = (cause as { reason?: string }).reason;
    return { message: cause.message, ...place, extensions: { code: cause.code, ...(reason === undefined ? {} : { reason }) } };
  }
  const { stacktrace: _stack, originalError: _original, ...extensions } = (formatted.extensions ?? {}) as Record<string, unknown>;
  const code = isTooLarge(error, formatted) ? 'OPERATION_TOO_LARGE' : extensions['code'];
  if (typeof code === 'string' && (ofTheOperation.has(code) || Object.hasOwn(errorCodes, code))) {
    return { message: withoutValue(formatted.message), ...place, extensions: { ...extensions, code } };
  }
  return { message: errorCodes.INTERNAL, ...place, extensions: { code: 'INTERNAL' } };
}

/** Apollo gives every fault found in validating or parsing one code of its own; what is a limit of ours says so. */
function isTooLarge(error: unknown, formatted: GraphQLFormattedError): boolean {
  const original = (error as { originalError?: { extensions?: { code?: unknown } } } | null)?.originalError;
  return original?.extensions?.code === 'OPERATION_TOO_LARGE' || /contains more than \d+ tokens/.test(formatted.message);
}

/** The RecordError an error was caused by, if it was. */
export function recordErrorIn(error: unknown): RecordError | undefined {
  for (let at: unknown = unwrapResolverError(error), depth = 0; at instanceof Error && depth < 5; depth++) {
    if (at instanceof RecordError) return at;
    at = (at as { originalError?: unknown }).originalError ?? at.cause;
  }
  return undefined;
}
