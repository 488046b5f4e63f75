import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
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
  const page = explorerIsBuilt() ? await readFile(`${built}/index.html`) : undefined;
  const sendPage = (reply: FastifyReply) =>
    page === undefined
      ? reply
          .code(503)
          .headers(headers)
          .type('text/plain')
          .send('GraphiQL is not built yet: run `npm run build:graphiql`, then start again.\n')
      : reply.headers(headers).header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page);

  // Relative, so that it also holds behind a path prefix. Where trailing slashes are ignored, `/graphiql/` comes here too.
  const asFolder = (url: string) => /^[^?]*\/(\?|$)/.test(url);
  server.get(prefix, (request, reply) => (asFolder(request.url) ? sendPage(reply) : reply.redirect('graphiql/', 302)));
  server.get<{ Params: { '*': string } }>(`${prefix}/*`, (request, reply) =>
    request.params['*'] === '' ? sendPage(reply) : reply.callNotFound(),
  );
  if (page === undefined) return;
  await server.register(fastifyStatic, {
    root: `${built}/assets`,
    prefix: `${prefix}/assets/`,
    decorateReply: false,
    index: false,
    cacheControl: false,
    // Their names carry a hash of what they hold.
    setHeaders: (reply) => void reply.headers(headers).header('cache-control', 'public, max-age=31536000, immutable'),
  });
}
