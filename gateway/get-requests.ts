import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseNhsNumber } from '../schema/nhs-number.js';

/**
 * GET is for persisted queries only, and never carries an NHS number: addresses end up in logs, histories
 * and caches. Anything else is sent by POST.
 */
export async function refuseGetBut(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (request.method !== 'GET') return;
  const { query, variables, extensions } = request.query as { query?: string; variables?: string; extensions?: string };
  if (query !== undefined || !extensions?.includes('persistedQuery')) {
    await refuse(reply, 405, 'Send operations by POST; GET is for persisted queries only.');
  } else if (variables !== undefined && holdsNhsNumber(variables)) {
    await refuse(reply, 400, 'An NHS number does not belong in an address: send this operation by POST.');
  }
}

function holdsNhsNumber(text: string): boolean {
  return (text.match(/\d[\d\s-]{8,}\d/g) ?? []).some((digits) => parseNhsNumber(digits) !== undefined);
}

async function refuse(reply: FastifyReply, status: number, message: string): Promise<void> {
  await reply
    .code(status)
    .header('allow', 'POST')
    .send({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
}
