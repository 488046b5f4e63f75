import { z } from 'zod';
import { RecordError } from '../schema/errors.js';

const port = z.coerce.number().int().min(0).max(65_535);
const url = z.url();

const shape = z
  .object({
    PORT: port.default(4000),
    HOST: z.string().default('127.0.0.1'),
    DATA_DIR: z.string().default('./data'),
    DATABASE_URL: z
      .string()
      .regex(/^postgres(?:ql)?:\/\//, 'it begins with postgresql://')
      .optional(),
    DATA_KEY: z.string().optional(),
    PROFILE: z.string().default('cambridgeshire-peterborough'),
    MLLP_PORT: port.optional(),
    MLLP_TLS_PORT: port.optional(),
    MLLP_HOST: z.string().optional(),
    DROP_DIR: z.string().optional(),
    DROP_PAIR_MINUTES: z.coerce.number().min(0).default(15),
    MESH_DIR: z.string().optional(),
    MESH_PAIR_MINUTES: z.coerce.number().min(0).default(15),
    FEED_SECRETS: z.string().default(''),
    OIDC_ISSUER: url.optional(),
    OIDC_AUDIENCE: z.string().default('shared-care-record'),
    OIDC_JWKS_URI: url.optional(),
    SUBGRAPH_URL: z.string().optional(),
    TRUSTED_PROXIES: z
      .string()
      .default('')
      .transform((text) => text.split(/[\s,]+/).filter((one) => one !== ''))
      .pipe(z.array(z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()], 'addresses or CIDR ranges'))),
    TLS_CERT: z.string().optional(),
    TLS_KEY: z.string().optional(),
    TLS_CLIENT_CA: z.string().optional(),
    STAFF_FILE: z.string().optional(),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    NODE_ENV: z.string().default('development'),
  })
  .transform((env) => ({
    port: env.PORT,
    /** Address to listen on: this machine only unless told otherwise, as development hands out tokens. */
    host: env.HOST,
    dataDir: env.DATA_DIR,
    databaseUrl: env.DATABASE_URL,
    /** Keys that bytes are kept under; see `store/inbox/cipher.ts`. */
    dataKey: env.DATA_KEY,
    profile: env.PROFILE,
    mllp: { port: env.MLLP_PORT, tlsPort: env.MLLP_TLS_PORT, host: env.MLLP_HOST ?? env.HOST },
    dropDir: env.DROP_DIR,
    /** After how long a checksum there without its file is told of. */
    dropPairMinutes: env.DROP_PAIR_MINUTES,
    /** Mailbox folder of a MESH client; without it there is none. */
    meshDir: env.MESH_DIR,
    /** After how long a file there without the other of its pair is told of. */
    meshPairMinutes: env.MESH_PAIR_MINUTES,
    feedSecrets: env.FEED_SECRETS,
    oidcIssuer: env.OIDC_ISSUER,
    oidcAudience: env.OIDC_AUDIENCE,
    oidcJwksUri: env.OIDC_JWKS_URI,
    /** Where subgraphs run as processes of their own, with `{name}`. */
    subgraphUrl: env.SUBGRAPH_URL,
    /** CIDR ranges of proxies whose `X-Forwarded-For` is believed. */
    trustedProxies: env.TRUSTED_PROXIES,
    tlsCert: env.TLS_CERT,
    tlsKey: env.TLS_KEY,
    tlsClientCa: env.TLS_CLIENT_CA,
    staffFile: env.STAFF_FILE,
    logLevel: env.LOG_LEVEL,
    nodeEnv: env.NODE_ENV,
  }));

/** The settings of a process; `scr --help` explains each. */
export type Settings = Readonly<z.infer<typeof shape>>;

/**
 * Settings from the environment; `given` (options of a command, by the name of the variable) win. An empty variable
 * counts as not set, as container tools set it so.
 * @throws RecordError CONFIG_INVALID naming every variable at fault
 */
export function readSettings(
  given: Readonly<Record<string, string>> = {},
  environment: NodeJS.ProcessEnv = process.env,
): Settings {
  const set = Object.entries({ ...environment, ...given }).filter(([, value]) => value !== undefined && value !== '');
  const result = shape.safeParse(Object.fromEntries(set));
  if (result.success) return result.data;
  // The message, not the value: DATABASE_URL holds a password.
  const faults = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new RecordError('CONFIG_INVALID', { detail: faults.join('\n') });
}
