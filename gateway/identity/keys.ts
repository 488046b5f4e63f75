import { createLocalJWKSet, createRemoteJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { RecordError } from '../../schema/errors.js';

const timeoutMs = 3_000;
const discoveryDocument = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** Whose keys count, and where they are. */
export interface KeyOptions {
  /** Exactly as in the `iss` claim. */
  readonly issuer: string;
  /** Where the issuer's keys are. Default: what the issuer's discovery document says. */
  readonly jwksUri?: string | undefined;
  /** The keys themselves instead; a function is asked on every verification, so that they may be rotated. */
  readonly keys?: JSONWebKeySet | (() => JSONWebKeySet | Promise<JSONWebKeySet>) | undefined;
  /** How long an unknown key waits before the issuer's keys are read again. Default 30 s. */
  readonly keyCooldownMs?: number | undefined;
}

/**
 * Where the key of a token is looked up. "No such key" is the token's fault and passes through as jose says it;
 * keys that cannot be read are an outage, and must never look like a refusal.
 */
export function keySource(options: KeyOptions): JWTVerifyGetKey {
  const find = options.keys === undefined ? remoteKeys(options) : givenKeys(options.keys);
  return async (header, token) => {
    try {
      return await find(header, token);
    } catch (cause) {
      if (
        cause instanceof errors.JWKSNoMatchingKey ||
        cause instanceof errors.JWKSMultipleMatchingKeys ||
        cause instanceof errors.JOSENotSupported ||
        cause instanceof RecordError
      ) {
        throw cause;
      }
      throw unavailable('its keys cannot be read', cause);
    }
  };
}

function givenKeys(keys: NonNullable<KeyOptions['keys']>): JWTVerifyGetKey {
  if (typeof keys !== 'function') return createLocalJWKSet(keys);
  const imported = new WeakMap<JSONWebKeySet, JWTVerifyGetKey>();
  return async (header, token) => {
    const set = await keys();
    let find = imported.get(set);
    if (find === undefined) imported.set(set, (find = createLocalJWKSet(set)));
    return find(header, token);
  };
}

function remoteKeys(options: KeyOptions): JWTVerifyGetKey {
  refusePlainHttpInProduction(options.jwksUri ?? options.issuer);
  let found: JWTVerifyGetKey | undefined;
  let discovery: Promise<string> | undefined;
  return async (header, token) => {
    if (found === undefined) {
      // One discovery at a time; one that failed is forgotten, so the next request asks again.
      discovery ??= options.jwksUri === undefined ? discover(options.issuer) : Promise.resolve(options.jwksUri);
      const uri = await discovery.finally(() => (discovery = undefined));
      found ??= createRemoteJWKSet(new URL(uri), {
        timeoutDuration: timeoutMs,
        cooldownDuration: options.keyCooldownMs ?? 30_000,
      });
    }
    return found(header, token);
  };
}

async function discover(issuer: string): Promise<string> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(timeoutMs),
    redirect: 'error',
  });
  if (!response.ok) throw unavailable(`discovery answered ${response.status}`);
  const document = discoveryDocument.parse(await response.json());
  if (document.issuer !== issuer) throw unavailable('the discovery document is of another issuer');
  refusePlainHttpInProduction(document.jwks_uri);
  return document.jwks_uri;
}

// Whoever sits between us and a plain-HTTP issuer could hand us keys of their own.
function refusePlainHttpInProduction(address: string): void {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined)
    throw new RecordError('CONFIG_INVALID', { detail: `the OIDC issuer or its key address is not a URL: ${address}` });
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol === 'https:' || loopback || process.env['NODE_ENV'] !== 'production') return;
  throw new RecordError('CONFIG_INVALID', { detail: `in production the OIDC issuer needs https: ${address}` });
}

function unavailable(why: string, cause?: unknown): RecordError {
  return new RecordError('IDENTITY_UNAVAILABLE', { detail: `the identity provider cannot be used: ${why}`, cause });
}
