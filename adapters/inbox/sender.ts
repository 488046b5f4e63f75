import type { X509Certificate } from 'node:crypto';
import { feedFor } from '../feeds.js';
import { RecordError } from '../../schema/errors.js';
import type { Feed, Profile } from '../../schema/profile.js';

/** What a connection has proven of who is at its other end. */
export interface ProvenCertificate {
  /** SHA-256, small hexadecimal letters. */
  readonly fingerprint: string;
  /** CN of the subject; only where an authority that is trusted here vouches for it. */
  readonly commonName?: string;
}

/** @throws RecordError SENDER_REFUSED when the feed names certificates and this is none of them */
export function admit(feed: Feed, certificate: ProvenCertificate | undefined): void {
  if (feed.certificates === undefined) return;
  if (!certifies(feed, certificate)) {
    throw new RecordError('SENDER_REFUSED', { feed: feed.name, location: 'certificate' });
  }
}

/** Whether `certificate` is one of those that the feed names. */
export function certifies({ certificates }: Pick<Feed, 'certificates'>, certificate: ProvenCertificate | undefined): boolean {
  if (certificate === undefined || certificates === undefined) return false;
  const { fingerprint, commonName } = certificate;
  return certificates.some((named) => named === fingerprint || (commonName !== undefined && named === `CN=${commonName}`));
}

/**
 * What the certificate of a TLS connection proves: nothing outside its days; its name only when `isAuthorised`, that is, when
 * an authority trusted here signed it. A certificate may prove itself by its fingerprint alone.
 */
export function provenBy(certificate: X509Certificate | undefined, isAuthorised: boolean): ProvenCertificate | undefined {
  if (certificate === undefined) return undefined;
  const now = Date.now();
  if (now < Date.parse(certificate.validFrom) || now > Date.parse(certificate.validTo)) return undefined;
  const commonName = /^CN=(.+)$/m.exec(certificate.subject)?.[1];
  const fingerprint = certificate.fingerprint256.replaceAll(':', '').toLowerCase();
  return { fingerprint, ...(isAuthorised && commonName !== undefined ? { commonName } : {}) };
}

const mostRemembered = 1_000;

/** Finds feeds of HL7 v2 senders (`MSH-3|MSH-4`), each looked for once while the feeds in force are the same. */
export function feedFinder(profile: Profile): (sender: string) => Feed | undefined {
  const known = new Map<string, Feed | undefined>();
  let feeds = profile.feeds;
  return (sender) => {
    if (feeds !== profile.feeds) {
      known.clear();
      feeds = profile.feeds;
    }
    if (known.has(sender)) return known.get(sender);
    const feed = feedOrNone(profile, sender);
    // Whoever makes senders up does not fill the memory.
    if (known.size < mostRemembered) known.set(sender, feed);
    return feed;
  };
}

function feedOrNone(profile: Profile, sender: string): Feed | undefined {
  try {
    return feedFor(profile, 'hl7v2', sender, undefined);
  } catch (error) {
    if (error instanceof RecordError && error.code === 'FEED_UNKNOWN') return undefined;
    throw error;
  }
}
