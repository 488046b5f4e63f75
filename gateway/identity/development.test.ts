import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadProfile } from '../../schema/profile.js';
import { roles } from '../../schema/viewer.js';
import { developmentIdentityAllowed, openDevelopmentProvider } from './development.js';
import { developmentKeyFile } from './development-keys.js';
import { developmentRoutes } from './development-routes.js';
import { personas } from './personas.js';
import { openVerifier } from './verify.js';

const issuer = 'http://localhost:4000/oidc';
const audience = 'shared-care-record';
const profile = loadProfile('cambridgeshire-peterborough');
let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'scr-development-'));
});
afterEach(async () => {
  await rm(dataDir, { recursive: true });
});

describe('the development provider', () => {
  it('is allowed only outside production, without a real provider, and over people who are not real', () => {
    const allowed = { nodeEnv: 'development', oidcIssuer: undefined, population: 'synthetic' } as const;
    expect(developmentIdentityAllowed(allowed)).toBe(true);
    expect(developmentIdentityAllowed({ ...allowed, nodeEnv: undefined })).toBe(true);
    expect(developmentIdentityAllowed({ ...allowed, nodeEnv: 'production' })).toBe(false);
    expect(developmentIdentityAllowed({ ...allowed, oidcIssuer: 'https://idp.example' })).toBe(false);
    expect(developmentIdentityAllowed({ ...allowed, population: 'real' })).toBe(false);
  });

  it('does not open in production, whoever asks', async () => {
    const before = process.env['NODE_ENV'];
    process.env['NODE_ENV'] = 'production';
    try {
      await expect(openDevelopmentProvider({ issuer, dataDir, audience })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    } finally {
      process.env['NODE_ENV'] = before;
    }
  });

  it('keeps its keys for this user only, and issues tokens that another process of it accepts', async () => {
    const first = await openDevelopmentProvider({ issuer, dataDir, audience });
    const token = await first.issueToken('gp');
    expect((await stat(path.join(dataDir, developmentKeyFile))).mode & 0o777).toBe(0o600);
    const second = await openDevelopmentProvider({ issuer, dataDir, audience });
    const verifier = openVerifier({ issuer, audience, keys: second.jwks, roleCodes: profile.roleCodes });
    expect(await verifier.verify(`Bearer ${token}`)).toMatchObject({ role: 'gp' });
  });

  it('started twice at once settles on one set of keys', async () => {
    const opened = await Promise.all([1, 2, 3].map(() => openDevelopmentProvider({ issuer, dataDir, audience })));
    expect(new Set(opened.map(({ jwks }) => jwks.keys[0]!.kid)).size).toBe(1);
  });

  it('shows public keys only', async () => {
    const { jwks } = await openDevelopmentProvider({ issuer, dataDir, audience });
    expect(Object.keys(jwks.keys[0]!).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });

  it('says so when its key file is damaged', async () => {
    await writeFile(path.join(dataDir, developmentKeyFile), '{"keys":[]}');
    await expect(openDevelopmentProvider({ issuer, dataDir, audience })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  it('has one persona for each role of the record, each at a partner and with a purpose open to the role', () => {
    expect(personas.map(({ id }) => id)).toEqual(roles);
    for (const persona of personas) {
      expect(profile.partners.map(({ ods }) => ods)).toContain(persona.organisation);
      expect(profile.purposes[persona.purpose]?.roles).toContain(persona.id);
      expect(profile.roleCodes[persona.roleCode]).toBe(persona.id);
    }
  });
});

describe('its routes', () => {
  it('list the personas and give out their tokens', async () => {
    const server = fastify();
    const provider = await openDevelopmentProvider({ issuer, dataDir, audience });
    await server.register(developmentRoutes, { provider });

    const listed = await server.inject({ url: '/development/personas' });
    expect(listed.json()).toEqual(personas);

    const issued = await server.inject({ method: 'POST', url: '/development/token', payload: { persona: 'analyst' } });
    expect(issued.headers['cache-control']).toBe('no-store');
    const verifier = openVerifier({ issuer, audience, keys: provider.jwks, roleCodes: profile.roleCodes });
    const { access_token: token, expires_in: seconds } = issued.json<{ access_token: string; expires_in: number }>();
    expect(await verifier.verify(`Bearer ${token}`)).toMatchObject({ role: 'analyst', purpose: 'de-identified-analysis' });
    expect(seconds).toBe(3600);

    for (const payload of [{ persona: 'nobody' }, {}, { persona: 7 }]) {
      const refused = await server.inject({ method: 'POST', url: '/development/token', payload });
      expect(refused.statusCode).toBe(400);
      expect(refused.json()).toMatchObject({ code: 'BAD_REQUEST' });
    }
    await server.close();
  });

  it('mount the provider where its discovery document says it is', async () => {
    const server = fastify();
    await server.register(developmentRoutes, { provider: await openDevelopmentProvider({ issuer, dataDir, audience }) });
    const headers = { host: 'localhost:4000' };
    const document = (await server.inject({ url: '/oidc/.well-known/openid-configuration', headers })).json<
      Record<string, string>
    >();
    expect(document).toMatchObject({ issuer, jwks_uri: `${issuer}/jwks`, token_endpoint: `${issuer}/token` });
    await server.close();
  });
});
