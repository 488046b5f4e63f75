import { createHash, timingSafeEqual } from 'node:crypto';
import { RecordError } from '../../../schema/errors.js';
import type { Feed } from '../../../schema/profile.js';
import { certifies, type ProvenCertificate } from '../sender.js';

/** By what a request says who sends it. */
export interface Shown {
  readonly authorization: string | undefined;
  readonly certificate: ProvenCertificate | undefined;
}

/** Says whether a request comes from the partner of a feed. */
export interface FeedDoor {
  /**
   * @throws RecordError UNAUTHENTICATED when nothing was shown, TOKEN_REFUSED for a token or secret that proves nothing,
   * SENDER_REFUSED for a proven sender of another feed, IDENTITY_UNAVAILABLE when tokens cannot be verified just now
   */
  admit(feed: Pick<Feed, 'name' | 'certificates'>, shown: Shown): Promise<void>;
}

export interface FeedDoorOptions {
  /** SHA-256 (hexadecimal) of the secrets by feed. */
  readonly secrets: ReadonlyMap<string, readonly string[]>;
  /** The scopes of a bearer token that was issued to a client, not a person. */
  readonly scopesOf: (token: string) => Promise<readonly string[]>;
}

/** Scope that a client's token needs to send on a feed. */
export const scopeOf = (feed: string): string => `feed:${feed}`;

/**
 * A feed that names certificates is open to those alone. Otherwise: HTTP Basic with the feed's name and one of its secrets, or the
 * bearer token of a client (OAuth 2.0 client credentials, RFC 6749 section 4.4) with the scope `feed:NAME`.
 */
export function openFeedDoor({ secrets, scopesOf }: FeedDoorOptions): FeedDoor {
  return {
    async admit(feed, { authorization = '', certificate }) {
      if (feed.certificates !== undefined) {
        if (certifies(feed, certificate)) return;
        throw new RecordError(certificate === undefined ? 'UNAUTHENTICATED' : 'SENDER_REFUSED', { feed: feed.name });
      }
      const [, scheme = '', value = ''] = /^(Basic|Bearer) +(\S+) *$/i.exec(authorization) ?? [];
      if (scheme.toLowerCase() === 'basic') return admitBySecret(feed.name, value, secrets);
      if (scheme === '') throw new RecordError('UNAUTHENTICATED', { feed: feed.name });
      const scopes = await scopesOf(value);
      if (!scopes.includes(scopeOf(feed.name))) throw new RecordError('SENDER_REFUSED', { feed: feed.name });
    },
  };
}

function admitBySecret(feed: string, credentials: string, secrets: FeedDoorOptions['secrets']): void {
  const [, user, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(credentials, 'base64').toString()) ?? [];
  const given = createHash('sha256')
    .update(secret ?? '')
    .digest();
  const isOf = (name: string): boolean =>
    (secrets.get(name) ?? []).some((known) => timingSafeEqual(Buffer.from(known, 'hex'), given));
  if (user === undefined || !isOf(user)) throw new RecordError('TOKEN_REFUSED', { feed });
  if (user !== feed) throw new RecordError('SENDER_REFUSED', { feed });
}

/**
 * `FEED_SECRETS`: `NAME=SHA-256 of the secret`, separated by commas or white space; a feed may have several while one replaces another.
 * @throws RecordError CONFIG_INVALID, which does not repeat what was given
 */
export function secretsIn(text: string): ReadonlyMap<string, readonly string[]> {
  const secrets = new Map<string, string[]>();
  for (const one of text.split(/[\s,]+/).filter((part) => part !== '')) {
    const [, name, hash] = /^([a-z0-9-]+)=([0-9a-fA-F]{64})$/.exec(one) ?? [];
    if (name === undefined || hash === undefined) {
      throw new RecordError('CONFIG_INVALID', { detail: 'FEED_SECRETS: each is NAME=SHA-256 of the secret, in hexadecimal' });
    }
    secrets.set(name, [...(secrets.get(name) ?? []), hash]);
  }
  return secrets;
}
