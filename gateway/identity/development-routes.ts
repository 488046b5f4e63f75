import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { RecordError } from '../../schema/errors.js';
import type { DevelopmentProvider } from './development.js';

const tokenRequest = z.object({ persona: z.string() });
const mountedAt = '/oidc';

/**
 * Fastify plugin, registered in development only: the identity provider under `/oidc`, `GET /development/personas`, and
 * `POST /development/token {"persona": "gp"}` → `{"access_token": …, "expires_in": …, "token_type": "Bearer"}`.
 */
export async function developmentRoutes(
  server: FastifyInstance,
  options: { readonly provider: DevelopmentProvider },
): Promise<void> {
  const { provider } = options;

  server.get('/development/personas', async (_request, reply) => {
    await reply.header('cache-control', 'no-store').send(provider.personas);
  });

  server.post('/development/token', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const body = tokenRequest.safeParse(request.body);
    try {
      const token = await provider.issueToken(body.success ? body.data.persona : '');
      await reply.send({ access_token: token, expires_in: provider.expiresInSeconds, token_type: 'Bearer' });
    } catch (error) {
      if (!(error instanceof RecordError) || error.code !== 'BAD_REQUEST') throw error;
      await reply.code(400).send({ code: error.code, message: error.message, detail: error.detail });
    }
  });

  await server.register(async (mount) => {
    // The provider reads the request's body itself, so nothing may read it first.
    mount.removeAllContentTypeParsers();
    mount.addContentTypeParser('*', (_request, _payload, done) => done(null));
    mount.all(`${mountedAt}/*`, (request, reply) => {
      reply.hijack();
      // The provider finds out where it is mounted from the difference of the two.
      const raw = Object.assign(request.raw, { originalUrl: request.raw.url });
      raw.url = (raw.url ?? '').slice(mountedAt.length);
      provider.callback(raw, reply.raw);
    });
  });
}
