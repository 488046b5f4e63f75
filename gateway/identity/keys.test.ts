import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
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

describe('keys read from the provider', () => {
  /** A provider of keys only, which counts how often it is asked. */
  async function keyServer() {
    const port = await freePort();
    let asked = 0;
    let answer: { keys: JWK[] } | undefined;
    const server = createServer((_request, response) => {
      asked++;
      response.statusCode = answer === undefined ? 503 : 200;
      response.end(JSON.stringify(answer ?? {}));
    }).listen(port, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
    return {
      jwksUri: `http://127.0.0.1:${port}/jwks`,
      asked: () => asked,
      serve: (...keys: JWK[]) => void (answer = { keys }),
      fail: () => void (answer = undefined),
    };
  }

  async function keyPair(kid: string): Promise<{ open: JWK; signWith: JWK }> {
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
    return { open: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' }, signWith: await exportJWK(privateKey) };
  }

  const signedBy = async (kid: string, signWith: JWK, jti = kid): Promise<string> =>
    `Bearer ${await provider.token({ jti }, { header: { kid }, signWith })}`;

  it('count at once when they are new, without waiting for the next reading', async () => {
    const server = await keyServer();
    const [first, second] = [await keyPair('first'), await keyPair('second')];
    server.serve(first.open);
    const verifier = openVerifier({ issuer: provider.issuer, audience, roleCodes, jwksUri: server.jwksUri });
    expect(await codeOf(await signedBy('first', first.signWith), verifier)).toBe('accepted');
    server.serve(first.open, second.open);
    expect(await codeOf(await signedBy('second', second.signWith), verifier)).toBe('accepted');
    expect(await codeOf(await signedBy('first', first.signWith), verifier)).toBe('accepted');
    expect(server.asked()).toBe(2);
  });

  it('are not asked for again and again by a flood of unknown ones, and go on counting through it', async () => {
    const server = await keyServer();
    const [known, foreign] = [await keyPair('known'), await keyPair('foreign')];
    server.serve(known.open);
    const verifier = openVerifier({ issuer: provider.issuer, audience, roleCodes, jwksUri: server.jwksUri });
    for (let flood = 0; flood < 40; flood++) {
      expect(await codeOf(await signedBy(`../unknown-${flood}`, foreign.signWith), verifier)).toBe('TOKEN_REFUSED');
    }
    expect(server.asked()).toBeLessThan(10);
    expect(await codeOf(await signedBy('known', known.signWith), verifier)).toBe('accepted');
  });

  it('count no longer once withdrawn, also for a token already seen, within twice the time they are taken as fresh', async () => {
    const server = await keyServer();
    const [stolen, other] = [await keyPair('stolen'), await keyPair('other')];
    server.serve(stolen.open, other.open);
    const verifier = openVerifier({ issuer: provider.issuer, audience, roleCodes, jwksUri: server.jwksUri, keysFreshMs: 200 });
    const [seen, kept] = [await signedBy('stolen', stolen.signWith), await signedBy('other', other.signWith)];
    expect(await codeOf(seen, verifier)).toBe('accepted');
    expect(await codeOf(kept, verifier)).toBe('accepted');
    server.serve(other.open);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(await codeOf(seen, verifier)).toBe('TOKEN_REFUSED');
    expect(await codeOf(await signedBy('stolen', stolen.signWith, 'unseen'), verifier)).toBe('TOKEN_REFUSED');
    expect(await codeOf(kept, verifier)).toBe('accepted');
  });

  it('that were replaced under the same identifier prove nothing any more', async () => {
    const server = await keyServer();
    const [before, after] = [await keyPair('same'), await keyPair('same')];
    server.serve(before.open);
    const verifier = openVerifier({ issuer: provider.issuer, audience, roleCodes, jwksUri: server.jwksUri, keysFreshMs: 200 });
    const seen = await signedBy('same', before.signWith);
    expect(await codeOf(seen, verifier)).toBe('accepted');
    server.serve(after.open);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(await codeOf(seen, verifier)).toBe('TOKEN_REFUSED');
    expect(await codeOf(await signedBy('same', after.signWith), verifier)).toBe('accepted');
  });

  it('go on counting for a while when the provider cannot be asked', async () => {
    const server = await keyServer();
    const known = await keyPair('known');
    server.serve(known.open);
    const verifier = openVerifier({ issuer: provider.issuer, audience, roleCodes, jwksUri: server.jwksUri, keysFreshMs: 50 });
    expect(await codeOf(await signedBy('known', known.signWith), verifier)).toBe('accepted');
    server.fail();
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(await codeOf(await signedBy('known', known.signWith, 'unseen'), verifier)).toBe('accepted');
    expect(await codeOf(await signedBy('unknown', known.signWith), verifier)).toMatch(/^(?:TOKEN_REFUSED|IDENTITY_UNAVAILABLE)$/);
  });
});
