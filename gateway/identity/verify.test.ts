import { mkdtemp, rm } from 'node:fs/promises';
import { createHmac, createPublicKey } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { decodeJwt, exportJWK, generateKeyPair, SignJWT, type JWK, type JWTHeaderParameters, type JWTPayload } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadProfile } from '../../schema/profile.js';
import { openDevelopmentProvider } from './development.js';
import { developmentKeys } from './development-keys.js';
import { developmentRoutes } from './development-routes.js';
import { claimsOf, personas } from './personas.js';
import { openVerifier, type TokenVerifier } from './verify.js';

const audience = 'shared-care-record';
const { roleCodes } = loadProfile('cambridgeshire-peterborough');
const gp = personas.find(({ id }) => id === 'gp')!;

let dataDir: string;
let provider: FastifyInstance;
let issuer: string;
let verifier: TokenVerifier;
/** The provider's own private key: what only the provider can sign with. */
let key: JWK & { kid: string };

async function startProvider(port: number, keyFolder: string): Promise<FastifyInstance> {
  const server = fastify();
  const development = await openDevelopmentProvider({ issuer, dataDir: keyFolder, audience });
  await server.register(developmentRoutes, { provider: development });
  await server.listen({ port, host: '127.0.0.1' });
  return server;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'scr-identity-'));
  const port = await freePort();
  issuer = `http://127.0.0.1:${port}/oidc`;
  provider = await startProvider(port, dataDir);
  key = (await developmentKeys(dataDir)).keys[0] as typeof key;
  verifier = openVerifier({ issuer, audience, roleCodes, clockToleranceSeconds: 0 });
});

afterAll(async () => {
  await provider.close();
  await rm(dataDir, { recursive: true });
});

/** A token as the provider would sign it, with what the attack changes. */
async function token(
  claims: JWTPayload = {},
  { header = {}, signWith = key }: { header?: Partial<JWTHeaderParameters>; signWith?: JWK } = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const payload = { iss: issuer, aud: audience, sub: 'gp', iat: now, exp: now + 600, jti: 'j1', ...claimsOf(gp), ...claims };
  return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: key.kid, typ: 'at+jwt', ...header }).sign(signWith);
}

/** `undefined` as a claim leaves it out. */
async function codeOf(header: string | undefined, by: TokenVerifier = verifier): Promise<string> {
  return by.verify(header).then(
    () => 'accepted',
    (error: { code?: string; detail?: string }) => {
      const secret = header?.split(' ')[1] ?? '';
      if (secret.length > 20) expect(JSON.stringify([error, error.detail])).not.toContain(secret);
      return error.code ?? String(error);
    },
  );
}

