/** `scr token`: an access token for a persona, from the development identity provider. */
import { Command } from 'commander';
import { developmentIdentityAllowed, developmentIssuer, openDevelopmentProvider } from '../gateway/identity/development.js';
import { personas, personasOf } from '../gateway/identity/personas.js';
import { RecordError } from '../schema/errors.js';
import { loadProfile } from '../schema/profile.js';
import { readSettings } from './settings.js';

interface TokenOptions {
  readonly persona: string;
  readonly port?: string;
  readonly profile?: string;
  readonly dataDir?: string;
  readonly json?: boolean;
}

export function tokenCommand(): Command {
  return new Command('token')
    .description('Print an access token for a persona (development only), for use as `Authorization: Bearer …`.')
    .requiredOption('--persona <name>', personas.map(({ id }) => id).join(', '))
    .option('--port <number>', 'port of the gateway that is to accept it (PORT, else 4000)')
    .option('--profile <name>', 'profile of that gateway: a name of profiles/, or a path (PROFILE)')
    .option('--data-dir <folder>', 'data folder of that gateway (DATA_DIR, else ./data)')
    .option('--json', 'print the token with its lifetime and what it claims, as JSON')
    .addHelpText('after', `\nPersonas:\n${personas.map(({ id, sees }) => `  ${id.padEnd(16)} ${sees}`).join('\n')}`)
    .action(async (options: TokenOptions) => {
      const settings = readSettings({
        ...(options.port === undefined ? {} : { PORT: options.port }),
        ...(options.profile === undefined ? {} : { PROFILE: options.profile }),
        ...(options.dataDir === undefined ? {} : { DATA_DIR: options.dataDir }),
      });
      if (!developmentIdentityAllowed({ nodeEnv: settings.nodeEnv, oidcIssuer: settings.oidcIssuer })) {
        throw new RecordError('CONFIG_INVALID', {
          detail: 'scr token is for development: in production, or with OIDC_ISSUER set, tokens come from the identity provider',
        });
      }
      const provider = await openDevelopmentProvider({
        issuer: developmentIssuer(settings.port),
        dataDir: settings.dataDir,
        audience: settings.oidcAudience,
        personas: personasOf(loadProfile(settings.profile)),
      });
      const token = await provider.issueToken(options.persona);
      const persona = provider.personas.find(({ id }) => id === options.persona);
      const answer = { access_token: token, token_type: 'Bearer', expires_in: provider.expiresInSeconds, persona };
      process.stdout.write(`${options.json ? JSON.stringify(answer) : token}\n`);
    });
}
