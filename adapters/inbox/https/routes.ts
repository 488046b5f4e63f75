/** `POST /feeds/{feed}`: messages, documents and files over HTTPS, and what became of them. */
import type { Readable } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RecordError } from '../../../schema/errors.js';
import { maxMessageBytes } from '../../../schema/feed-connection.js';
import type { Feed, Profile } from '../../../schema/profile.js';
import type { Inbox } from '../inbox.js';
import { openReception, type Answer, type Reception } from '../mllp/reception.js';
import { provenBy } from '../sender.js';
import type { FeedDoor } from './credentials.js';
import { openDocuments } from './documents.js';
import { statusOf } from './http-status.js';
import { isFileName, type PostedFiles } from './posted-files.js';

export interface FeedRoutesOptions {
  readonly inbox: Pick<Inbox, 'receive' | 'settled' | 'state' | 'keepEnvelope' | 'envelopeOf'>;
  readonly profile: Profile;
  readonly door: FeedDoor;
  readonly files: PostedFiles;
  /** Whether the names in client certificates were vouched for by an authority set for them. */
  readonly trustsClientNames: boolean;
  /** How long a sender of a feed with `onError: reject` waits (ms). Default 30 s. */
  readonly settleMs?: number;
  readonly logger: { warn(about: object, message: string): void };
}

const hl7v2 = new Set(['application/hl7-v2', 'x-application/hl7-v2+er7', 'application/hl7-v2+er7']);
const xml = new Set([
  'application/xml',
  'text/xml',
  'application/soap+xml',
  'application/cda+xml',
  'application/hl7-sda+xml',
  'application/hl7-v2+xml',
  'x-application/hl7-v2+xml',
]);
const csv = new Set(['text/csv', 'multipart/form-data']);

export async function feedRoutes(server: FastifyInstance, options: FeedRoutesOptions): Promise<void> {
  const { inbox, profile, door, files, logger } = options;
  const settleMs = options.settleMs ?? 30_000;
  const documents = openDocuments({ inbox, settleMs });
  const reception = openReception({ inbox, profile, settleMs, channel: 'https' });

  await server.register(async (routes) => {
    routes.removeAllContentTypeParsers();
    await routes.register(multipart, { limits: { files: 1, fileSize: Number.MAX_SAFE_INTEGER } });
    // Read by whoever knows how much of it may be held.
    routes.addContentTypeParser('*', (_request, _payload, done) => done(null));
    routes.setErrorHandler(async (error, _request, reply) => {
      const known =
        error instanceof RecordError
          ? error
          : new RecordError((error as { statusCode?: number }).statusCode === 415 ? 'FORMAT_UNKNOWN' : 'INTERNAL');
      logger.warn({ code: known.code, feed: known.feed, name: (error as Error).name }, 'https feed: not accepted');
      await sendFault(reply, known);
    });

    routes.post('/feeds/:feed', async (request, reply) => {
      const feed = await admitted(request);
      const type = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
      const key = keyOf(request);
      if (csv.has(type)) return takeFile(request, reply, feed, type, key);
      if (!hl7v2.has(type) && !xml.has(type)) throw new RecordError('FORMAT_UNKNOWN', { feed: feed.name });
      const bytes = await bytesOf(request, feed);
      return hl7v2.has(type) ? takeMessage(reception, reply, feed, bytes, key) : takeDocument(reply, feed, bytes, key);
    });

    routes.get('/feeds/:feed/messages/:id', async (request, reply) => {
      const feed = await admitted(request);
      const { id } = request.params as { id: string };
      const state = isFileName(id) ? await files.state(feed.name, id) : await messageState(feed, id);
      if (state === undefined) throw new RecordError('NOT_FOUND', { feed: feed.name });
      return reply.header('cache-control', 'no-store').send({ id, feed: feed.name, ...state, state: state.state ?? 'received' });
    });

    routes.get('/feeds/:feed/messages/:id/business-acknowledgement', async (request, reply) => {
      const feed = await admitted(request);
      const { id } = request.params as { id: string };
      const found = await documents.acknowledgement(feed, id);
      if (found === undefined) throw new RecordError('NOT_FOUND', { feed: feed.name });
      reply.header('cache-control', 'no-store');
      if (found !== 'waits') return reply.type('application/xml').send(found.xml);
      return reply.code(202).header('retry-after', '1').send({ id, feed: feed.name, state: 'received' });
    });
  });

  async function admitted(request: FastifyRequest): Promise<Feed> {
    const name = (request.params as { feed: string }).feed;
    const feed = profile.feeds.find((one) => one.name === name);
    const socket = request.raw.socket as Partial<TLSSocket>;
    const certificate = provenBy(socket.getPeerX509Certificate?.(), options.trustsClientNames && socket.authorized === true);
    // Who has shown nothing does not learn which feeds there are.
    await door.admit(feed ?? { name }, { authorization: request.headers.authorization, certificate });
    if (feed === undefined) throw new RecordError('FEED_UNKNOWN', { feed: name });
    return feed;
  }

  async function takeDocument(reply: FastifyReply, feed: Feed, bytes: Buffer, key: string | undefined): Promise<unknown> {
    const { status, id, xml, json, acknowledgementAt } = await documents.take(feed, bytes, key);
    reply.code(status);
    if (id !== undefined) reply.header('location', `/feeds/${feed.name}/messages/${id}`);
    // RFC 8288: a response that is not there yet has no relation of its own.
    if (acknowledgementAt !== undefined) reply.header('link', `<${acknowledgementAt}>; rel="related"; type="application/xml"`);
    return xml === undefined ? reply.send(json) : reply.type('application/xml').send(xml);
  }

  async function takeFile(
    request: FastifyRequest,
    reply: FastifyReply,
    feed: Feed,
    type: string,
    key: string | undefined,
  ): Promise<unknown> {
    const content: Readable | undefined = type === 'multipart/form-data' ? (await request.file())?.file : request.raw;
    if (content === undefined) throw new RecordError('BAD_REQUEST', { feed: feed.name });
    const { name: id } = await files.keep(feed.name, content, key);
    return reply
      .code(202)
      .header('location', `/feeds/${feed.name}/messages/${id}`)
      .send({ id, feed: feed.name, state: 'received' });
  }

  async function messageState(feed: Feed, id: string): Promise<Record<string, unknown> | undefined> {
    const found = await inbox.state(id);
    // Of another feed's messages a sender learns nothing, not even that there are any.
    if (found === undefined || found.feed !== feed.name) return undefined;
    return { receivedAt: found.receivedAt, ...found.settled };
  }
}

