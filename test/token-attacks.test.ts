/** R1: whatever is wrong with a proof of identity, nobody comes in by it, and the attempt is kept in the trail of refused accesses. */
import { createHmac, createPublicKey } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { CompactEncrypt, decodeJwt, exportJWK, generateKeyPair, SignJWT, type JWK, type JWTPayload } from 'jose';
import { describe, expect, test } from 'vitest';
import { developmentKeys } from '../gateway/identity/development-keys.js';
import { claimsOf, personas } from '../gateway/identity/personas.js';
import { ann, attended, registered } from './feed-messages.js';
import { startOneSubgraph } from './one-subgraph.js';
import { eventually, post, startRecord, type Answer } from './record.js';

const record = await startRecord({ feeds: [registered(ann), attended(ann)] });
const encounters = await startOneSubgraph(record, 'encounters');
const question = `query ($of: ID!) { patient(nhsNumber: $of) { problemList { entries { problem { text } } } } }`;
const reference = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Patient { problemList { entries { problem { text } } } } } }`;
const doors = [
  { door: 'the gateway', url: record.url, query: question, variables: { of: ann } },
  {
    door: 'a subgraph on its own',
    url: encounters.url,
    query: reference,
    variables: { of: [{ __typename: 'Patient', nhsNumber: ann }] },
  },
] as const;

const genuine = await record.token('gp');
const { iss: issuer } = decodeJwt(genuine);
const key = (await developmentKeys(record.dataDir)).keys[0] as JWK & { kid: string };
const open = { kty: key.kty, n: key.n, e: key.e, kid: key.kid } as JWK;
const gp = personas.find(({ id }) => id === 'gp')!;
const now = (): number => Math.floor(Date.now() / 1000);
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const claims = (changes: JWTPayload = {}): JWTPayload => ({
  iss: issuer!,
  aud: 'shared-care-record',
  sub: 'gp',
  iat: now(),
  exp: now() + 300,
  jti: 'attack',
  ...claimsOf(gp),
  ...changes,
});

/** A token as the provider would sign it, with what the attack changes. */
const signed = (changes: JWTPayload = {}, header: object = {}, signWith: JWK = key): Promise<string> =>
  new SignJWT(claims(changes))
    .setProtectedHeader({ alg: 'RS256', kid: key.kid, typ: 'at+jwt', ...header })
    .sign({ ...signWith, alg: 'RS256' });

const own = await generateKeyPair('RS256', { extractable: true });
const ownKey = await exportJWK(own.privateKey);
const ownOpen = { ...(await exportJWK(own.publicKey)), kid: 'own', alg: 'RS256' };
/** Signed with a key of the attacker's, under a header that is to make it count. */
const forged = (header: object): Promise<string> => signed({}, header, ownKey);

async function withPublicKeyAsSecret(): Promise<string> {
  const pem = createPublicKey({ key: open as never, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  const input = `${part({ alg: 'HS256', kid: key.kid, typ: 'at+jwt' })}.${part(claims())}`;
  return Promise.resolve(`${input}.${createHmac('sha256', pem).update(input).digest('base64url')}`);
}

const attacks: readonly (readonly [string, () => Promise<string>])[] = [
  ['needs no signature, it says', () => Promise.resolve(`${part({ alg: 'none', typ: 'at+jwt' })}.${part(claims())}.`)],
  ['is signed with the public key as a secret', withPublicKeyAsSecret],
  ['was meant for another audience', () => signed({ aud: 'another' })],
  ['is of another issuer', () => signed({ iss: 'https://elsewhere.example' })],
  ['is of an issuer that looks like the right one', () => signed({ iss: `${issuer}/` })],
  ['has expired', () => signed({ iat: now() - 600, exp: now() - 300 })],
  ['is not valid yet', () => signed({ nbf: now() + 300 })],
  ['was made in the future', () => signed({ iat: now() + 300, exp: now() + 600 })],
  ['lives for days', () => signed({ exp: now() + 3 * 86_400 })],
  ['has an unknown key identifier', () => forged({ kid: 'unknown' })],
  ['has a path as its key identifier', () => forged({ kid: '../../../../dev/null' })],
  ['has SQL as its key identifier', () => forged({ kid: "' union select 'secret" })],
  ['has the right key identifier and the wrong key', () => forged({})],
  ['says where to fetch its key (jku)', () => forged({ jku: 'http://127.0.0.1:1/jwks', kid: 'own' })],
  ['says where to fetch its certificate (x5u)', () => forged({ x5u: 'http://127.0.0.1:1/certificate', kid: 'own' })],
  ['brings its own key (jwk)', () => forged({ jwk: ownOpen, kid: 'own' })],
  ['brings its own certificate (x5c)', () => forged({ x5c: ['MIIB'], kid: 'own' })],
  [
    'demands an extension nobody knows (crit)',
    () =>
      new SignJWT(claims())
        .setProtectedHeader({ alg: 'RS256', kid: key.kid, typ: 'at+jwt', crit: ['urn:x'], 'urn:x': true })
        .sign({ ...key, alg: 'RS256' }, { crit: { 'urn:x': true } }),
  ],
  ['is an identity token', () => signed({}, { typ: 'id_token+jwt' })],
  ['is a logout token', () => signed({ events: {} }, { typ: 'logout+jwt' })],
  ['is a launch', () => signed({}, { typ: 'launch+jwt' })],
  ['has no type', () => signed({}, { typ: undefined })],
  ['is larger than any', () => signed({ padding: 'x'.repeat(9_500) })],
];

/** What the trail of refused accesses keeps of a request that was answered. */
async function keptOf({ headers }: Pick<Answer, 'headers'>) {
  const requestId = headers.get('x-request-id');
  const rows = await eventually(
    () => record.store.access.readRefused({ first: 500 }),
    (found) => found.some((row) => row.requestId === requestId),
  );
  return rows.find((row) => row.requestId === requestId)!;
}

describe.each(doors)('R1 $door refuses, and keeps in the trail, a token that', ({ url, query, variables }) => {
  test.each(attacks)('%s', async (_what, token) => {
    const attack = await token();
    const answer = await post(url, query, variables, attack);
    expect([answer.status, answer.data, answer.codes]).toEqual([401, undefined, ['TOKEN_REFUSED']]);
    const kept = await keptOf(answer);
    expect(kept).toMatchObject({ code: 'TOKEN_REFUSED', way: 'graphql', address: expect.stringMatching(/127\.0\.0\.1|::1/) });
    for (const piece of attack.split('.')) if (piece !== '') expect(JSON.stringify(kept)).not.toContain(piece);
  });

  test('is encrypted, or no token at all', async () => {
    const encrypted = await new CompactEncrypt(Buffer.from(JSON.stringify(claims())))
      .setProtectedHeader({ alg: 'RSA-OAEP', enc: 'A256GCM' })
      .encrypt(createPublicKey({ key: open as never, format: 'jwk' }));
    for (const token of [encrypted, 'x', 'a'.repeat(43), `${genuine}.${genuine}`]) {
      const answer = await post(url, query, variables, token);
      expect([answer.status, answer.codes]).toEqual([401, ['UNAUTHENTICATED']]);
      expect((await keptOf(answer)).code).toBe('UNAUTHENTICATED');
    }
  });

  test("comes twice: which of the two counts would be anybody's guess", async () => {
    const { status, requestId } = await new Promise<{ status: number; requestId: string }>((resolve, reject) => {
      const asking = httpRequest(
        `${url}/graphql`,
        {
          method: 'POST',
          headers: [
            'host',
            'localhost',
            'content-type',
            'application/json',
            'authorization',
            `Bearer ${genuine}`,
            'authorization',
            'Bearer x.y.z',
          ],
        },
        (response) => {
          response.resume();
          resolve({ status: response.statusCode!, requestId: String(response.headers['x-request-id']) });
        },
      );
      asking.on('error', reject);
      asking.end(JSON.stringify({ query, variables }));
    });
    expect(status).toBe(401);
    expect(await keptOf({ headers: new Headers({ 'x-request-id': requestId }) })).toMatchObject({ code: 'TOKEN_REFUSED' });
  });

  test('is of a session that was signed off', async () => {
    const token = await signed({ sid: `session-${url}` });
    expect((await post(url, query, variables, token)).codes).toEqual([]);
    await record.store.access.revoke({ kind: 'session', id: `session-${url}`, by: 'test' });
    const answer = await eventually(
      () => post(url, query, variables, token),
      ({ status }) => status === 401,
    );
    expect(answer.codes).toEqual(['TOKEN_REFUSED']);
    expect(await keptOf(answer)).toMatchObject({ userId: gp.userId, organisation: 'Y99901', sessionId: `session-${url}` });
  });
});

describe.each(doors)('R1 $door believes of who asks only the token, whatever headers say', ({ url, query, variables }) => {
  const spoofed = {
    'x-viewer': JSON.stringify({ userId: 'intruder', role: 'gp', organisation: 'Y99901', purpose: 'direct-care' }),
    'x-user': 'intruder',
    'x-role': 'gp',
    'x-organisation': 'Y99901',
    'x-purpose': 'direct-care',
    'x-forwarded-user': 'intruder',
    'x-forwarded-for': '10.1.2.3',
    forwarded: 'for=10.1.2.3;by=gateway',
    'x-request-id': '11111111-1111-4111-8111-111111111111',
  };

  test('without a token they open nothing', async () => {
    const answer = await post(url, query, variables, undefined, spoofed);
    expect([answer.status, answer.codes]).toEqual([401, ['UNAUTHENTICATED']]);
    const { address, userId } = await keptOf(answer);
    expect([address?.includes('10.1.2.3'), userId]).toEqual([false, undefined]);
  });

  test('with a token of somebody who sees nothing they change nothing, and the trail names who it was', async () => {
    const answer = await post(url, query, variables, await record.token('receptionist'), spoofed);
    expect(answer.text).not.toContain('Heart failure');
    const { disclosures } = await record.store.readDisclosures({ nhsNumber: ann as never, first: 1, offset: 0 });
    expect(disclosures[0]!.viewer).toMatchObject({ userId: '999000000066', role: 'receptionist' });
  });
});

test('refused accesses are counted by code for operators', async () => {
  const metrics = await (await fetch(`${record.url}/metrics`)).text();
  expect(metrics).toMatch(/scr_refused_total\{code="TOKEN_REFUSED"\} [1-9]/);
  expect(record.log()).not.toMatch(/eyJ|9990000018/);
});
