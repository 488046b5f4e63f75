/**
 * For the durability test: a process that takes messages in over MLLP, into the inbox of the database it is given, and applies them.
 * Prints the port it listens on.
 */
import { loadProfile } from '../../schema/profile.js';
import { openStore } from '../../store/open.js';
import { openInbox } from './inbox.js';
import { listenMllp } from './mllp/server.js';

const [databaseUrl, dataKey] = process.argv.slice(2) as [string, string];
const profile = loadProfile('cambridgeshire-peterborough');
const log = (about: object, message: string) => process.stderr.write(`${message} ${JSON.stringify(about)}\n`);
const logger = { info: log, warn: log };
const store = await openStore({ databaseUrl, dataKey });
const inbox = openInbox({ store, profile, logger, pollMs: 100, appliesIn: 'own thread' });
const listener = await listenMllp({ inbox, profile, host: '127.0.0.1', port: 0, logger });
process.stdout.write(`${listener.port}\n`);
