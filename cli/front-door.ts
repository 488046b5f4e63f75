/** Who proves identity for this process, and the pages it serves beside the graph. */
import type { ServerOptions } from '../gateway/server.js';
import { graphiqlRoute } from '../gateway/graphiql/route.js';
import {
  developmentIdentityAllowed,
  developmentIssuer,
  openDevelopmentProvider,
  type DevelopmentProvider,
} from '../gateway/identity/development.js';
import { developmentRoutes } from '../gateway/identity/development-routes.js';
import { personasOf } from '../gateway/identity/personas.js';
import { openSignedOff } from '../gateway/identity/signed-off.js';
import { openVerifier, type TokenVerifier } from '../gateway/identity/verify.js';
import { RecordError } from '../schema/errors.js';
import type { Population } from '../schema/facts.js';
import type { Profile } from '../schema/profile.js';
import type { Store } from '../store/store.js';
import { samplePeople } from './population/sample-people.js';
import type { Settings } from './settings.js';

export interface Identity {
  readonly verifier: TokenVerifier;
  /** Set in development only. */
  readonly provider: DevelopmentProvider | undefined;
}

/**
 * The verifier of tokens: of the configured provider, else, in development and over synthetic people only,
 * of the development provider in this process. With a store, sessions signed off are refused.
 * @throws RecordError CONFIG_INVALID when neither may be used.
 */
export async function openIdentity(
  settings: Settings,
  profile: Profile,
  population: Population | undefined,
  store?: Pick<Store, 'access'>,
): Promise<Identity> {
  const signedOff = store && openSignedOff(() => store.access.revocations());
  const { roleCodes, identity } = profile;
  if (settings.oidcIssuer !== undefined) {
    const { oidcIssuer: issuer, oidcAudience: audience, oidcJwksUri: jwksUri } = settings;
    return { verifier: openVerifier({ issuer, audience, jwksUri, roleCodes, identity, signedOff }), provider: undefined };
  }
  if (!developmentIdentityAllowed({ nodeEnv: settings.nodeEnv, oidcIssuer: undefined, population })) {
    throw new RecordError('CONFIG_INVALID', {
      detail: 'set OIDC_ISSUER: the development identity provider runs only outside production and over synthetic people',
    });
  }
  const issuer = developmentIssuer(settings.port);
  const provider = await openDevelopmentProvider({
    issuer,
    dataDir: settings.dataDir,
    audience: settings.oidcAudience,
    personas: personasOf(profile),
  });
  const verifier = openVerifier({ issuer, audience: settings.oidcAudience, keys: provider.jwks, roleCodes, identity, signedOff });
  return { verifier, provider };
}

/** GraphiQL; in development also the persona picker's tokens and the sample people. */
export function pageRoutes(
  { provider }: Identity,
  population: Population | undefined,
  launches?: ServerOptions['routes'],
): NonNullable<ServerOptions['routes']> {
  return async (server, door) => {
    await server.register(graphiqlRoute);
    await launches?.(server, door);
    if (provider === undefined) return;
    await server.register(developmentRoutes, { provider });
    server.get('/development/sample-people', (_request, reply) =>
      reply.header('cache-control', 'no-store').send(population === 'real' ? [] : samplePeople),
    );
  };
}
