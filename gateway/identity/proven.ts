/** What of a refused token its signature had proven: for the trail of refused accesses, and for nothing else. */
import type { JWTPayload } from 'jose';
import type { Proven } from '../../schema/refused-access.js';

// Beside the error, not on it: nothing that prints or sends an error can tell it.
const provenBy = new WeakMap<object, Proven>();

/** The same error, with who had proven themselves before another check failed. */
export function withProven<E extends object>(error: E, proven: Proven): E {
  provenBy.set(error, proven);
  return error;
}

export function provenOf(error: unknown): Proven {
  return (error !== null && typeof error === 'object' ? provenBy.get(error) : undefined) ?? {};
}

/** Who the claims of a well-signed token name. */
export function provenIn(claims: JWTPayload): Proven {
  const told = {
    userId: claims.sub,
    issuer: claims.iss,
    sessionId: claims['sid'] ?? claims.jti,
    organisation: claims['org_code'],
  };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => typeof value === 'string')) as Proven;
}
