/** `POST /launch`, and the session it opens. The NHS number comes and goes in bodies only: never in an address, a log or an error. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RecordError } from '../../schema/errors.js';
import { sessionCookie, type Recognise } from '../door/recognise.js';
import { sendError } from '../http-errors.js';
import type { Launch } from './launch.js';

export interface LaunchRouteOptions {
  readonly launch: Launch;
  readonly recognise: Recognise;
  /** Ends a session. */
  readonly end: (sessionId: string, by: string) => Promise<boolean>;
  readonly refused: (error: unknown, request: FastifyRequest, way: string) => void;
}

const path = '/launch';
/** Where a browser goes that was opened by a launch, seen from `/launch`: a page that finds out from its session whom it is about. */
const page = 'graphiql/?launched';
const headers = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};
const cookieRules = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } as const;
const bodyLimitBytes = 32 * 1024;

/**
 * Fastify plugin: `POST /launch` with the signed token as `launch`, in a form (answered by a cookie and a redirection to
 * the page) or in JSON (answered by a bearer token, for screens that are no browser); `GET /launch/session` says who
 * asks about whom; `DELETE /launch/session` signs off.
 */
export async function launchRoutes(server: FastifyInstance, options: LaunchRouteOptions): Promise<void> {
  const { default: cookies } = await import('@fastify/cookie');
  await server.register(cookies);
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(body as string))),
  );
  server.addHook('onRequest', async (request, reply) => void reply.headers({ ...headers, 'x-request-id': request.id }));

  /** Answers what `work` answers; a refusal is noted, and says no more than its code. */
  const orRefusal = async (request: FastifyRequest, reply: FastifyReply, work: () => Promise<unknown>): Promise<unknown> => {
    try {
      return await work();
    } catch (error) {
      options.refused(error, request, 'launch');
      await sendError(reply, error);
      return reply;
    }
  };

  server.post(path, { bodyLimit: bodyLimitBytes }, (request, reply) =>
    orRefusal(request, reply, async () => {
      const token = (request.body as { launch?: unknown } | null | undefined)?.launch;
      if (Object.keys(request.query as object).length > 0 || typeof token !== 'string')
        throw new RecordError('LAUNCH_REFUSED', { detail: 'no token as `launch` in the body, or something in the address' });
      const session = await options.launch(token);
      const expiresAt = new Date(session.expiresMs);
      if (request.headers['content-type']?.startsWith('application/json') === true) {
        return { session_token: session.token, token_type: 'Bearer', expires_at: expiresAt.toISOString() };
      }
      reply.setCookie(sessionCookie, session.token, { ...cookieRules, expires: expiresAt });
      return reply.redirect(page, 303);
    }),
  );

  server.get(`${path}/session`, (request, reply) =>
    orRefusal(request, reply, async () => {
      const { userId, name, roleCode, role, organisation, purpose, lockedTo } = (await options.recognise(request.raw)).viewer;
      if (lockedTo === undefined) throw new RecordError('NOT_FOUND');
      return { userId, name, roleCode, role, organisation, purpose, nhsNumber: lockedTo };
    }),
  );

  server.delete(`${path}/session`, (request, reply) =>
    orRefusal(request, reply, async () => {
      const { viewer } = await options.recognise(request.raw);
      if (viewer.lockedTo === undefined) throw new RecordError('NOT_FOUND');
      await options.end(viewer.sessionId, viewer.userId);
      return reply.clearCookie(sessionCookie, cookieRules).code(204).send();
    }),
  );
}
