import { createHmac, createPublicKey } from 'node:crypto';
import { decodeJwt, exportJWK, generateKeyPair, type JWTHeaderParameters, type JWTPayload } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cis2 } from '../../schema/profile-identity.js';
import { personas } from './personas.js';
import { audience, codeOf, openTestProvider, roleCodes, type TestProvider } from './test-provider.js';
import { openVerifier, type TokenVerifier } from './verify.js';

let provider: TestProvider;
let verifier: TokenVerifier;

beforeAll(async () => {
  provider = await openTestProvider();
  verifier = openVerifier({ issuer: provider.issuer, audience, roleCodes, identity: { ...cis2, clockSkewSeconds: 0 } });
});
afterAll(() => provider.close());

describe('a token from the provider', () => {
  it('over its token endpoint becomes the viewer it was issued for', async () => {
    const { body } = await provider.ask('social-worker');
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
      const { body } = await provider.ask(persona.id);
      const viewer = await verifier.verify(`bearer ${String(body['access_token'])}`);
      expect(viewer).toMatchObject({ role: persona.id, organisation: persona.organisation, purpose: persona.purpose });
    }
  });

  it('is not issued for a persona that does not exist, nor to a client that does not', async () => {
    expect(await provider.ask('chief-executive')).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
    expect(await provider.ask('gp', 'other')).toMatchObject({ status: 401 });
  });

  it('is accepted again, as the same viewer, until its key is withdrawn', async () => {
    let keys = { keys: [await provider.publicKey()] };
    const withdrawing = openVerifier({ issuer: provider.issuer, audience, roleCodes, keys: () => keys });
    const header = `Bearer ${await provider.token()}`;
    expect(await withdrawing.verify(header)).toBe(await withdrawing.verify(header));
    const { publicKey: open } = await generateKeyPair('RS256', { extractable: true });
    keys = { keys: [{ ...(await exportJWK(open)), kid: 'newer', alg: 'RS256' } as never] };
    expect(await codeOf(header, withdrawing)).toBe('TOKEN_REFUSED');
  });

  it('stops being accepted when it expires, also once it has been seen', async () => {
    const header = `Bearer ${await provider.token({ exp: Math.floor(Date.now() / 1000) + 2 })}`;
    expect(await codeOf(header, verifier)).toBe('accepted');
    await expect.poll(() => codeOf(header, verifier), { timeout: 10_000 }).toBe('TOKEN_REFUSED');
  });

  it('with an elliptic-curve signature is accepted', async () => {
    const { privateKey, publicKey: open } = await generateKeyPair('ES256', { extractable: true });
    const keys = { keys: [{ ...(await exportJWK(open)), kid: 'ec', alg: 'ES256', use: 'sig' }] };
    const signed = await provider.token({}, { header: { alg: 'ES256', kid: 'ec' }, signWith: await exportJWK(privateKey) });
    expect(await codeOf(`Bearer ${signed}`, openVerifier({ issuer: provider.issuer, audience, roleCodes, keys }))).toBe(
      'accepted',
    );
  });
});

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
    expect(await codeOf(header, verifier)).toBe('UNAUTHENTICATED');
  });
});