async function ask(form: Record<string, string>): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${issuer}/token`, { method: 'POST', body: new URLSearchParams(form) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const personaForm = {
  grant_type: 'urn:shared-care-record:development:persona',
  client_id: 'shared-care-record-development',
};

describe('a token from the provider', () => {
  it('over its token endpoint becomes the viewer it was issued for', async () => {
    const { body } = await ask({ ...personaForm, persona: 'social-worker' });
    const viewer = await verifier.verify(`Bearer ${String(body['access_token'])}`);
    expect(viewer).toMatchObject({
      userId: '999000000055',
      name: 'Bethan Adeyemi',
      roleCode: 'R1330',
      role: 'social-worker',
      organisation: '312',
      purpose: 'direct-care',
    });
    expect(viewer.sessionId).not.toBe('');
  });

  it('is issued for every persona, with a role that the default profile knows', async () => {
    for (const persona of personas) {
      const { body } = await ask({ ...personaForm, persona: persona.id });
      const viewer = await verifier.verify(`bearer ${String(body['access_token'])}`);
      expect(viewer).toMatchObject({ role: persona.id, organisation: persona.organisation, purpose: persona.purpose });
    }
  });

  it('is not issued for a persona that does not exist, nor to a client that does not', async () => {
    expect(await ask({ ...personaForm, persona: 'chief-executive' })).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
    expect(await ask({ ...personaForm, client_id: 'other', persona: 'gp' })).toMatchObject({ status: 401 });
  });

  it('is accepted again without another look at the keys, and stays the same viewer', async () => {
    let looks = 0;
    const keys = { keys: [await publicKey()] };
    const counting = openVerifier({ issuer, audience, roleCodes, keys: () => (looks++, keys) });
    const header = `Bearer ${await token()}`;
    expect(await counting.verify(header)).toBe(await counting.verify(header));
    expect(looks).toBe(1);
  });

  it('stops being accepted when it expires, also once it has been seen', async () => {
    const header = `Bearer ${await token({ exp: Math.floor(Date.now() / 1000) + 2 })}`;
    expect(await codeOf(header)).toBe('accepted');
    await expect.poll(() => codeOf(header), { timeout: 10_000 }).toBe('TOKEN_REFUSED');
  });

  it('with an elliptic-curve signature is accepted', async () => {
    const { privateKey, publicKey: open } = await generateKeyPair('ES256', { extractable: true });
    const keys = { keys: [{ ...(await exportJWK(open)), kid: 'ec', alg: 'ES256', use: 'sig' }] };
    const signed = await token({}, { header: { alg: 'ES256', kid: 'ec' }, signWith: await exportJWK(privateKey) });
    expect(await codeOf(`Bearer ${signed}`, openVerifier({ issuer, audience, roleCodes, keys }))).toBe('accepted');
  });
});

async function publicKey(): Promise<JWK> {
  const { keys } = (await (await fetch(`${issuer}/jwks`)).json()) as { keys: JWK[] };
  return keys[0]!;
}

function unsigned(header: object, claims: JWTPayload): string {
  return [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
}

describe('no token', () => {
  it.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'Basic Zm9vOmJhcg==',
    'Bearer not-a-token',
    'Bearer a.b',
    'Bearer a.b.c d',
    'a.b.c',
    'Bearer a.b.c, Bearer a.b.c',
  ])('is what %j is', async (header) => {
    expect(await codeOf(header)).toBe('UNAUTHENTICATED');
  });
});

describe('a token is refused', () => {
  it('when its parts are not what they should be', async () => {
    const [head, body, signature] = (await token()).split('.') as [string, string, string];
    expect(await codeOf('Bearer a.b.c')).toBe('TOKEN_REFUSED');
    expect(await codeOf(`Bearer ${head}.${body}.`)).toBe('TOKEN_REFUSED');
    expect(await codeOf(`Bearer ${head}.${body}.${signature.slice(0, -8)}AAAAAAAA`)).toBe('TOKEN_REFUSED');
  });

  it('when a claim was changed after signing', async () => {
    const [head, body, signature] = (await token()).split('.') as [string, string, string];
    const changed = Buffer.from(JSON.stringify({ ...decodeJwt(`${head}.${body}.`), purpose: 'access-review' })).toString(
      'base64url',
    );
    expect(await codeOf(`Bearer ${head}.${changed}.${signature}`)).toBe('TOKEN_REFUSED');
  });

  it('when it says that it needs no signature', async () => {
    const claims = decodeJwt(await token());
    for (const alg of ['none', 'None', 'NONE']) {
      expect(await codeOf(`Bearer ${unsigned({ alg, typ: 'at+jwt' }, claims)}.`)).toBe('TOKEN_REFUSED');
    }
  });

  it('when it is signed with the public key as if that were a shared secret', async () => {
    const open = await publicKey();
    const input = unsigned({ alg: 'HS256', typ: 'at+jwt', kid: open.kid }, decodeJwt(await token()));
    const pem = createPublicKey({ key: open as never, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    for (const secret of [pem, JSON.stringify(open), open.n!]) {
      expect(await codeOf(`Bearer ${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`)).toBe(
        'TOKEN_REFUSED',
      );
    }
  });

  it('when another key signed it, under a known or an unknown key identifier', async () => {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const foreign = await exportJWK(privateKey);
    expect(await codeOf(`Bearer ${await token({}, { signWith: foreign })}`)).toBe('TOKEN_REFUSED');
    expect(await codeOf(`Bearer ${await token({}, { signWith: foreign, header: { kid: 'unknown' } })}`)).toBe('TOKEN_REFUSED');
  });

  it('when it brings its own key or says where to fetch one', async () => {
    const { privateKey, publicKey: open } = await generateKeyPair('RS256', { extractable: true });
    const jwk = await exportJWK(open);
    const signWith = await exportJWK(privateKey);
    for (const header of [
      { jwk, kid: 'mine' },
      { jku: 'http://127.0.0.1:1/keys', kid: 'mine' },
    ]) {
      expect(await codeOf(`Bearer ${await token({}, { header: header as Partial<JWTHeaderParameters>, signWith })}`)).toBe(
        'TOKEN_REFUSED',
      );
    }
  });

  const now = Math.floor(Date.now() / 1000);
  it.each([
    ['was meant for another audience', { aud: 'another-service' }],
    ['names no audience', { aud: undefined }],
    ['comes from another issuer', { iss: 'https://elsewhere.example/oidc' }],
    ['has expired', { exp: now - 1 }],
    ['never expires', { exp: undefined }],
    ['is not valid yet', { nbf: now + 3600 }],
    ['names no user', { sub: undefined }],
    ['names no purpose', { purpose: undefined }],
    ['selects no role', { selected_roleid: undefined }],
    ['selects a role that it does not hold', { selected_roleid: '555' }],
    ['holds no roles', { nhsid_nrbac_roles: undefined }],
    ['holds roles in a shape of its own', { nhsid_nrbac_roles: 'R0260' }],
    [
      'selects a role without an organisation',
      { nhsid_nrbac_roles: [{ person_roleid: '1', role_code: 'S0:G0:R0260' }], selected_roleid: '1' },
    ],
    [
      'selects a role without a job role',
      { nhsid_nrbac_roles: [{ person_roleid: '1', org_code: 'RGT', role_code: 'S0:G0' }], selected_roleid: '1' },
    ],
    [
      'selects a role that stands for two organisations',
      {
        nhsid_nrbac_roles: ['RGT', 'RGN'].map((org_code) => ({ person_roleid: '1', org_code, role_code: 'S0:G0:R0050' })),
        selected_roleid: '1',
      },
    ],
  ])('when it %s', async (_why, claims) => {
    expect(await codeOf(`Bearer ${await token(claims as JWTPayload)}`)).toBe('TOKEN_REFUSED');
  });

  it.each(['logout+jwt', 'dpop+jwt', 'launch+jwt', undefined])('when its type is %j', async (typ) => {
    expect(await codeOf(`Bearer ${await token({}, { header: { typ } as Partial<JWTHeaderParameters> })}`)).toBe('TOKEN_REFUSED');
  });

  it('with a reason for operators that names the claim', async () => {
    const error = await verifier.verify(`Bearer ${await token({ selected_roleid: undefined })}`).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: 'TOKEN_REFUSED', detail: expect.stringContaining('selected_roleid') });
  });
});

describe('the role', () => {
  it('and organisation are those of the selected role, not of another the person holds', async () => {
    const roles = [
      { person_roleid: '1', org_code: 'RGN', role_code: 'S8000:G8000:R0001' },
      { person_roleid: '2', org_code: 'RGT', role_code: 'S0030:G0100:R0620' },
    ];
    const header = `Bearer ${await token({ nhsid_nrbac_roles: roles, selected_roleid: '2' })}`;
    expect(await verifier.verify(header)).toMatchObject({ organisation: 'RGT', roleCode: 'R0620', role: 'nurse' });
  });

  it('is undefined where the profile knows none for the code', async () => {
    const roles = [{ person_roleid: '1', org_code: 'RGT', role_code: 'S0:G0:R9999' }];
    const viewer = await verifier.verify(`Bearer ${await token({ nhsid_nrbac_roles: roles, selected_roleid: '1' })}`);
    expect(viewer).toMatchObject({ roleCode: 'R9999', role: undefined });
  });
});

describe('the provider', () => {
  let other: FastifyInstance | Server | undefined;
  let folder: string | undefined;
  afterEach(async () => {
    if (other !== undefined) await new Promise<void>((resolve) => void other!.close(() => resolve()));
    if (folder !== undefined) await rm(folder, { recursive: true });
    other = folder = undefined;
  });

  it('may change its keys: tokens of the new key are accepted without a restart of ours', async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'scr-rotation-'));
    const rotating = openVerifier({ issuer, audience, roleCodes, keyCooldownMs: 0 });
    expect(await codeOf(`Bearer ${await token()}`, rotating)).toBe('accepted');

    await provider.close();
    provider = await startProvider(Number(new URL(issuer).port), folder);
    const fresh = await ask({ ...personaForm, persona: 'nurse' });
    expect(await codeOf(`Bearer ${String(fresh.body['access_token'])}`, rotating)).toBe('accepted');
    // What the old key signed and we have not seen is no longer proof.
    expect(await codeOf(`Bearer ${await token({ jti: 'unseen' })}`, rotating)).toBe('TOKEN_REFUSED');

    await provider.close();
    provider = await startProvider(Number(new URL(issuer).port), dataDir);
  });

  it('being down is an outage and no refusal', async () => {
    const port = await freePort();
    const down = `http://127.0.0.1:${port}/oidc`;
    const header = `Bearer ${await token({ iss: down })}`;
    expect(await codeOf(header, openVerifier({ issuer: down, audience, roleCodes }))).toBe('IDENTITY_UNAVAILABLE');
    const keysDown = openVerifier({ issuer: down, audience, roleCodes, jwksUri: `${down}/jwks` });
    expect(await codeOf(header, keysDown)).toBe('IDENTITY_UNAVAILABLE');
  });

  it('coming back is noticed without a restart of ours', async () => {
    const patient = openVerifier({ issuer, audience, roleCodes });
    const header = `Bearer ${await token()}`;
    await provider.close();
    expect(await codeOf(header, patient)).toBe('IDENTITY_UNAVAILABLE');
    provider = await startProvider(Number(new URL(issuer).port), dataDir);
    expect(await codeOf(header, patient)).toBe('accepted');
  });

  it('answering nonsense is an outage and no refusal', async () => {
    const port = await freePort();
    const odd = `http://127.0.0.1:${port}`;
    other = createServer((_request, response) => response.end('<html>maintenance</html>')).listen(port, '127.0.0.1');
    await new Promise((resolve) => (other as Server).once('listening', resolve));
    const header = `Bearer ${await token({ iss: odd })}`;
    expect(await codeOf(header, openVerifier({ issuer: odd, audience, roleCodes }))).toBe('IDENTITY_UNAVAILABLE');
    expect(await codeOf(header, openVerifier({ issuer: odd, audience, roleCodes, jwksUri: `${odd}/jwks` }))).toBe(
      'IDENTITY_UNAVAILABLE',
    );
  });

  it('may not be reached over plain HTTP in production', () => {
    const before = process.env['NODE_ENV'];
    process.env['NODE_ENV'] = 'production';
    try {
      expect(() => openVerifier({ issuer: 'http://idp.example/oidc', audience, roleCodes })).toThrow(
        expect.objectContaining({ code: 'CONFIG_INVALID' }),
      );
      expect(() => openVerifier({ issuer: 'https://idp.example/oidc', audience, roleCodes })).not.toThrow();
    } finally {
      process.env['NODE_ENV'] = before;
    }
  });
});
