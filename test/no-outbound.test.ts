/** The running record connects to nothing but its own database: no telemetry, no cloud metadata, no fonts or scripts of others. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectPath } from '../schema/project-path.js';
import { freshStore } from '../store/test-database.js';
import { ann } from './feed-messages.js';
import { post, tokenOf } from './record.js';
import { dataFolder, scr } from './scr-process.js';

test('The running server makes no connection to the outside', { timeout: 120_000 }, async () => {
  const store = await freshStore();
  const { databaseUrl } = store;
  const folder = await dataFolder();
  const watched = join(folder, 'connections.jsonl');
  const server = scr(['start', '--port', '0', '--data-dir', folder, '--no-sample', '--json'], {
    DATABASE_URL: databaseUrl,
    // Not what would turn telemetry off from outside: the product does it itself.
    NODE_OPTIONS: `--import=${projectPath('test/watch-connections.mjs')}`,
    WATCHED_CONNECTIONS: watched,
    LOG_LEVEL: 'debug',
  });
  const { url } = await server.ready();
  const token = await tokenOf(url, 'gp');
  const query =
    'query ($of: ID!) { __schema { queryType { name } } patient(nhsNumber: $of) { problemList { totalCount } gpPractice { totalCount } } }';
  for (let i = 0; i < 3; i++) expect((await post(url, query, { of: ann }, token)).status).toBe(200);
  for (const path of ['/graphiql', '/livez', '/readyz', '/metrics', '/oidc/.well-known/openid-configuration']) {
    expect((await fetch(`${url}${path}`)).status).toBe(200);
  }
  // Telemetry that is sent in batches has its time.
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  server.kill('SIGINT');
  expect(await server.ended).toBe(0);
  const asked = readFileSync(watched, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly kind: string; readonly target: string });
  const database = new URL(databaseUrl);
  const socket = decodeURIComponent(database.hostname);
  const isDatabase = (target: string): boolean =>
    target.startsWith('/') ? target.startsWith(socket) : target === `${database.hostname}:${database.port || '5432'}`;
  // The watch works: it saw the connections to the database.
  expect(asked.filter(({ target }) => isDatabase(target)).length).toBeGreaterThan(0);
  // A socket in the file system leads nowhere else; the loader of TypeScript has one.
  expect(asked.filter(({ target }) => !isDatabase(target) && !target.startsWith('/'))).toEqual([]);
  await store.close();
});
