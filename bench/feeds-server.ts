/** One server of the comparison, in a process of its own: `ours`, `bare`, `simple-hl7` or `medplum`. Prints its port when it listens. */
import { createServer, type Socket } from 'node:net';
import { createRequire } from 'node:module';
import { Hl7Server } from '@medplum/hl7';
import pg from 'pg';
import { openInbox } from '../adapters/inbox/inbox.js';
import { listenMllp } from '../adapters/inbox/mllp/server.js';
import { loadProfile } from '../schema/profile.js';
import { loadSensitive } from '../schema/sensitive.js';
import { openStore } from '../store/open.js';

const [kind, databaseUrl = '', portText = '0'] = process.argv.slice(2);
const port = Number(portText);
const quiet = {
  info: () => undefined,
  warn: (about: object, message: string) => void process.stderr.write(`${message} ${JSON.stringify(about)}\n`),
};

/** The answer of a server that looks at nothing but MSH-10. */
const answerTo = (text: string): string =>
  `\x0bMSH|^~\\&|SCR|SCR|PAS|RGT|20261124||ACK|1|P|2.4\rMSA|AA|${text.split('|', 10)[9] ?? ''}\r\x1c\r`;

if (kind === 'ours') {
  const profile = loadProfile('cambridgeshire-peterborough');
  const store = await openStore({ databaseUrl, sensitive: loadSensitive(profile), dataDir: process.env['DATA_DIR'] ?? '.' });
  const inbox = openInbox({ store, profile, logger: quiet, appliesIn: 'own thread' });
  const listener = await listenMllp({ inbox, profile, host: '127.0.0.1', port: 0, logger: quiet });
  process.stdout.write(`${listener.port}\n`);
} else if (kind === 'bare') {
  // One connection of the pool for each sender; one transaction for each message; acknowledged when committed.
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 16 });
  await pool.query(
    'create table if not exists bare_message (id bigint generated always as identity primary key, bytes bytea not null)',
  );
  const server = createServer({ noDelay: true }, (socket: Socket) => {
    let held = Buffer.alloc(0);
    let before = Promise.resolve();
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      held = Buffer.concat([held, chunk]);
      for (let end = held.indexOf(0x1c); end !== -1; end = held.indexOf(0x1c)) {
        const bytes = held.subarray(held.indexOf(0x0b) + 1, end);
        held = held.subarray(end + 2);
        before = before.then(async () => {
          await pool.query({ name: 'insert', text: 'insert into bare_message (bytes) values ($1)', values: [bytes] });
          socket.write(answerTo(bytes.toString('latin1')), 'latin1');
        });
      }
    });
  });
  server.listen(port, '127.0.0.1', () => process.stdout.write(`${(server.address() as { port: number }).port}\n`));
} else if (kind === 'simple-hl7') {
  interface Middleware {
    use(handler: (request: unknown, response: { end(): void }, next: () => void) => void): void;
    start(port: number): void;
  }
  const hl7 = createRequire(import.meta.url)('simple-hl7') as { tcp(): Middleware };
  const app = hl7.tcp();
  app.use((_request, response) => response.end());
  app.start(port);
  process.stdout.write(`${port}\n`);
} else {
  const server = new Hl7Server((connection) => {
    connection.addEventListener('message', ({ message }) => connection.send(message.buildAck()));
  });
  server.start(port);
  process.stdout.write(`${port}\n`);
}
