import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { projectPath } from '../../schema/project-path.js';

const prefix = '/graphiql';
const built = projectPath('dist/graphiql');

// Scripts and workers come from our own files and nothing is evaluated. The editor writes its colours
// into style elements, so styles may be inline; they cannot load anything from elsewhere either.
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers = {
  'content-security-policy': contentSecurityPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Whether the page was built (`npm run build`); a checkout without it serves a note instead. */
export const explorerIsBuilt = (): boolean => existsSync(`${built}/index.html`);

/**
 * Fastify plugin: GraphiQL under `/graphiql/`, from files built in advance. It needs no other host, and finds
 * `/graphql` and `/development/…` beside itself.
 */
export async function graphiqlRoute(server: FastifyInstance): Promise<void> {
  // Relative, so that it also holds behind a path prefix.
  server.get(prefix, (_request, reply) => reply.redirect('graphiql/', 302));
  if (!explorerIsBuilt()) {
    server.get(`${prefix}/`, (_request, reply) =>
      reply
        .code(503)
        .headers(headers)
        .type('text/plain')
        .send('GraphiQL is not built yet: run `npm run build:graphiql` and reload.\n'),
    );
    return;
  }
  await server.register(fastifyStatic, {
    root: built,
    prefix: `${prefix}/`,
    decorateReply: false,
    cacheControl: false,
    setHeaders(reply, path) {
      reply.headers(headers);
      // Names under assets/ carry a hash of what they hold; the page that names them is asked for anew.
      reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
