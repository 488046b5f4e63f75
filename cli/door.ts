/** How the front door of a process stands: from where it is reached, whom sessions make of a token, who is signed off. */
import { openSessions } from '../gateway/launch/sessions.js';
import { openNetwork, type Network } from '../gateway/network/network.js';
import type { ServerOptions } from '../gateway/server.js';
import { RecordError } from '../schema/errors.js';
import type { Profile } from '../schema/profile.js';
import type { Store } from '../store/store.js';
import type { Settings } from './settings.js';
import { certificates } from './tls.js';

/** What a process with the database knows of sessions, and keeps of refusals. */
export function keptAtTheDoor(
  { access }: Store,
  profile: () => Profile,
): Required<Pick<ServerOptions, 'sessions' | 'keepRefused'>> {
  return {
    sessions: openSessions((token, idleMinutes) => access.session(token, idleMinutes), profile),
    keepRefused: (accesses) => access.appendRefused(accesses),
  };
}

/**
 * R6, for a process that is reached from outside: the network rule of the profile, and HTTPS where it is set.
 * @throws RecordError CONFIG_INVALID when the profile wants client certificates and none can be asked for
 */
export function outerDoor(settings: Settings, profile: Profile): { readonly network: Network } & Pick<ServerOptions, 'https'> {
  const https = certificates(settings);
  if (profile.network.clientCertificate !== 'off' && https?.ca === undefined) {
    throw new RecordError('CONFIG_INVALID', {
      detail: 'the profile wants client certificates (network.clientCertificate): set TLS_CERT, TLS_KEY and TLS_CLIENT_CA',
    });
  }
  const network = openNetwork({
    rules: profile.network,
    trustedProxies: settings.trustedProxies,
    thisMachine: settings.nodeEnv !== 'production',
  });
  return { network, ...(https === undefined ? {} : { https }) };
}
