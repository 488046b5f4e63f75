import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadProfile } from '../schema/profile.js';
import { openIdentity, pageRoutes } from './front-door.js';
import { readSettings } from './settings.js';

const profile = loadProfile('cambridgeshire-peterborough');
const development = [
  '/oidc/.well-known/openid-configuration',
  '/oidc/jwks',
  '/development/personas',
  '/development/sample-people',
];

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'scr-front-door-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const settings = (environment: NodeJS.ProcessEnv) => readSettings({}, { DATA_DIR: dataDir, ...environment });

async function statuses(environment: NodeJS.ProcessEnv): Promise<number[]> {
  const identity = await openIdentity(settings(environment), profile, 'synthetic');
  const server = fastify({ routerOptions: { ignoreTrailingSlash: true } });
  await pageRoutes(identity, 'synthetic')(server as never, undefined as never);
  const answers = await Promise.all([
    ...development.map((url) => server.inject({ url })),
    server.inject({ method: 'POST', url: '/development/token', payload: { persona: 'gp' } }),
    server.inject({ method: 'POST', url: '/oidc/token', payload: { persona: 'gp' } }),
  ]);
  await server.close();
  return answers.map(({ statusCode }) => statusCode);
}

describe('personas', () => {
  it('can sign in while developing', async () => {
    const answers = await statuses({ NODE_ENV: 'development' });
    expect(answers.slice(0, 5)).toEqual([200, 200, 200, 200, 200]);
  });

  it('have no door at all beside a real identity provider, whatever NODE_ENV says', async () => {
    const issuer = 'https://idp.example/oidc';
    for (const environment of [{ NODE_ENV: 'production' }, { NODE_ENV: 'development' }]) {
      expect(new Set(await statuses({ ...environment, OIDC_ISSUER: issuer }))).toEqual(new Set([404]));
    }
  });

  it('keep production from starting without a real identity provider, and development over real people', async () => {
    const refused = { code: 'CONFIG_INVALID' };
    await expect(openIdentity(settings({ NODE_ENV: 'production' }), profile, 'synthetic')).rejects.toMatchObject(refused);
    await expect(openIdentity(settings({ NODE_ENV: 'development' }), profile, 'real')).rejects.toMatchObject(refused);
  });
});