describe('a token is refused', () => {
  it('when its parts are not what they should be', async () => {
    const [head, body, signature] = (await provider.token()).split('.') as [string, string, string];
    expect(await codeOf('Bearer a.b.c', verifier)).toBe('TOKEN_REFUSED');
    expect(await codeOf(`Bearer ${head}.${body}.`, verifier)).toBe('TOKEN_REFUSED');
    expect(await codeOf(`Bearer ${head}.${body}.${signature.slice(0, -8)}AAAAAAAA`, verifier)).toBe('TOKEN_REFUSED');
  });

  it('when a claim was changed after signing', async () => {
    const [head, body, signature] = (await provider.token()).split('.') as [string, string, string];
    const changed = Buffer.from(JSON.stringify({ ...decodeJwt(`${head}.${body}.`), purpose: 'access-review' })).toString(
      'base64url',
    );
    expect(await codeOf(`Bearer ${head}.${changed}.${signature}`, verifier)).toBe('TOKEN_REFUSED');
  });

  it('when what names the user holds a control character, which no trail could keep', async () => {
    for (const claim of ['sub', 'nhsid_useruid', 'name', 'purpose', 'sid']) {
      expect(await codeOf(`Bearer ${await provider.token({ [claim]: 'user\u0000' })}`, verifier)).toBe('TOKEN_REFUSED');
    }
  });

  it('when it says that it needs no signature', async () => {
    const claims = decodeJwt(await provider.token());
    for (const alg of ['none', 'None', 'NONE']) {
      expect(await codeOf(`Bearer ${unsigned({ alg, typ: 'at+jwt' }, claims)}.`, verifier)).toBe('TOKEN_REFUSED');
    }
  });

  it('when it is signed with the public key as if that were a shared secret', async () => {
    const open = await provider.publicKey();
    const input = unsigned({ alg: 'HS256', typ: 'at+jwt', kid: open.kid }, decodeJwt(await provider.token()));
    const pem = createPublicKey({ key: open as never, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    for (const secret of [pem, JSON.stringify(open), open.n!]) {
      expect(await codeOf(`Bearer ${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`, verifier)).toBe(
        'TOKEN_REFUSED',
      );
    }
  });

  it('when its algorithm is none that we allow, though the key is right', async () => {
    const { alg: _alg, ...open } = await provider.publicKey();
    const verifierOfAny = openVerifier({ issuer: provider.issuer, audience, roleCodes, keys: { keys: [open] } });
    for (const [alg, expected] of [
      ['RS256', 'accepted'],
      ['RS512', 'TOKEN_REFUSED'],
      ['PS256', 'TOKEN_REFUSED'],
    ] as const) {
      expect(await codeOf(`Bearer ${await provider.token({}, { header: { alg } })}`, verifierOfAny)).toBe(expected);
    }
  });

  it('when another key signed it, under a known or an unknown key identifier', async () => {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const foreign = await exportJWK(privateKey);
    expect(await codeOf(`Bearer ${await provider.token({}, { signWith: foreign })}`, verifier)).toBe('TOKEN_REFUSED');
    expect(await codeOf(`Bearer ${await provider.token({}, { signWith: foreign, header: { kid: 'unknown' } })}`, verifier)).toBe(
      'TOKEN_REFUSED',
    );
  });

  it('when it brings its own key or says where to fetch one', async () => {
    const { privateKey, publicKey: open } = await generateKeyPair('RS256', { extractable: true });
    const jwk = await exportJWK(open);
    const signWith = await exportJWK(privateKey);
    for (const header of [
      { jwk, kid: 'mine' },
      { jku: 'http://127.0.0.1:1/keys', kid: 'mine' },
    ]) {
      expect(
        await codeOf(
          `Bearer ${await provider.token({}, { header: header as Partial<JWTHeaderParameters>, signWith })}`,
          verifier,
        ),
      ).toBe('TOKEN_REFUSED');
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
    expect(await codeOf(`Bearer ${await provider.token(claims as JWTPayload)}`, verifier)).toBe('TOKEN_REFUSED');
  });

  it.each(['logout+jwt', 'dpop+jwt', 'launch+jwt', undefined])('when its type is %j', async (typ) => {
    expect(
      await codeOf(`Bearer ${await provider.token({}, { header: { typ } as Partial<JWTHeaderParameters> })}`, verifier),
    ).toBe('TOKEN_REFUSED');
  });

  it('with a reason for operators that names the claim', async () => {
    const error = await verifier
      .verify(`Bearer ${await provider.token({ selected_roleid: undefined })}`)
      .catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: 'TOKEN_REFUSED', detail: expect.stringContaining('selected_roleid') });
  });
});

describe('a token lives', () => {
  const now = Math.floor(Date.now() / 1000);
  it('no longer than the profile allows, however long it says', async () => {
    const strict = openVerifier({ issuer: provider.issuer, audience, roleCodes, identity: { ...cis2, maxTokenMinutes: 10 } });
    expect(await codeOf(`Bearer ${await provider.token({ iat: now, exp: now + 600 })}`, strict)).toBe('accepted');
    expect(await codeOf(`Bearer ${await provider.token({ iat: now, exp: now + 601 })}`, strict)).toBe('TOKEN_REFUSED');
    expect(await codeOf(`Bearer ${await provider.token({ iat: undefined } as never)}`, strict)).toBe('TOKEN_REFUSED');
    expect(await codeOf(`Bearer ${await provider.token({ iat: now + 120, exp: now + 300 })}`, strict)).toBe('TOKEN_REFUSED');
  });

  it('within the clock difference that the profile tolerates', async () => {
    const tolerant = openVerifier({ issuer: provider.issuer, audience, roleCodes, identity: { ...cis2, clockSkewSeconds: 60 } });
    for (const claims of [{ exp: now - 30 }, { nbf: now + 30 }, { iat: now + 30, exp: now + 300 }]) {
      expect(await codeOf(`Bearer ${await provider.token(claims)}`, tolerant)).toBe('accepted');
      expect(await codeOf(`Bearer ${await provider.token(claims)}`, verifier)).toBe('TOKEN_REFUSED');
    }
  });

  it('until its session, or everything issued to its user, is signed off', async () => {
    let off = false;
    const asked: unknown[] = [];
    const signedOff = ({ sessionId, userId }: { sessionId: string; userId: string }, issuedMs: number) => {
      asked.push([sessionId, userId, issuedMs]);
      return off;
    };
    const verifying = openVerifier({ issuer: provider.issuer, audience, roleCodes, signedOff });
    const header = `Bearer ${await provider.token({ sid: 's1', iat: now })}`;
    expect(await codeOf(header, verifying)).toBe('accepted');
    off = true;
    expect(await codeOf(header, verifying)).toBe('TOKEN_REFUSED');
    expect(asked.at(-1)).toEqual(['s1', '999000000011', now * 1000]);
  });
});
