import { connect } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import { afterEach, expect, test } from 'vitest';
import { listenMllp, type MllpListener } from '../adapters/inbox/mllp/server.js';
import { RecordError } from '../schema/errors.js';
import { loadProfile } from '../schema/profile.js';
import { askStatus, statusAsWords } from './feed-connections.js';
import { registerFeedMetrics, statusRoute } from './feed-status.js';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** A real listener whose inbox is down: every frame is refused. */
async function refusing(): Promise<MllpListener> {
  const quiet = { info: () => undefined, warn: () => undefined };
  const down = () => Promise.reject(new RecordError('STORE_UNAVAILABLE'));
  const listener = await listenMllp({
    inbox: { receive: down, settled: () => Promise.resolve(undefined) },
    profile: loadProfile('cambridgeshire-peterborough'),
    host: '127.0.0.1',
    port: 0,
    logger: quiet,
  });
  closing.push(() => listener.close());
  const socket = connect(listener.port!, '127.0.0.1');
  closing.push(() => socket.destroy());
  const header = 'MSH|^~\\&|PAS|RGT|SCR|SCR|20260302113000||ADT^A31^ADT_A05|1|P|2.4';
  socket.write(`\x0b${header}\rPID|1||9990000018^^^NHS^NH||Testperson^Ada\r\x1c\r`);
  await expect.poll(() => listener.status().refused).toHaveLength(1);
  return listener;
}

async function serving(status: () => ReturnType<MllpListener['status']> | undefined): Promise<FastifyInstance> {
  const server = Fastify();
  statusRoute(server, status);
  closing.push(() => server.close());
  await server.listen({ port: 0, host: '127.0.0.1' });
  return server;
}

test('connections, what waits and what was refused are metrics, without address or sender', async () => {
  const listener = await refusing();
  const registry = new Registry();
  registerFeedMetrics(registry, () => listener.status());
  await expect.poll(() => registry.metrics()).toContain('scr_mllp_waiting{listener="plain"} 0');
  for (const times of [1, 2]) {
    const text = await registry.metrics();
    expect(text, `read ${times} times`).toContain('scr_mllp_refused_total{listener="plain",code="STORE_UNAVAILABLE"} 1');
    expect(text).toContain('scr_mllp_connections{listener="plain"} 1');
    expect(text).toContain('scr_mllp_connections{listener="tls"} 0');
    expect(text).toMatch(/scr_mllp_last_error_seconds\{listener="plain",code="STORE_UNAVAILABLE"\} \d{10}/);
    expect(text).toContain('scr_mllp_received_total 1');
    expect(text).toContain('scr_mllp_turned_away_total 0');
    expect(text).not.toMatch(/127\.0\.0\.1|PAS|RGT|999000|Testperson/);
  }
});

test('the status is for this machine, and not for whom a proxy on it asks', async () => {
  const listener = await refusing();
  const server = await serving(() => listener.status());
  const url = `${server.listeningOrigin}/feeds/status`;
  const own = await fetch(url);
  expect(await own.json()).toMatchObject({
    mllp: { connections: [{ isTls: false }], received: 1, lastErrors: [{ code: 'STORE_UNAVAILABLE', isTls: false }] },
  });
  const asked = await askStatus(server.listeningOrigin);
  expect(statusAsWords(asked)).toMatch(/^1 connections; 1 frames received.*127\.0\.0\.1.*STORE_UNAVAILABLE/s);
  for (const header of ['x-forwarded-for', 'forwarded', 'via']) {
    const passedOn = await fetch(url, { headers: { [header]: '127.0.0.1' } });
    expect([passedOn.status, await passedOn.json()]).toMatchObject([404, { code: 'NOT_FOUND' }]);
  }
  expect((await server.inject({ url: '/feeds/status', remoteAddress: '10.1.2.3' })).statusCode).toBe(404);
});

test('without MLLP the status says nothing of it', async () => {
  const server = await serving(() => undefined);
  expect((await server.inject({ url: '/feeds/status' })).json()).toEqual({});
  const url = server.listeningOrigin;
  expect(statusAsWords(await askStatus(url))).toBe('MLLP is not listened on.\n');
  await server.close();
  await expect(askStatus(url)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});
