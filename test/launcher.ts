/** A partner's system that launches the record: its key, its profile lines, and tokens as it would sign them or an attacker would. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT, type JWK, type JWTPayload } from 'jose';
import type { Profile } from '../schema/profile.js';

export interface Launcher {
  readonly issuer: string;
  /** The profile with this system among those that may launch. */
  launching(profile: Profile): Profile;
  /** A launch of a GP about a person, with what the attack changes; `undefined` leaves a claim out. */
  token(of: string, claims?: JWTPayload, attack?: { readonly header?: object; readonly signWith?: CryptoKey }): Promise<string>;
  readonly publicJwk: JWK;
}

/** The practice system of a partner, with keys of its own. */
export async function openLauncher(partner: string, audience = 'shared-care-record'): Promise<Launcher> {
  const issuer = `https://clinical.${partner.toLowerCase()}.example`;
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const publicJwk = { ...(await exportJWK(publicKey)), kid: `${partner}-launch`, alg: 'ES256', use: 'sig' };
  const jwksFile = join(mkdtempSync(join(tmpdir(), 'scr-launch-')), 'jwks.json');
  writeFileSync(jwksFile, JSON.stringify({ keys: [publicJwk] }));
  let launches = 0;
  return {
    issuer,
    publicJwk,
    launching(profile) {
      const before = profile.launch ?? { maxAgeSeconds: 60, sessionMinutes: 60, idleMinutes: 15, issuers: [] };
      return { ...profile, launch: { ...before, issuers: [...before.issuers, { issuer, partner, jwksFile }] } };
    },
    async token(of, claims = {}, { header = {}, signWith = privateKey } = {}) {
      const now = Math.floor(Date.now() / 1000);
      const payload = {
        iss: issuer,
        aud: audience,
        iat: now,
        exp: now + 60,
        jti: `${partner}-${process.pid}-${++launches}`,
        sub: '999000000011',
        name: 'Dr Amara Osei',
        role_code: 'S0000:G0000:R0260',
        org_code: partner,
        purpose: 'direct-care',
        nhs_number: of,
        date_of_birth: '1952-03-14',
        ...claims,
      };
      return new SignJWT(payload)
        .setProtectedHeader({ alg: 'ES256', kid: publicJwk.kid, typ: 'launch+jwt', ...header })
        .sign(signWith);
    },
  };
}

/** Posts a launch as a native screen does; answers the session token, or the code of the refusal. */
export async function launch(
  url: string,
  token: unknown,
): Promise<{ session?: string; code?: string; response: Response; text: string }> {
  const response = await fetch(`${url}/launch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ launch: token }),
  });
  const text = await response.text();
  const body = JSON.parse(text) as { session_token?: string; errors?: readonly [{ extensions: { code: string } }] };
  return {
    response,
    text,
    ...(body.session_token === undefined ? {} : { session: body.session_token }),
    ...(body.errors === undefined ? {} : { code: body.errors[0].extensions.code }),
  };
}
