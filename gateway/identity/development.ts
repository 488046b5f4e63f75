import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { JSONWebKeySet } from 'jose';
import type { Adapter, Configuration, default as Provider } from 'oidc-provider';
import { RecordError } from '../../schema/errors.js';
import type { Population } from '../../schema/facts.js';
import { developmentKeys, publicHalf } from './development-keys.js';
import { claimsOf, personas as defaultPersonas, type Persona } from './personas.js';

/** Grant by which the provider's token endpoint issues a token for a persona: `grant_type=…&client_id=…&persona=gp`. */
export const personaGrant = 'urn:shared-care-record:development:persona';
export const developmentClientId = 'shared-care-record-development';

const expiresInSeconds = 60 * 60;

/** Issuer of the development provider of a gateway on this machine. Every process that issues or accepts its tokens agrees on it. */
export const developmentIssuer = (gatewayPort: number): string => `http://localhost:${gatewayPort}/oidc`;

export interface DevelopmentProvider {
  readonly issuer: string;
  /** Serves discovery, keys and the token endpoint; expects to be mounted at the issuer's path. */
  readonly callback: (request: IncomingMessage, response: ServerResponse) => void;
  /** Public keys, for the verifier of the same process. */
  readonly jwks: JSONWebKeySet;
  readonly personas: readonly Persona[];
  readonly expiresInSeconds: number;
  /** @throws RecordError BAD_REQUEST for a persona that does not exist. */
  issueToken(personaId: string): Promise<string>;
}

/**
 * Whether personas may sign in: never in production, never beside a real identity provider, and never over real people,
 * whatever the other settings say.
 */
export function developmentIdentityAllowed(settings: {
  readonly nodeEnv: string | undefined;
  readonly oidcIssuer: string | undefined;
  readonly population?: Population | undefined;
}): boolean {
  return settings.nodeEnv !== 'production' && !settings.oidcIssuer && settings.population !== 'real';
}

/**
 * An OpenID provider for development (oidc-provider), whose users are the personas. Its keys live in `dataDir`, so any
 * process that can read them issues tokens that this one accepts.
 * @throws RecordError CONFIG_INVALID in production.
 */
export async function openDevelopmentProvider(options: {
  readonly issuer: string;
  readonly dataDir: string;
  readonly audience: string;
  /** Who may sign in. Default: the personas of the default profile. */
  readonly personas?: readonly Persona[];
}): Promise<DevelopmentProvider> {
  if (process.env['NODE_ENV'] === 'production') {
    throw new RecordError('CONFIG_INVALID', {
      detail: 'the development identity provider does not run in production; set OIDC_ISSUER',
    });
  }
  const { personas = defaultPersonas } = options;
  const keys = await developmentKeys(options.dataDir);
  const { default: OpenIdProvider, errors } = await importProvider();
  const provider = new OpenIdProvider(options.issuer, configuration(options.audience, keys, personas));

  async function mint(persona: Persona): Promise<string> {
    const client = await provider.Client.find(developmentClientId);
    if (client === undefined) throw new RecordError('INTERNAL', { detail: 'the development client is missing' });
    const token = new provider.AccessToken({ accountId: persona.id, client, gty: personaGrant, grantId: randomUUID() });
    token.resourceServer = new provider.ResourceServer(options.audience, resourceServer(options.audience));
    return token.save();
  }

  provider.registerGrantType<{ persona?: string }>(
    personaGrant,
    async (context) => {
      const persona = personas.find(({ id }) => id === context.oidc.params.persona);
      if (persona === undefined) throw new errors.InvalidGrant('no such persona');
      context.body = { access_token: await mint(persona), expires_in: expiresInSeconds, token_type: 'Bearer' };
    },
    ['persona'],
  );

  const handle = provider.callback();
  return {
    issuer: options.issuer,
    callback: (request, response) => void handle(request, response),
    jwks: publicHalf(keys),
    personas,
    expiresInSeconds,
    async issueToken(personaId) {
      const persona = personas.find(({ id }) => id === personaId);
      if (persona === undefined) {
        throw new RecordError('BAD_REQUEST', { detail: `no such persona; there are ${personas.map(({ id }) => id).join(', ')}` });
      }
      return mint(persona);
    },
  };
}

function resourceServer(audience: string) {
  return {
    scope: '',
    audience,
    accessTokenFormat: 'jwt',
    accessTokenTTL: expiresInSeconds,
    jwt: { sign: { alg: 'RS256' } },
  } as const;
}

function configuration(audience: string, keys: JSONWebKeySet, personas: readonly Persona[]): Configuration {
  return {
    adapter: KeepsNothing,
    jwks: keys as NonNullable<Configuration['jwks']>,
    clients: [
      {
        client_id: developmentClientId,
        token_endpoint_auth_method: 'none',
        grant_types: [personaGrant],
        redirect_uris: [],
        response_types: [],
      },
    ],
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    ttl: { AccessToken: expiresInSeconds },
    findAccount: (_context, id) => {
      const persona = personas.find((candidate) => candidate.id === id);
      return persona && { accountId: id, claims: () => ({ sub: id, ...claimsOf(persona) }) };
    },
    extraTokenClaims: (_context, token) => {
      const persona = personas.find(({ id }) => 'accountId' in token && id === token.accountId);
      return persona && claimsOf(persona);
    },
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        getResourceServerInfo: () => resourceServer(audience),
      },
    },
  };
}

/** Its tokens say all there is to know, so the provider needs no memory. */
class KeepsNothing implements Adapter {
  async upsert() {}
  async find() {
    return undefined;
  }
  async findByUserCode() {
    return undefined;
  }
  async findByUid() {
    return undefined;
  }
  async consume() {}
  async destroy() {}
  async revokeByGrantId() {}
}

// On Node 20 the library prints a warning as it loads; development on Node 20 is supported here.
async function importProvider(): Promise<{ default: typeof Provider; errors: typeof import('oidc-provider').errors }> {
  const { warn } = console;
  console.warn = (...words: unknown[]) => {
    if (!String(words[0]).includes('Unsupported runtime')) warn(...words);
  };
  try {
    return await import('oidc-provider');
  } finally {
    console.warn = warn;
  }
}
