/** R6: the record is reached from the health and care network only. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Server } from 'node:https';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { outerDoor } from '../cli/door.js';
import { readSettings } from '../cli/settings.js';
import { renewCertificates } from '../cli/tls.js';
import { subgraphGraph } from '../gateway/graph.js';
import { openServer } from '../gateway/server.js';
import type { RefusedAccess } from '../schema/refused-access.js';
import { loadProfile } from '../schema/profile.js';
import { sdlOf } from '../schema/sdl.js';
import { openSubgraph } from '../subgraphs/registry.js';
import { testAuthority } from './certificates.js';
import { eventually } from './record.js';

const folder = mkdtempSync(join(tmpdir(), 'scr-tls-'));

const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

/** Asks once, on a connection of its own: the status, the code, and the name in the server's certificate. */
function ask(port: number, path: string, client: { cert?: string; key?: string } = {}) {
  return new Promise<{ status: number; code?: string; server: string }>((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path, rejectUnauthorized: false, agent: false, ...client }, (response) => {
      const server = (response.socket as import('node:tls').TLSSocket).getPeerCertificate().subject.CN as string;
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => {
        const code = /"code":"(\w+)"/.exec(text)?.[1];
        resolve({ status: response.statusCode!, server, ...(code === undefined ? {} : { code }) });
      });
    });
    asking.on('error', reject);
    asking.end();
  });
}

test('R6 with client certificates nobody else gets further than a coded refusal, and renewed certificates count without a restart', async () => {
  const authority = await testAuthority();
  const [first, renewed, member] = await Promise.all(['first', 'renewed', 'member'].map((name) => authority.issue(name)));
  const stranger = await (await testAuthority('Another')).issue('stranger');
  const settings = readSettings(
    {
      TLS_CERT: file('cert.pem', first!.cert),
      TLS_KEY: file('key.pem', first!.key),
      TLS_CLIENT_CA: file('ca.pem', authority.ca),
    },
    {},
  );
  const base = loadProfile('cambridgeshire-peterborough');
  const profile = { ...base, network: { allow: ['127.0.0.0/8'], clientCertificate: 'beside' as const } };
  const refused: RefusedAccess[] = [];
  const logger = pino({ level: 'silent' });
  const server = await openServer({
    ...outerDoor(settings, profile),
    graph: subgraphGraph(openSubgraph('results'), sdlOf('results'), undefined as never),
    verifier: { verify: () => Promise.reject(new Error('never asked')) },
    keepRefused: (accesses) => Promise.resolve(void refused.push(...accesses)),
    logger,
    plugins: [],
    ready: () => Promise.resolve(),
    production: true,
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  const renewing = renewCertificates(server.server as unknown as Server, settings, logger, 50);
  try {
    const port = (server.addresses()[0] as { port: number }).port;
    expect(await ask(port, '/livez')).toMatchObject({ status: 200, server: 'first' });
    expect(await ask(port, '/readyz')).toMatchObject({ status: 403, code: 'NETWORK_NOT_ALLOWED' });
    expect(await ask(port, '/graphql')).toMatchObject({ status: 403, code: 'NETWORK_NOT_ALLOWED' });
    expect(await ask(port, '/readyz', { cert: stranger.cert, key: stranger.key })).toMatchObject({ status: 403 });
    expect(await ask(port, '/readyz', { cert: member!.cert, key: member!.key })).toMatchObject({ status: 200 });
    await eventually(
      () => Promise.resolve(refused.length),
      (count) => count === 3,
    );
    expect(refused[0]).toMatchObject({ code: 'NETWORK_NOT_ALLOWED', way: 'network', address: '127.0.0.1' });

    // One that does not fit its key leaves the former one.
    file('cert.pem', renewed!.cert);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await ask(port, '/livez')).toMatchObject({ server: 'first' });
    file('key.pem', renewed!.key);
    await eventually(
      () => ask(port, '/livez'),
      (answer) => answer.server === 'renewed',
    );
  } finally {
    renewing.close();
    await server.close();
  }
});

test('R6 a profile that wants client certificates does not start where none can be asked for', () => {
  const base = loadProfile('cambridgeshire-peterborough');
  const profile = { ...base, network: { allow: [], clientCertificate: 'instead' as const } };
  expect(() => outerDoor(readSettings({}, {}), profile)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
});
