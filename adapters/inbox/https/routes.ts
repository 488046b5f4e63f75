/** `POST /feeds/{feed}`: messages, documents and files over HTTPS, and what became of them. */
import type { Readable } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RecordError, type ErrorCode } from '../../../schema/errors.js';
import { maxMessageBytes } from '../../../schema/feed-connection.js';
import type { Feed, Profile } from '../../../schema/profile.js';
import type { Inbox } from '../inbox.js';
import { openReception, type Answer, type Reception } from '../mllp/reception.js';
import { provenBy } from '../sender.js';
import type { FeedDoor } from './credentials.js';
import { envelopedIn, infrastructureResponse } from './itk-answer.js';
import { isFileName, type PostedFiles } from './posted-files.js';

export interface FeedRoutesOptions {
  readonly inbox: Pick<Inbox, 'receive' | 'settled' | 'state'>;
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
const itkIdentity = 'urn:nhs-uk:addressing:shared-care-record';

const httpStatus: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  TOKEN_REFUSED: 401,
  SENDER_REFUSED: 403,
  NOT_FOUND: 404,
  FEED_UNKNOWN: 404,
  IDEMPOTENCY_CONFLICT: 409,
  MESSAGE_TOO_LARGE: 413,
  FORMAT_UNKNOWN: 415,
  BAD_REQUEST: 400,
  IDENTITY_UNAVAILABLE: 503,
  STORE_UNAVAILABLE: 503,
  RESOURCE_UNAVAILABLE: 503,
  INTERNAL: 500,
};

/** What is wrong with the content of a message has no status of its own. */
const statusOf = (code: ErrorCode): number => httpStatus[code] ?? 422;

export async function feedRoutes(server: FastifyInstance, options: FeedRoutesOptions): Promise<void> {
  const { inbox, profile, door, files, logger } = options;
  const settleMs = options.settleMs ?? 30_000;
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
    const enveloped = envelopedIn(bytes);
    try {
      const { id } = await inbox.receive({
        channel: 'https',
        bytes,
        feed: feed.name,
        ...(key === undefined ? {} : { idempotencyKey: key }),
      });
      const settled = feed.onError === 'reject' ? await inbox.settled(id, settleMs) : undefined;
      if (settled?.state === 'quarantined') {
        throw new RecordError(settled.code ?? 'MESSAGE_UNMAPPABLE', {
          feed: feed.name,
          ...(settled.location === undefined ? {} : { location: settled.location }),
        });
      }
      reply.code(202).header('location', `/feeds/${feed.name}/messages/${id}`);
      if (enveloped !== undefined)
        return await reply.type('application/xml').send(infrastructureResponse(enveloped, itkIdentity));
      return await reply.send({ id, feed: feed.name, state: settled?.state ?? 'received' });
    } catch (error) {
      if (enveloped === undefined || !(error instanceof RecordError)) throw error;
      const { code, location } = error;
      const fault = { code, ...(location === undefined ? {} : { location }) };
      return reply
        .code(statusOf(code))
        .type('application/xml')
        .send(infrastructureResponse(enveloped, itkIdentity, fault));
    }
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
