/** The front door: HTTP, identity before anything else, the graph, GraphiQL, health and metrics. */
import './telemetry-off.js';
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { SecureContextOptions, TlsOptions } from 'node:tls';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginInlineTraceDisabled, ApolloServerPluginUsageReportingDisabled } from '@apollo/server/plugin/disabled';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify, { LogController, type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { RecordError } from '../schema/errors.js';
import type { Viewer } from '../schema/viewer.js';
import { documentRoute, type DocumentDoor } from './documents/route.js';
import { formatError } from './errors.js';
import { resultText } from './execution/written.js';
import { sendError } from './http-errors.js';
import { outageLog } from './outage-log.js';
import { operationLimits } from './limits.js';
import type { Registry } from 'prom-client';
import { openMetrics } from './metrics.js';
import { refuseGetBut } from './get-requests.js';
import { openRecognise, type Recognise, type SessionDoor } from './door/recognise.js';
import { openRefusals, type RefusalOptions } from './door/refusals.js';
import type { TokenVerifier } from './identity/verify.js';
import type { Network } from './network/network.js';
import type { GatewayContext } from './request.js';

export interface ServerOptions {
  readonly graph: GatewayInterface;
  readonly verifier: TokenVerifier;
  /** Sessions that launches opened, where this process can find them. */
  readonly sessions?: SessionDoor | undefined;
  /** From where requests are let in; left out, from everywhere. */
  readonly network?: Network | undefined;
  /** Makes refused accesses durable, where this process keeps a trail of them. */
  readonly keepRefused?: RefusalOptions['write'];
  /** Certificate and key, where the server speaks HTTPS itself. */
  readonly https?: SecureContextOptions & TlsOptions;
  readonly logger: Logger;
  /** Writes the audit, where this process keeps one. */
  readonly plugins: readonly ApolloServerPlugin<GatewayContext>[];
  /** Says whether the parts behind are ready; throws when not. */
  readonly ready: () => Promise<void>;
  /** Opens documents by their links, where this process can; a gateway alone asks the subgraph that owns them. */
  readonly documents?: DocumentDoor;
  /** Further routes: GraphiQL, the development identity provider. */
  readonly routes?: (server: FastifyInstance, door: Door) => Promise<void>;
  /** Registers further metrics, of parts that run in the same process. */
  readonly registerMetrics?: (registry: Registry) => void;
  readonly production: boolean;
  /** A subgraph on its own: it takes the request's identifier from the gateway, so that the trail joins what each wrote. */
  readonly behindGateway?: boolean;
}

/** What further routes need to know of the front door. */
export interface Door {
  readonly recognise: Recognise;
  /** Takes note of a request that was refused. */
  readonly refused: (error: unknown, request: FastifyRequest, way: string) => void;
}

declare module 'fastify' {
  interface FastifyRequest {
    viewer: Viewer | null;
    /** The proof of who asks, for a subgraph that runs elsewhere. */
    authorization: string;
  }
}

/** Largest request body: a whole-record query is about 20 kB. */
const bodyLimitBytes = 256 * 1024;

/** The identifier a gateway gave, if it is one: it only joins disclosures, and proves nothing. */
function identifierIn(headers: IncomingHttpHeaders): string | undefined {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(given) ? given : undefined;
}

/** Builds the server; the caller listens and closes. Nobody gets to the graph without a verified token. */
export async function openServer(options: ServerOptions): Promise<FastifyInstance> {
  const server = Fastify({
    // Its own word on listening would stand in the middle of the welcome.
    loggerInstance: options.logger.child({}, { level: options.logger.level === 'info' ? 'warn' : options.logger.level }) as never,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyLimitBytes,
    ...(options.https === undefined ? {} : { https: options.https as never }),
    genReqId: (request) => (options.behindGateway === true && identifierIn(request.headers)) || randomUUID(),
    routerOptions: { ignoreTrailingSlash: true },
    frameworkErrors: (_error, _request, reply) => void sendError(reply as never, new RecordError('BAD_REQUEST')),
  }) as unknown as FastifyInstance;
  const metrics = openMetrics();
  options.registerMetrics?.(metrics.registry);
  const limits = operationLimits();
  const apollo = new ApolloServer<GatewayContext>({
    gateway: options.graph as never,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: options.production,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    formatError,
    stringifyResult: resultText,
    parseOptions: limits.parseOptions,
    validationRules: limits.validationRules as never,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ...limits.plugins,
      metrics.plugin,
      outageLog(options.logger),
      ...options.plugins,
    ],
    logger: options.logger,
    stopOnTerminationSignals: false,
  });
  await apollo.start();
  // Fastify first answers what is under way, then this: nothing is cut off.
  server.addHook('onClose', () => apollo.stop());
  server.decorateRequest('viewer', null);
  server.decorateRequest('authorization', '');
  const refusals = openRefusals({ write: options.keepRefused, count: metrics.refused, lost: metrics.refusedUnwritten });
  server.addHook('onClose', () => refusals.close());
  const door: Door = {
    recognise: openRecognise(options.verifier, options.sessions),
    refused: (error, request, way) => refusals.note(error, { way, requestId: request.id, address: addressOf(request) }),
  };
  const addressOf = ({ raw }: FastifyRequest) => options.network?.addressOf(raw) ?? raw.socket.remoteAddress;
  // Before anything else: whoever is not on the network is told so, and nothing more. Life is asked for by machines beside it.
  server.addHook('onRequest', async (request, reply) => {
    if (options.network === undefined || request.url === '/livez') return;
    try {
      options.network.admit(request.raw);
    } catch (error) {
      door.refused(error, request, 'network');
      await sendError(reply, error);
    }
  });

  const graphql = fastifyApolloHandler(apollo, {
    context: (request: FastifyRequest): Promise<GatewayContext> =>
      Promise.resolve({ viewer: request.viewer!, authorization: request.authorization, requestId: request.id }),
  });
  server.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    onRequest: async (request, reply) => {
      reply.header('cache-control', 'no-store').header('x-request-id', request.id);
      try {
        Object.assign(request, await door.recognise(request.raw));
      } catch (error) {
        door.refused(error, request, 'graphql');
        await sendError(reply, error);
      }
    },
    preHandler: async (request, reply) => refuseGetBut(request, reply),
    onResponse: async (_request, reply) => metrics.answered(reply.statusCode),
    handler: graphql as never,
  });

  server.get('/livez', () => ({ status: 'alive' }));
  server.get('/readyz', async (_request, reply) => {
    try {
      await options.ready();
      return { status: 'ready' };
    } catch (error) {
      return reply.code(503).send({ status: 'not ready', code: error instanceof RecordError ? error.code : 'INTERNAL' });
    }
  });
  server.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));
  // Fastify's own words would repeat the address, and whatever somebody wrote into it.
  server.setNotFoundHandler((_request, reply) => sendError(reply, new RecordError('NOT_FOUND')));
  server.setErrorHandler(async (error, request, reply) => {
    options.logger.error(
      { requestId: request.id, code: error instanceof RecordError ? error.code : undefined, name: (error as Error).name },
      'request failed',
    );
    await sendError(reply, error);
  });
  if (options.documents) documentRoute(server, door, options.documents);
  await options.routes?.(server, door);
  return server;
}
