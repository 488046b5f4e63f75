import type { FastifyReply } from 'fastify';
import { RecordError } from '../schema/errors.js';

const httpStatus: { readonly [code: string]: number } = {
  UNAUTHENTICATED: 401,
  TOKEN_REFUSED: 401,
  SESSION_EXPIRED: 401,
  LAUNCH_REFUSED: 403,
  NETWORK_NOT_ALLOWED: 403,
  BAD_REQUEST: 400,
  WITHHELD: 403,
  NOT_FOUND: 404,
  LINK_EXPIRED: 410,
  IDENTITY_UNAVAILABLE: 503,
  STORE_UNAVAILABLE: 503,
  AUDIT_UNAVAILABLE: 503,
  SUBGRAPH_UNAVAILABLE: 503,
};

/** Answers an error that is not about an operation: its code and what to do, as GraphQL would say it. */
export async function sendError(reply: FastifyReply, error: unknown): Promise<void> {
  const known = error instanceof RecordError ? error : undefined;
  const status = known ? (httpStatus[known.code] ?? 500) : ((error as { statusCode?: number }).statusCode ?? 500);
  const shown = known ?? (status < 500 ? new RecordError('BAD_REQUEST') : new RecordError('INTERNAL'));
  const { code, reason } = shown;
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  await reply
    .code(status)
    .send({ errors: [{ message: shown.message, extensions: { code, ...(reason === undefined ? {} : { reason }) } }] });
}
