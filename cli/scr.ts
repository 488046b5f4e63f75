#!/usr/bin/env node
/** `scr`: every command of the shared care record. */
import '../gateway/telemetry-off.js';
import { Command } from 'commander';
import { RecordError } from '../schema/errors.js';
import { feedsCommand } from './feeds.js';
import { ingestCommand } from './ingest.js';
import { auditCommand } from './audit.js';
import { sessionCommand } from './session.js';
import { staffCommand } from './staff.js';
import { profileCommand } from './profile.js';
import { quarantineCommand } from './quarantine.js';
import { replayCommand } from './replay.js';
import { optOutsCommand } from './opt-outs.js';
import { retentionCommand } from './retention.js';
import { startCommand } from './start.js';
import { tokenCommand } from './token.js';

const program = new Command('scr')
  .description('The shared care record: feeds in, one governed record out.')
  .showHelpAfterError()
  .addCommand(startCommand(), { isDefault: true })
  .addCommand(ingestCommand())
  .addCommand(feedsCommand())
  .addCommand(quarantineCommand())
  .addCommand(replayCommand())
  .addCommand(tokenCommand())
  .addCommand(optOutsCommand())
  .addCommand(staffCommand())
  .addCommand(sessionCommand())
  .addCommand(auditCommand())
  .addCommand(retentionCommand())
  .addCommand(profileCommand())
  .addHelpText(
    'after',
    `
Settings (environment; options of a command win):
  PORT           port to listen on (4000)
  HOST           address to listen on (127.0.0.1; containers need 0.0.0.0)
  DATA_DIR       folder of the embedded database and development keys (./data)
  DATABASE_URL   a PostgreSQL server (15 or later) instead of the embedded one
  DATA_KEY       key that what arrives is kept under: base64 of 32 bytes; older keys after a comma
                 (outside production, DATA_DIR/data.key, made at the first use)
  PROFILE        profile name or path of a YAML file (cambridgeshire-peterborough)
  DROP_DIR       folder watched for feed files (DATA_DIR/drop)
  DROP_PAIR_MINUTES  after how long a .sha256 file there without its file is told of (15)
  MESH_DIR       mailbox folder of a MESH client, watched for what comes in
  MESH_PAIR_MINUTES  after how long a file there without the other of its pair is told of (15)
  OIDC_ISSUER, OIDC_AUDIENCE, OIDC_JWKS_URI
                 the identity provider; without an issuer, and outside production, a development one runs
  STAFF_FILE     directory of staff: CSV with userId, active, trainingValidUntil, organisation; read again when it changes
  TLS_CERT, TLS_KEY, TLS_CLIENT_CA
                 files of certificate, key and authority of client certificates: HTTPS, renewed without a restart
  TRUSTED_PROXIES
                 addresses or CIDR ranges of proxies whose X-Forwarded-For is believed
  SUBGRAPH_URL   where other processes serve the subgraphs, with {name}: http://{name}:4000/graphql,
                 or one by one: demographics=http://…/graphql,medications=http://…/graphql,…
  LOG_LEVEL      fatal, error, warn, info, debug (info)
  NODE_ENV       production turns every development convenience off`,
  );

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof RecordError)) throw error;
  process.stderr.write(`${error.code}: ${error.message}${error.detail === undefined ? '' : `\n${error.detail}`}\n`);
  process.exitCode = 2;
}