/** Answered with an HL7 acknowledgement; in enhanced mode with the last of the two. */
async function takeMessage(
  reception: Reception,
  reply: FastifyReply,
  feed: Feed,
  bytes: Buffer,
  key: string | undefined,
): Promise<unknown> {
  let last: Answer = {};
  for await (const answer of reception.answers({ bytes }, { feed, ...(key === undefined ? {} : { idempotencyKey: key }) })) {
    last = { ...last, ...answer };
  }
  if (last.id !== undefined) reply.header('location', `/feeds/${feed.name}/messages/${last.id}`);
  const status = last.fault === undefined ? 200 : statusOf(last.fault.code);
  if (last.bytes === undefined) return reply.code(status === 200 ? 204 : status).send();
  return reply.code(status).type('application/hl7-v2').send(Buffer.from(last.bytes));
}

function keyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || key === '' || key.length > 255) throw new RecordError('BAD_REQUEST');
  return key;
}

/** @throws RecordError MESSAGE_TOO_LARGE as soon as more has come than the feed allows */
async function bytesOf(request: FastifyRequest, feed: Feed): Promise<Buffer> {
  const most = feed.maxMessageBytes ?? maxMessageBytes;
  const chunks: Buffer[] = [];
  let length = 0;
  if (Number(request.headers['content-length'] ?? 0) > most) throw new RecordError('MESSAGE_TOO_LARGE', { feed: feed.name });
  for await (const chunk of request.raw) {
    length += (chunk as Buffer).length;
    if (length > most) throw new RecordError('MESSAGE_TOO_LARGE', { feed: feed.name });
    chunks.push(chunk as Buffer);
  }
  if (length === 0) throw new RecordError('BAD_REQUEST', { feed: feed.name });
  return Buffer.concat(chunks);
}

async function sendFault(reply: FastifyReply, { code, message, location }: RecordError): Promise<void> {
  const status = statusOf(code);
  if (status === 401) reply.header('www-authenticate', 'Basic realm="feeds", Bearer');
  if (status === 413) reply.header('connection', 'close');
  const extensions = { code, ...(location === undefined ? {} : { location }) };
  await reply.code(status).send({ errors: [{ message, extensions }] });
}
