/** `scr start`: the whole record in one process, or one part of it (`--only`) when it is spread out. */
import '../gateway/telemetry-off.js';
import closeWithGrace from 'close-with-grace';
import { Command } from 'commander';
import { loadProfile } from '../schema/profile.js';
import { subgraphNames, type SubgraphName } from '../schema/sdl.js';
import { RecordError } from '../schema/errors.js';
import { openLogger } from './logger.js';
import { readSettings, type Settings } from './settings.js';
import { startFeeds, startGateway, startSubgraph, startWhole, type Running } from './processes.js';

interface StartOptions {
  readonly only?: string;
  readonly port?: string;
  readonly profile?: string;
  readonly dataDir?: string;
  readonly dropDir?: string;
  readonly sample: boolean;
  readonly people: string;
  readonly json?: boolean;
}

export function startCommand(): Command {
  return new Command('start')
    .description('Start the record: embedded PostgreSQL, subgraphs, feeds, gateway and GraphiQL in one process.')
    .option('--only <part>', `only one part: gateway, feeds, or subgraph:NAME (${subgraphNames.join(', ')})`)
    .option('--port <number>', 'port to listen on (PORT, else 4000)')
    .option('--profile <name>', 'profile: a name of profiles/, or a path (PROFILE)')
    .option('--data-dir <folder>', 'data folder (DATA_DIR, else ./data)')
    .option('--drop-dir <folder>', 'folder watched for feed files (DROP_DIR, else DATA_DIR/drop)')
    .option('--no-sample', 'start an empty store, for real people, instead of making synthetic ones the first time')
    .option('--people <number>', 'how many synthetic people to make the first time', '200')
    .option('--json', 'print one line of JSON when ready, instead of the welcome')
    .action(async (options: StartOptions) => {
      const settings = readSettings({
        ...(options.port === undefined ? {} : { PORT: options.port }),
        ...(options.profile === undefined ? {} : { PROFILE: options.profile }),
        ...(options.dataDir === undefined ? {} : { DATA_DIR: options.dataDir }),
        ...(options.dropDir === undefined ? {} : { DROP_DIR: options.dropDir }),
      });
      const running = await start(settings, options);
      closeWithGrace({ delay: 15_000, logger: false }, async ({ err }) => {
        if (err) process.stderr.write(`Stopping after an error: ${err.name}\n`);
        else if (!options.json) process.stdout.write('\nStopping: finishing what is under way.\n');
        await running.close();
      });
    });
}

async function start(settings: Settings, options: StartOptions): Promise<Running> {
  const logger = openLogger(settings.logLevel);
  const profile = loadProfile(settings.profile);
  const parts = { settings, profile, logger, json: options.json === true };
  if (options.only === undefined) return startWhole(parts, { sample: options.sample, people: Number(options.people) });
  if (options.only === 'gateway') return startGateway(parts);
  if (options.only === 'feeds') return startFeeds(parts);
  const name = options.only.replace(/^subgraph:/, '');
  if (!(subgraphNames as readonly string[]).includes(name)) {
    throw new RecordError('CONFIG_INVALID', { detail: `--only ${options.only}: it is gateway, feeds, or subgraph:NAME` });
  }
  return startSubgraph(parts, name as SubgraphName);
}
