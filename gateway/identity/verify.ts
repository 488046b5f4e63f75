import { hash } from 'node:crypto';
import { errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { RecordError } from '../../schema/errors.js';
import type { Profile } from '../../schema/profile.js';
import type { Viewer } from '../../schema/viewer.js';
import { viewerOf } from './claims.js';
import { keySource, type KeyOptions } from './keys.js';

/** Turns the `Authorization` header of a request into the person who asks (R1). */
export interface TokenVerifier {
  /**
   * The viewer a bearer token stands for.
   * @throws RecordError UNAUTHENTICATED (no token, or no token that can be read as one), TOKEN_REFUSED
   * (a token that proves nothing; `detail` says why), IDENTITY_UNAVAILABLE (the keys cannot be read: an outage, not a refusal).
   */
  verify(authorizationHeader: string | undefined): Promise<Viewer>;
}

export interface VerifierOptions extends KeyOptions {
  /** What the token must be meant for (`aud`). */
  readonly audience: string;
  /** National role codes → roles of this record; from the profile. */
  readonly roleCodes: Profile['roleCodes'];
  /** Signature algorithms accepted. Symmetric ones and `none` never are. */
  readonly algorithms?: readonly ('RS256' | 'ES256')[] | undefined;
  /** How far the issuer's clock may be off. Default 5 s. */
  readonly clockToleranceSeconds?: number | undefined;
  /** Purpose of a token that names none. Default: such a token is refused. */
  readonly purposeWhenAbsent?: string | undefined;
}

interface Remembered {
  readonly viewer: Viewer;
  readonly untilMs: number;
}

// A key that the issuer withdrew stops counting after this long, even for tokens already seen.
const rememberForMs = 5 * 60_000;
const rememberAtMost = 10_000;
// Access tokens (RFC 9068) and what common providers write instead; never a logout, proof or launch token.
const tokenTypes = new Set(['at+jwt', 'application/at+jwt', 'jwt']);
const bearer = /^Bearer +([\w-]+\.[\w-]+\.[\w-]*) *$/i;

/**
 * A verifier of access tokens in the manner of NHS CIS2: signature, issuer, audience, times, and the one selected role.
 * A verified token is remembered by its SHA-256 until it expires (or five minutes), so that a hit costs a hash.
 * @throws RecordError CONFIG_INVALID when the issuer's keys would be fetched over plain HTTP in production.
 */
export function openVerifier(options: VerifierOptions): TokenVerifier {
  const keyFor = keySource(options);
  const algorithms = [...(options.algorithms ?? ['RS256', 'ES256'])];
  const clockToleranceSeconds = options.clockToleranceSeconds ?? 5;
  const remembered = new Map<string, Remembered>();

  async function prove(token: string, fingerprint: string): Promise<Viewer> {
    const { payload, protectedHeader } = await verified(token, keyFor, {
      issuer: options.issuer,
      audience: options.audience,
      algorithms,
      clockTolerance: clockToleranceSeconds,
      requiredClaims: ['iss', 'aud', 'sub', 'exp'],
    });
    if (!tokenTypes.has(String(protectedHeader.typ).toLowerCase())) refuse('typ is not that of an access token');
    const viewer = viewerOf(payload, options, fingerprint);
    const expiresMs = (payload.exp! + clockToleranceSeconds) * 1000;
    remember(fingerprint, { viewer, untilMs: Math.min(expiresMs, Date.now() + rememberForMs) });
    return viewer;
  }

  function remember(fingerprint: string, entry: Remembered): void {
    remembered.set(fingerprint, entry);
    // A Map keeps insertion order, so the first key is the one unused for longest.
    if (remembered.size > rememberAtMost) remembered.delete(remembered.keys().next().value!);
  }

  return {
    async verify(authorizationHeader) {
      const token = bearer.exec(authorizationHeader ?? '')?.[1];
      if (token === undefined) throw new RecordError('UNAUTHENTICATED');
      const fingerprint = hash('sha256', token, 'base64url');
      const known = remembered.get(fingerprint);
      if (known === undefined) return prove(token, fingerprint);
      remembered.delete(fingerprint);
      if (known.untilMs <= Date.now()) return prove(token, fingerprint);
      remembered.set(fingerprint, known);
      return known.viewer;
    },
  };
}

async function verified(token: string, keyFor: JWTVerifyGetKey, checks: NonNullable<Parameters<typeof jwtVerify>[2]>) {
  try {
    return await jwtVerify(token, keyFor, checks);
  } catch (cause) {
    if (cause instanceof RecordError) throw cause;
    // jose's messages name the claim or header, never a value; anything that is not its own is still a refusal.
    if (cause instanceof errors.JOSEError) return refuse(`${cause.code}: ${cause.message}`);
    return refuse('the token cannot be checked');
  }
}

function refuse(detail: string): never {
  throw new RecordError('TOKEN_REFUSED', { detail });
}
