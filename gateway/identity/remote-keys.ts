/** The keys of an issuer elsewhere, read over HTTPS and read again: new keys count at once, withdrawn ones soon no longer. */
import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { RecordError } from '../../schema/errors.js';
import { keySet, type KeyOptions, type KeySet } from './key-set.js';

const timeoutMs = 3_000;
/** A withdrawn key counts for no longer than twice this while the issuer can be asked. */
const freshMsByDefault = 30_000;
/** While the issuer cannot be asked, what it said last counts for so long, and no key is known any more after that. */
const outageGraceMs = 5 * 60_000;
const retryAfterMs = 5_000;
/** Unknown keys that make the keys be read again at once; further ones wait, so that nobody makes us flood the issuer. */
const readsAtOnce = 5;

const discoveryDocument = z.object({ issuer: z.string(), jwks_uri: z.url() });
const jwks = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

export interface RemoteKeys {
  current(): KeySet | Promise<KeySet>;
  /** The keys read anew because one was unknown to `than`; undefined when they were read too often lately. */
  readAgain(than: KeySet): Promise<KeySet | undefined>;
}

/** @throws RecordError CONFIG_INVALID when they would be fetched over plain HTTP in production. */
export function openRemoteKeys(options: KeyOptions): RemoteKeys {
  refusePlainHttpInProduction(options.jwksUri ?? options.issuer);
  const freshMs = options.keysFreshMs ?? freshMsByDefault;
  const cooldownMs = options.keyCooldownMs ?? 30_000;
  let held: { readonly set: KeySet; readonly atMs: number } | undefined;
  let reading: Promise<KeySet> | undefined;
  let failedMs = 0;
  let uri = options.jwksUri;
  const budget = openBudget(readsAtOnce, cooldownMs);

  /** One reading at a time, for everybody who waits. */
  function read(): Promise<KeySet> {
    return (reading ??= (async () => {
      try {
        uri ??= await discover(options.issuer);
        const set = keySet(await fetchKeys(uri));
        held = { set, atMs: Date.now() };
        return set;
      } catch (cause) {
        failedMs = Date.now();
        // The issuer may have moved its keys: the next reading asks again where they are.
        uri = options.jwksUri;
        throw cause instanceof RecordError ? cause : unavailable('its keys cannot be read', cause);
      } finally {
        reading = undefined;
      }
    })());
  }

  return {
    current() {
      if (held === undefined) return read();
      const ageMs = Date.now() - held.atMs;
      if (ageMs < freshMs) return held.set;
      const outage = failedMs > held.atMs;
      if (outage && ageMs >= outageGraceMs) return read();
      // Read in the background at first, so that nobody waits; then for everybody, unless it just failed.
      if (!outage || Date.now() - failedMs >= retryAfterMs) {
        const newer = read();
        if (!outage && ageMs >= 2 * freshMs) return newer.catch((cause: unknown) => withinGrace(held, cause));
        newer.catch(() => undefined);
      }
      return held.set;
    },
    async readAgain(than) {
      if (held !== undefined && held.set !== than) return held.set;
      if (reading === undefined && !budget.take()) return undefined;
      return read();
    },
  };
}

function withinGrace(held: { readonly set: KeySet; readonly atMs: number } | undefined, cause: unknown): KeySet {
  if (held === undefined || Date.now() - held.atMs >= outageGraceMs) throw cause;
  return held.set;
}

/** So many at once; after that one for each `everyMs`. */
function openBudget(most: number, everyMs: number): { take(): boolean } {
  let left = most;
  let atMs = Date.now();
  return {
    take() {
      const gained = everyMs === 0 ? most : Math.floor((Date.now() - atMs) / everyMs);
      if (gained > 0) {
        left = Math.min(most, left + gained);
        atMs = Date.now();
      }
      if (left === 0) return false;
      left--;
      return true;
    },
  };
}

async function fetchKeys(uri: string): Promise<JSONWebKeySet> {
  return jwks.parse(await fetchJson(uri)) as JSONWebKeySet;
}

async function discover(issuer: string): Promise<string> {
  const document = discoveryDocument.parse(await fetchJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`));
  if (document.issuer !== issuer) throw unavailable('the discovery document is of another issuer');
  refusePlainHttpInProduction(document.jwks_uri);
  return document.jwks_uri;
}

async function fetchJson(address: string): Promise<unknown> {
  const response = await fetch(address, { signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
  if (!response.ok) throw unavailable(`it answered ${response.status}`);
  return response.json();
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
