import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explorerIsBuilt, graphiqlRoute } from './route.js';

describe.skipIf(!explorerIsBuilt()).each([false, true])(
  'GraphiQL, once built, where trailing slashes are ignored: %s,',
  (ignoreTrailingSlash) => {
    let server: FastifyInstance;
    beforeAll(async () => {
      server = fastify({ routerOptions: { ignoreTrailingSlash } });
      await server.register(graphiqlRoute);
    });
    afterAll(() => server.close());

    it('is found without the slash at the end as well', async () => {
      const response = await server.inject({ url: '/graphiql' });
      expect(response.statusCode).toBe(302);
      expect(new URL(String(response.headers.location), 'http://localhost/graphiql').pathname).toBe('/graphiql/');
    });

    it('is sent with a policy that allows nothing but its own files, and evaluates nothing', async () => {
      const response = await server.inject({ url: '/graphiql/' });
      expect(response.statusCode).toBe(200);
      const policy = String(response.headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).not.toMatch(/unsafe-eval|https?:|\*|blob:/);
      expect(response.headers).toMatchObject({
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-cache',
      });
    });

    it('names no other host, and lets its hashed files be kept', async () => {
      const page = (await server.inject({ url: '/graphiql/' })).body;
      const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]!);
      expect(files.length).toBeGreaterThan(2);
      for (const file of files) {
        expect(file).toMatch(/^\.\/assets\//);
        const response = await server.inject({ url: `/graphiql/${file.slice(2)}` });
        expect(response.statusCode).toBe(200);
        expect(response.headers['cache-control']).toContain('immutable');
        expect(response.headers['x-content-type-options']).toBe('nosniff');
      }
    });

    it('gives out no file outside its folder', async () => {
      for (const url of [
        '/graphiql/../../package.json',
        '/graphiql/%2e%2e/%2e%2e/package.json',
        '/graphiql/..%2f..%2fpackage.json',
      ]) {
        expect((await server.inject({ url })).statusCode).toBeGreaterThanOrEqual(400);
      }
    });
  },
);
