import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { audience, codeOf, freePort, openTestProvider, roleCodes, type TestProvider } from './test-provider.js';
import { openVerifier } from './verify.js';

let provider: TestProvider;
beforeAll(async () => {
  provider = await openTestProvider();
});
afterAll(() => provider.close());

describe('the provider', () => {
  let other: Server | undefined;
  let folder: string | undefined;
  afterEach(async () => {
    if (other !== undefined) await new Promise<void>((resolve) => void other!.close(() => resolve()));
    if (folder !== undefined) await rm(folder, { recursive: true });
    other = folder = undefined;
  });

  it('may change its keys: tokens of the new key are accepted without a restart of ours', async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'scr-rotation-'));
    const rotating = openVerifier({ issuer: provider.issuer, audience, roleCodes, keyCooldownMs: 0 });
    expect(await codeOf(`Bearer ${await provider.token()}`, rotating)).toBe('accepted');

    await provider.stop();
    await provider.start(folder);
    const fresh = await provider.ask('nurse');
    expect(await codeOf(`Bearer ${String(fresh.body['access_token'])}`, rotating)).toBe('accepted');
    // What the old key signed and we have not seen is no longer proof.
    expect(await codeOf(`Bearer ${await provider.token({ jti: 'unseen' })}`, rotating)).toBe('TOKEN_REFUSED');

    await provider.stop();
    await provider.start();
  });

  it('being down is an outage and no refusal', async () => {
    const port = await freePort();
    const down = `http://127.0.0.1:${port}/oidc`;
    const header = `Bearer ${await provider.token({ iss: down })}`;
    expect(await codeOf(header, openVerifier({ issuer: down, audience, roleCodes }))).toBe('IDENTITY_UNAVAILABLE');
    const keysDown = openVerifier({ issuer: down, audience, roleCodes, jwksUri: `${down}/jwks` });
    expect(await codeOf(header, keysDown)).toBe('IDENTITY_UNAVAILABLE');
  });

  it('coming back is noticed without a restart of ours', async () => {
    const patient = openVerifier({ issuer: provider.issuer, audience, roleCodes });
    const header = `Bearer ${await provider.token()}`;
    await provider.stop();
    expect(await codeOf(header, patient)).toBe('IDENTITY_UNAVAILABLE');
    await provider.start();
    expect(await codeOf(header, patient)).toBe('accepted');
  });

  it('answering nonsense is an outage and no refusal', async () => {
    const port = await freePort();
    const odd = `http://127.0.0.1:${port}`;
    other = createServer((_request, response) => response.end('<html>maintenance</html>')).listen(port, '127.0.0.1');
    await new Promise((resolve) => other!.once('listening', resolve));
    const header = `Bearer ${await provider.token({ iss: odd })}`;
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
