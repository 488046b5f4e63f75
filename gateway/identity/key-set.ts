import { createLocalJWKSet, type JSONWebKeySet, type JWK, type JWTVerifyGetKey } from 'jose';

/** Whose keys count, and where they are. */
export interface KeyOptions {
  /** Exactly as in the `iss` claim. */
  readonly issuer: string;
  /** Where the issuer's keys are. Default: what the issuer's discovery document says. */
  readonly jwksUri?: string | undefined;
  /** The keys themselves instead; a function is asked on every verification, so that they may be rotated. */
  readonly keys?: JSONWebKeySet | (() => JSONWebKeySet | Promise<JSONWebKeySet>) | undefined;
  /** How long a read key set is taken as it is. Default 30 s. */
  readonly keysFreshMs?: number | undefined;
  /** After a burst of unknown keys: how long until one more makes the issuer's keys be read again. Default 30 s. */
  readonly keyCooldownMs?: number | undefined;
}

/** The keys of an issuer as they are now. */
export interface KeySet {
  readonly find: JWTVerifyGetKey;
  /** Whether the keys that could have proven a token are still among them. */
  counts(proof: readonly string[]): boolean;
  /** The keys that a token with this header can have been proven by. */
  proofOf(header: { readonly kid?: string | undefined }): readonly string[];
}

/** Wraps a JWK Set; two keys are the same when every part of them is. */
export function keySet(set: JSONWebKeySet): KeySet {
  const identities = new Set(set.keys.map(identityOf));
  return {
    find: createLocalJWKSet(set),
    counts: (proof) => proof.length > 0 && proof.every((identity) => identities.has(identity)),
    proofOf: ({ kid }) => set.keys.filter((key) => kid === undefined || key.kid === kid).map(identityOf),
  };
}

function identityOf({ kty, kid, n, e, crv, x, y }: JWK): string {
  return JSON.stringify([kty, kid, n, e, crv, x, y]);
}
