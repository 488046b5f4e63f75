import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { SignJWT, type JWK, type JWTHeaderParameters, type JWTPayload } from 'jose';
import { expect } from 'vitest';
import { loadProfile } from '../../schema/profile.js';
import { openDevelopmentProvider } from './development.js';
import { developmentKeys } from './development-keys.js';
import { developmentRoutes } from './development-routes.js';
import { claimsOf, personas } from './personas.js';
import type { TokenVerifier } from './verify.js';

export const audience = 'shared-care-record';
export const { roleCodes } = loadProfile('cambridgeshire-peterborough');
const gp = personas.find(({ id }) => id === 'gp')!;

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A real OpenID provider on a real socket, for tests to attack, stop and start again. */
export async function openTestProvider() {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}/oidc`;
  const dataDir = await mkdtemp(path.join(tmpdir(), 'scr-identity-'));
  let server: FastifyInstance | undefined;

  async function start(keyFolder = dataDir): Promise<void> {
    server = fastify();
    await server.register(developmentRoutes, {
      provider: await openDevelopmentProvider({ issuer, dataDir: keyFolder, audience }),
    });
    await server.listen({ port, host: '127.0.0.1' });
  }
  await start();
  /** What only the provider can sign with. */
  const key = (await developmentKeys(dataDir)).keys[0] as JWK & { kid: string };

  return {
    issuer,
    start,
    stop: async () => server?.close(),
    async close(): Promise<void> {
      await server?.close();
      await rm(dataDir, { recursive: true });
    },

    /** A token as the provider would sign it, with what the attack changes; `undefined` leaves a claim out. */
    async token(
      claims: JWTPayload = {},
      { header = {}, signWith = key }: { header?: Partial<JWTHeaderParameters>; signWith?: JWK } = {},
    ): Promise<string> {
      const now = Math.floor(Date.now() / 1000);
      const payload = { iss: issuer, aud: audience, sub: 'gp', iat: now, exp: now + 600, jti: 'j1', ...claimsOf(gp), ...claims };
      return new SignJWT(payload)
        .setProtectedHeader({ alg: 'RS256', kid: key.kid, typ: 'at+jwt', ...header })
        .sign({ ...signWith, alg: header.alg ?? signWith.alg ?? 'RS256' });
    },

    /** The public key, as anyone may fetch it. */
    async publicKey(): Promise<JWK> {
      const { keys } = (await (await fetch(`${issuer}/jwks`)).json()) as { keys: JWK[] };
      return keys[0]!;
    },

    /** The token endpoint, asked for a token of `persona`. */
    async ask(
      persona: string,
      clientId = 'shared-care-record-development',
    ): Promise<{ status: number; body: Record<string, unknown> }> {
      const form = { grant_type: 'urn:shared-care-record:development:persona', client_id: clientId, persona };
      const response = await fetch(`${issuer}/token`, { method: 'POST', body: new URLSearchParams(form) });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
  };
}
export type TestProvider = Awaited<ReturnType<typeof openTestProvider>>;

/** What becomes of an `Authorization` header: `accepted`, or the code of the refusal, which must never repeat the token. */
export async function codeOf(header: string | undefined, by: TokenVerifier): Promise<string> {
  return by.verify(header).then(
    () => 'accepted',
    (error: { code?: string; detail?: string }) => {
      const secret = header?.split(' ')[1] ?? '';
      if (secret.length > 20) expect(JSON.stringify([error, error.detail])).not.toContain(secret);
      return error.code ?? 'an error without a code';
    },
  );
}
