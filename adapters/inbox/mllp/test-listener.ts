import { afterEach } from 'vitest';
import type { SecureContextOptions } from 'node:tls';
import { parseProfile, type Profile } from '../../../schema/profile.js';
import { testAuthority, type TestAuthority, type TestCertificate } from '../../../test/certificates.js';
import { testInbox, type TestInbox } from '../test-inbox.js';
import { listenMllp, type MllpLimits, type MllpListener } from './server.js';
import { openSender, type Sender } from './test-sender.js';

/** Settings of the feeds `rgt-pas` (PAS of RGT) and `rgn-pas` (any of RGN), as YAML. */
export type FeedSettings = Readonly<Partial<Record<'rgt-pas' | 'rgn-pas', string>>>;

export function testProfile(feeds: FeedSettings = {}): Profile {
  const text = `name: test
title: Test
partners: [{ ods: RGT, name: A, kind: acute }, { ods: RGN, name: B, kind: acute }]
feeds:
  - { name: rgt-pas, partner: RGT, format: hl7v2, senders: ['PAS|RGT'], ${feeds['rgt-pas'] ?? ''} }
  - { name: rgn-pas, partner: RGN, format: hl7v2, senders: ['*|RGN'], ${feeds['rgn-pas'] ?? ''} }
datasets: []
relationshipWindowsDays: {}
purposes: {}
roleCodes: {}
`;
  return parseProfile(text, 'test.yaml');
}

export interface TestListener {
  readonly inbox: TestInbox;
  readonly listener: MllpListener;
  /** What was logged. */
  readonly log: readonly object[];
  /** A sender over a real socket; closed after the test. */
  sender(way?: 'TCP' | 'TLS', own?: TestCertificate): Promise<Sender>;
  /** Makes nothing durable until the function it gives is called. */
  holdBack(): () => void;
}

const opened: { readonly listener: MllpListener; readonly senders: Sender[] }[] = [];
afterEach(async () => {
  for (const { listener, senders } of opened.splice(0)) {
    for (const one of senders) one.close();
    await listener.close();
  }
});

let made: Promise<{ readonly trusted: TestAuthority; readonly ours: TestCertificate }> | undefined;
/** The authority whose certificates the tests' senders trust, and the listener's own. */
export async function testCertificates() {
  return (made ??= (async () => {
    const trusted = await testAuthority();
    return { trusted, ours: await trusted.issue('localhost') };
  })());
}

/** A listener on free ports, over an inbox in memory. */
export async function listening(
  limits: Partial<MllpLimits> = {},
  { feeds = {}, tls = {} }: { readonly feeds?: FeedSettings; readonly tls?: SecureContextOptions } = {},
): Promise<TestListener> {
  const { trusted, ours } = await testCertificates();
  const inbox = testInbox();
  const log: object[] = [];
  const listener = await listenMllp({
    inbox,
    profile: testProfile(feeds),
    host: '127.0.0.1',
    port: 0,
    tlsPort: 0,
    tls: { cert: ours.cert, key: ours.key, ...tls },
    logger: { info: () => undefined, warn: (about) => void log.push(about) },
    limits: { drainMs: 1_000, ...limits },
  });
  const senders: Sender[] = [];
  opened.push({ listener, senders });
  return {
    inbox,
    listener,
    log,
    async sender(way = 'TCP', own) {
      const shown = own === undefined ? {} : { cert: own.cert, key: own.key };
      const one = await (way === 'TCP'
        ? openSender(listener.port!)
        : openSender(listener.tlsPort!, { ca: trusted.ca, ...shown }));
      senders.push(one);
      return one;
    },
    holdBack() {
      let release = (): void => undefined;
      inbox.durable = new Promise((resolve) => (release = resolve));
      return release;
    },
  };
}

/** `1` to `count`, as control identifiers. */
export const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index + 1));
