import Fastify from 'fastify';
import { afterEach, expect, test } from 'vitest';
import { RecordError } from '../../../schema/errors.js';
import { loadProfile } from '../../../schema/profile.js';
import type { ArrivalOutcome } from '../../../store/inbox/inbox-store.js';
import { testInbox } from '../test-inbox.js';
import { feedRoutes } from './routes.js';

const base = loadProfile('cambridgeshire-peterborough');
const feed = 'rgt-documents';
const counts = { units: 1, stored: 0, duplicates: 0, entries: 0 };
const servers: ReturnType<typeof Fastify>[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** The feed's door on a port, with an inbox of which `became` says what became of what it took in. */
async function serve(became: () => ArrivalOutcome | undefined, onError: 'quarantine' | 'reject' = 'quarantine') {
  const envelopes = new Map<string, Uint8Array>();
  const inbox = {
    ...testInbox(),
    settled: () => Promise.resolve(became()),
    keepEnvelope: (id: string, envelope: Uint8Array) => Promise.resolve(void envelopes.set(id, envelope)),
    envelopeOf: (id: string) => Promise.resolve(envelopes.get(id)),
    state(id: string) {
      const settled = became();
      const about = { id, feed, channel: 'https', receivedAt: '2026-06-01T09:30:00+00:00' as never } as const;
      return Promise.resolve(settled === undefined ? about : { ...about, settled, settledMs: Date.UTC(2026, 5, 1) });
    },
  };
  const server = Fastify();
  servers.push(server);
  await feedRoutes(server, {
    inbox,
    profile: { ...base, feeds: base.feeds.map((one) => (one.name === feed ? { ...one, onError } : one)) },
    door: { admit: () => Promise.resolve() },
    files: { keep: () => Promise.reject(new RecordError('BAD_REQUEST')), state: () => Promise.resolve(undefined) },
    trustsClientNames: false,
    settleMs: 50,
    logger: { warn: () => undefined },
  });
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  return {
    inbox,
    post: (header = asking) =>
      fetch(`${url}/feeds/${feed}`, { method: 'POST', body: envelope(header), headers: { 'content-type': 'application/xml' } }),
    acknowledgement: () => fetch(`${url}/feeds/${feed}/messages/1/business-acknowledgement`),
  };
}

const asking = `<itk:handlingSpecification><itk:spec key="urn:nhs-itk:ns:201005:ackrequested" value="true"/></itk:handlingSpecification>`;
const envelope = (header: string) =>
  `<itk:DistributionEnvelope xmlns:itk="urn:nhs-itk:ns:201005"><itk:header service="urn:nhs-itk:services:201005:SendCDADocument-v2-0">${header}</itk:header><itk:payloads count="0"/></itk:DistributionEnvelope>`;

test('while nobody knows what becomes of an envelope there is none yet, and the sender is told to ask again', async () => {
  const { post, acknowledgement } = await serve(() => undefined);
  expect((await post()).status).toBe(202);
  const answer = await acknowledgement();
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([202, '1']);
  expect(await answer.json()).toEqual({ id: '1', feed, state: 'received' });
});

test('a sender that waited for longer than is waited is told where it will be', async () => {
  const { post } = await serve(() => undefined, 'reject');
  const answer = await post();
  expect([answer.status, answer.headers.get('link')]).toEqual([
    202,
    `</feeds/${feed}/messages/1/business-acknowledgement>; rel="related"; type="application/xml"`,
  ]);
  expect(await answer.text()).toContain('result="OK"');
});

test('an outage is an infrastructure failure, and promises no business acknowledgement', async () => {
  const { inbox, post } = await serve(() => undefined);
  inbox.isDown = true;
  const answer = await post();
  expect([answer.status, answer.headers.get('link'), answer.headers.get('location')]).toEqual([503, null, null]);
  expect(await answer.text()).toMatch(/result="Failure".*STORE_UNAVAILABLE/s);
});

test.each<[string, ArrivalOutcome, string]>([
  ['stored', { ...counts, state: 'applied', stored: 1 }, 'AA'],
  ['older than what stands', { ...counts, state: 'superseded', stored: 1 }, 'AA'],
  ['known before', { ...counts, state: 'ignored', duplicates: 1 }, 'AA'],
  ['not shared', { ...counts, state: 'ignored', code: 'ROW_EXCLUDED' }, 'AE'],
  ['refused', { ...counts, state: 'quarantined', code: 'MESSAGE_UNMAPPABLE' }, 'AE'],
])('a document that is %s is acknowledged as such', async (_, outcome, typeCode) => {
  const { post, acknowledgement } = await serve(() => outcome);
  await post();
  const text = await (await acknowledgement()).text();
  expect(text).toContain(`<acknowledgedBy3 typeCode="${typeCode}">`);
  expect(text.includes('<justifyingDetectedIssueEvent')).toBe(outcome.code !== undefined);
});

test('what the sender did not say is said to be unknown', async () => {
  const { post, acknowledgement } = await serve(() => ({ ...counts, state: 'applied', stored: 1 }));
  await post();
  const text = await (await acknowledgement()).text();
  expect(text).toContain('<interactionId nullFlavor="NA"/>');
  expect(text).toContain('<conveyingTransmission><id nullFlavor="NI"/></conveyingTransmission>');
  expect(text).not.toContain('addresslist');
});

test.each(['', asking.replace('"true"', '"false"'), asking.replace('ackrequested', 'infackrequested')])(
  'an envelope with %j asks for none',
  async (header) => {
    const { post, acknowledgement } = await serve(() => ({ ...counts, state: 'applied', stored: 1 }));
    expect((await post(header)).headers.get('link')).toBe(null);
    expect((await acknowledgement()).status).toBe(404);
  },
);
