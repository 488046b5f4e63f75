import { openKeys } from '../gateway/identity/keys.js';
import { proven } from '../gateway/identity/proof.js';
import { RecordError } from '../schema/errors.js';
import type { Settings } from './settings.js';

const day = 86_400;

/**
 * The scopes of tokens that the identity provider issues to the systems of partners (OAuth 2.0 client credentials). Without a
 * provider no token counts. Throws TOKEN_REFUSED, or IDENTITY_UNAVAILABLE when the provider's keys cannot be read.
 */
export function clientScopes({ oidcIssuer: issuer, oidcAudience: audience, oidcJwksUri: jwksUri }: Settings) {
  if (issuer === undefined) return () => Promise.reject(new RecordError('TOKEN_REFUSED'));
  const keys = openKeys({ issuer, jwksUri });
  const expected = {
    issuer,
    audience,
    clockToleranceSeconds: 5,
    maxLifeSeconds: day,
    types: new Set(['at+jwt', 'application/at+jwt', 'jwt']),
    claims: [],
    code: 'TOKEN_REFUSED',
  } as const;
  return async (token: string): Promise<readonly string[]> => {
    const { payload } = await proven(token, keys, expected);
    const scope = payload['scope'] ?? payload['scp'];
    if (Array.isArray(scope)) return scope.filter((one) => typeof one === 'string');
    return typeof scope === 'string' ? scope.split(' ') : [];
  };
}
