import { hash } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { RecordError } from '../../schema/errors.js';
import type { Profile } from '../../schema/profile.js';
import { cis2 } from '../../schema/profile-identity.js';
import type { Viewer } from '../../schema/viewer.js';
import { viewerOf } from './claims.js';
import type { KeyOptions, KeySet } from './key-set.js';
import { openKeys } from './keys.js';
import { proven, type Expected } from './proof.js';
import { provenIn, withProven } from './proven.js';

/** Turns the `Authorization` header of a request into the person who asks (R1). */
export interface TokenVerifier {
  /**
   * The viewer a bearer token stands for.
   * @throws RecordError UNAUTHENTICATED (no token, or no token that can be read as one), TOKEN_REFUSED
   * (a token that proves nothing; `detail` says why), IDENTITY_UNAVAILABLE (the keys cannot be read: an outage, not a refusal).
   */
  verify(authorizationHeader: string | undefined): Promise<Viewer>;
}

/** Whether a session, or everything issued to a user before now, was signed off. May throw an outage. */
export type SignedOff = (viewer: Pick<Viewer, 'sessionId' | 'userId'>, issuedMs: number) => boolean | Promise<boolean>;

export interface VerifierOptions extends KeyOptions {
  /** What the token must be meant for (`aud`). */
  readonly audience: string;
  /** National role codes → roles of this record; from the profile. */
  readonly roleCodes: Profile['roleCodes'];
  /** Which claims say what, and how long a token may live; from the profile. Default: NHS CIS2. */
  readonly identity?: Profile['identity'] | undefined;
  readonly algorithms?: Expected['algorithms'];
  /** Default: nobody was. */
  readonly signedOff?: SignedOff | undefined;
}

interface Remembered {
  readonly viewer: Viewer;
  readonly untilMs: number;
  readonly issuedMs: number;
  /** The keys that can have proven it. */
  readonly proof: readonly string[];
}

const rememberForMs = 5 * 60_000;
const rememberAtMost = 10_000;
// Access tokens (RFC 9068) and what common providers write instead; never a logout, proof or launch token.
const tokenTypes: ReadonlySet<string> = new Set(['at+jwt', 'application/at+jwt', 'jwt']);
const bearer = /^Bearer +([\w-]+\.[\w-]+\.[\w-]*) *$/i;

/**
 * A verifier of access tokens: signature, issuer, audience, times, and the one selected role. A verified token is
 * remembered by its SHA-256 until it expires (or five minutes), so that a hit costs a hash; one whose key the issuer
 * withdrew, or whose session was signed off, is forgotten at once.
 * @throws RecordError CONFIG_INVALID when the issuer's keys would be fetched over plain HTTP in production.
 */
export function openVerifier(options: VerifierOptions): TokenVerifier {
  const keys = openKeys(options);
  const rules = { roleCodes: options.roleCodes, identity: options.identity ?? cis2 };
  const { clockSkewSeconds, maxTokenMinutes } = rules.identity;
  const expected: Expected = {
    issuer: options.issuer,
    audience: options.audience,
    algorithms: options.algorithms,
    clockToleranceSeconds: clockSkewSeconds,
    maxLifeSeconds: maxTokenMinutes * 60,
    types: tokenTypes,
    claims: ['sub'],
    code: 'TOKEN_REFUSED',
  };
  const remembered = new Map<string, Remembered>();

  async function prove(token: string, fingerprint: string): Promise<Remembered> {
    const { payload, header } = await proven(token, keys, expected);
    const viewer = viewerOrRefusal(payload, fingerprint);
    const expiresMs = (payload.exp + clockSkewSeconds) * 1000;
    const { kid } = header;
    const proof = (await keys.current()).proofOf(kid === undefined ? {} : { kid });
    return { viewer, untilMs: Math.min(expiresMs, Date.now() + rememberForMs), issuedMs: payload.iat * 1000, proof };
  }

  function viewerOrRefusal(payload: JWTPayload, fingerprint: string): Viewer {
    try {
      return viewerOf(payload, rules, fingerprint);
    } catch (error) {
      throw withProven(error as RecordError, provenIn(payload));
    }
  }

  function remember(fingerprint: string, entry: Remembered): void {
    remembered.set(fingerprint, entry);
    // A Map keeps insertion order, so the first key is the one unused for longest.
    if (remembered.size > rememberAtMost) remembered.delete(remembered.keys().next().value!);
  }

  async function known(fingerprint: string): Promise<Remembered | undefined> {
    const entry = remembered.get(fingerprint);
    if (entry === undefined) return undefined;
    remembered.delete(fingerprint);
    if (entry.untilMs <= Date.now()) return undefined;
    const set: KeySet | Promise<KeySet> = keys.current();
    return (set instanceof Promise ? await set : set).counts(entry.proof) ? entry : undefined;
  }

  return {
    async verify(authorizationHeader) {
      const token = bearer.exec(authorizationHeader ?? '')?.[1];
      if (token === undefined) throw new RecordError('UNAUTHENTICATED');
      const fingerprint = hash('sha256', token, 'base64url');
      const entry = (await known(fingerprint)) ?? (await prove(token, fingerprint));
      const { viewer, issuedMs } = entry;
      if (options.signedOff !== undefined && (await options.signedOff(viewer, issuedMs)))
        throw withProven(new RecordError('TOKEN_REFUSED', { detail: 'the session was signed off' }), {
          userId: viewer.userId,
          organisation: viewer.organisation,
          sessionId: viewer.sessionId,
          issuer: options.issuer,
        });
      remember(fingerprint, entry);
      return viewer;
    },
  };
}
