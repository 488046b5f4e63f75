import { errors, jwtVerify, type JWTHeaderParameters, type JWTPayload } from 'jose';
import { RecordError, type ErrorCode } from '../../schema/errors.js';
import type { IssuerKeys } from './keys.js';
import { provenIn, withProven } from './proven.js';

/** Signature algorithms accepted by default. Symmetric ones and `none` never are. */
export const signatureAlgorithms: readonly ('RS256' | 'ES256')[] = ['RS256', 'ES256'];

/** What a signed token must be, beside well signed. */
export interface Expected {
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms?: readonly ('RS256' | 'ES256')[] | undefined;
  /** How far the issuer's clock may be off. */
  readonly clockToleranceSeconds: number;
  /** Longest life, `exp` − `iat`. */
  readonly maxLifeSeconds: number;
  /** Values of `typ` accepted, in small letters. */
  readonly types: ReadonlySet<string>;
  /** Claims that must be there, beside `iss`, `aud`, `iat` and `exp`. */
  readonly claims: readonly string[];
  /** Code of a refusal. */
  readonly code: Extract<ErrorCode, 'TOKEN_REFUSED' | 'LAUNCH_REFUSED'>;
}

export interface ProvenToken {
  readonly payload: JWTPayload & { readonly iat: number; readonly exp: number };
  readonly header: JWTHeaderParameters;
}

/** Longest token looked at: CIS2 lists every role somebody holds. Node takes 16 kB of headers. */
const longest = 12 * 1024;

/**
 * What a signed token says, once its signature, issuer, audience, type and times are right.
 * @throws RecordError `code`; or IDENTITY_UNAVAILABLE when the keys cannot be read. `detail` names claims, never values.
 */
export async function proven(token: string, keys: Pick<IssuerKeys, 'find'>, expected: Expected): Promise<ProvenToken> {
  const refuse = (detail: string, claims?: JWTPayload): never => {
    const error = new RecordError(expected.code, { detail });
    throw claims === undefined ? error : withProven(error, provenIn(claims));
  };
  if (token.length > longest) return refuse('the token is too long');
  const { payload, protectedHeader } = await jwtVerify(token, keys.find, {
    issuer: expected.issuer,
    audience: expected.audience,
    algorithms: [...(expected.algorithms ?? signatureAlgorithms)],
    clockTolerance: expected.clockToleranceSeconds,
    requiredClaims: ['iss', 'aud', 'iat', 'exp', ...expected.claims],
  }).catch((cause: unknown) => {
    if (cause instanceof RecordError) throw cause;
    // jose's messages name the claim or header, never a value; what is not its own is still a refusal. It looks at
    // claims only once the signature holds, so those of such an error are proven.
    if (cause instanceof errors.JWTClaimValidationFailed || cause instanceof errors.JWTExpired)
      return refuse(`${cause.code}: ${cause.message}`, cause.payload);
    return refuse(cause instanceof errors.JOSEError ? `${cause.code}: ${cause.message}` : 'the token cannot be checked');
  });
  if (!expected.types.has(String(protectedHeader.typ).toLowerCase()))
    return refuse('typ is not the one of such a token', payload);
  const { iat, exp } = payload as ProvenToken['payload'];
  if (iat > Date.now() / 1000 + expected.clockToleranceSeconds) return refuse('iat is in the future', payload);
  if (exp - iat > expected.maxLifeSeconds) return refuse('exp is longer after iat than is accepted', payload);
  return { payload: payload as ProvenToken['payload'], header: protectedHeader };
}
