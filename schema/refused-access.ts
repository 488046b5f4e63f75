/** An access that was refused before it got to a person. Never holds a token, and of its claims only what was proven. */
export interface RefusedAccess {
  readonly atMs: number;
  /** Code of `schema/errors.ts`. */
  readonly code: string;
  /** Which check failed; names claims, never their values. */
  readonly detail?: string;
  /** Which door: `graphql`, `documents`, `launch`, `network` … */
  readonly way: string;
  /** Address of the peer, as far as trusted proxies tell it. */
  readonly address?: string;
  readonly requestId?: string;
  readonly userId?: string;
  readonly organisation?: string;
  readonly issuer?: string;
  readonly sessionId?: string;
}

/** What of a refused access its signature or session had proven before another check failed. */
export type Proven = Pick<RefusedAccess, 'userId' | 'organisation' | 'issuer' | 'sessionId'>;
