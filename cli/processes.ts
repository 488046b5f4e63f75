/** The processes of a shared care record: everything in one, or gateway, subgraph and feeds apart. */
import '../gateway/telemetry-off.js';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { openViewOnlyPartners, type ViewOnlyPartners } from '../adapters/sources/ask.js';
import { openAuditWriter } from '../audit/append.js';
import { auditPlugin } from '../gateway/audit-plugin.js';
import { remoteDocuments } from '../gateway/documents/remote.js';
import { openAgent, remote, remoteDataSource } from '../gateway/execution/remote.js';
import { inProcessGraph, remoteGraph, subgraphGraph } from '../gateway/graph.js';
import { openServer, type ServerOptions } from '../gateway/server.js';
import { RecordError } from '../schema/errors.js';
import type { Profile } from '../schema/profile.js';
import { sdlOf, subgraphNames, type SubgraphName } from '../schema/sdl.js';
import { loadSensitive } from '../schema/sensitive.js';
import type { Store } from '../store/store.js';
import {
  composeSupergraph,
  documentOpener,
  openSubgraph,
  openSurroundings,
  type LiveSurroundings,
  type Surroundings,
} from '../subgraphs/registry.js';
import { keptAtTheDoor, outerDoor } from './door.js';
import { openFeeds, type Feeds } from './feed-doors.js';
import { openIdentity, pageRoutes } from './front-door.js';
import { launchDesk } from './launch-desk.js';
import { listen } from './listening.js';
import { watchProfile } from './profile-watch.js';
import { openDevelopmentSources } from './development-sources.js';
import { holdsSample, makePopulation } from './first-start.js';
import type { Settings } from './settings.js';
import { watchStaffFile } from './staff.js';
import { progressBar } from './progress.js';
import { certificates } from './tls.js';
import { welcome } from './welcome.js';
import { storeOf } from './with-store.js';

export interface Parts {
  readonly settings: Settings;
  readonly profile: Profile;
  readonly logger: Logger;
  /** Machine-readable output instead of words for people. */
  readonly json: boolean;
}

export interface Running {
  /** Base address, where the process listens. */
  readonly url: string;
  /** Where feeds come in, of a process that takes them in. */
  readonly feeds?: Feeds;
  close(): Promise<void>;
}

/** Everything in one process: the default. */
export async function startWhole(parts: Parts, first: { readonly sample: boolean; readonly people: number }): Promise<Running> {
  const { settings, profile } = parts;
  const supergraphSdl = composeSupergraph();
  const store = await openRecordStore(parts);
  let feeds: Feeds | undefined;
  try {
    await makePopulation(
      store,
      profile,
      first,
      parts.json ? undefined : progressBar('Making synthetic people from feed messages'),
    );
    const staff = await watchStaffFile(store.access, settings.staffFile, parts.logger);
    // In development, over the sample: partners that the profile tells no source of are played by stand-ins.
    const isTried = settings.nodeEnv !== 'production' && settings.oidcIssuer === undefined && (await holdsSample(store));
    const standIns = isTried ? await openDevelopmentSources(profile, first.people) : undefined;
    const viewOnly = await askOnDemand({ ...parts, profile: standIns?.profile ?? profile }, store);
    const surroundings = await openSurroundings(store, profile, viewOnly);
    const graph = inProcessGraph(supergraphSdl, subgraphNames.map(openSubgraph), surroundings);
    const identity = await openIdentity(settings, profile, surroundings.population, store);
    const opened = (feeds = await openFeeds(parts, store));
    const pages = pageRoutes(identity, surroundings.population, launchDesk(store, settings, profile, viewOnly));
    const server = await openServer({
      ...front(parts, store, identity.verifier, surroundings),
      ...outerDoor(settings, profile),
      registerMetrics: opened.registerMetrics,
      graph,
      async routes(to, at) {
        await pages(to, at);
        await opened.routes(to);
      },
    });
    const url = await listen(server, parts);
    const watching = watchRules(parts, [surroundings, opened]);
    welcome({
      url,
      settings,
      profile,
      surroundings,
      feeds: opened,
      development: identity.provider !== undefined,
      json: parts.json,
    });
    return {
      url,
      feeds: opened,
      async close() {
        watching.close();
        staff.close();
        await server.close();
        await opened.close();
        await viewOnly?.close();
        await standIns?.close();
        await store.close();
      },
    };
  } catch (error) {
    await feeds?.close();
    await store.close();
    throw error;
  }
}

/** The gateway alone: it keeps no data; subgraphs elsewhere verify the token again and write the audit. */
export async function startGateway(parts: Parts): Promise<Running> {
  const { settings, profile } = parts;
  const urlOf = subgraphUrl(settings);
  const agent = openAgent();
  const clients = new Map(subgraphNames.map((name) => [name as string, remote(name, urlOf(name), agent)]));
  const graph = remoteGraph(composeSupergraph(urlOf), clients, (name, url) => remoteDataSource(name, url, agent));
  // Only for what the front door keeps: launches and their sessions, who was signed off, who was refused.
  const store = settings.databaseUrl === undefined ? undefined : await openRecordStore(parts);
  if (store === undefined && profile.launch !== undefined) {
    parts.logger.warn('without DATABASE_URL this gateway opens no launches, and keeps no trail of refused accesses');
  }
  const identity = await openIdentity(settings, profile, undefined, store);
  const server = await openServer({
    graph,
    verifier: identity.verifier,
    logger: parts.logger,
    plugins: [],
    ...(store && keptAtTheDoor(store, () => profile)),
    ...outerDoor(settings, profile),
    documents: remoteDocuments(urlOf('encounters'), agent),
    ready: () => Promise.resolve(),
    routes: pageRoutes(identity, undefined, store && launchDesk(store, settings, profile)),
    production: settings.nodeEnv === 'production',
  });
  return running(parts, server, async () => {
    await agent.close();
    await store?.close();
  });
}

/** One subgraph alone, with the same proof of identity and its own audit. */
export async function startSubgraph(parts: Parts, name: SubgraphName): Promise<Running> {
  const store = await openRecordStore(parts);
  const viewOnly = await askOnDemand(parts, store);
  const surroundings = await openSurroundings(store, parts.profile, viewOnly);
  const identity = await openIdentity(parts.settings, parts.profile, surroundings.population, store);
  const graph = subgraphGraph(openSubgraph(name), sdlOf(name), surroundings);
  // Documents are of one subgraph; a gateway fetches them there.
  const { documents, ...common } = front(parts, store, identity.verifier, surroundings);
  const own = name === 'encounters' ? { documents } : {};
  const server = await openServer({ ...common, ...own, graph, behindGateway: true });
  const watching = watchRules(parts, [surroundings]);
  return running(parts, server, async () => {
    watching.close();
    await viewOnly?.close();
    await store.close();
  });
}

/** The feeds alone: MLLP, HTTPS, the drop folder, and health for whoever watches. */
export async function startFeeds(parts: Parts): Promise<Running> {
  const { default: fastify } = await import('fastify');
  const store = await openRecordStore(parts);
  const staff = await watchStaffFile(store.access, parts.settings.staffFile, parts.logger);
  const feeds = await openFeeds(parts, store);
  const server = fastify({ https: certificates(parts.settings) ?? null }) as unknown as FastifyInstance;
  await feeds.routes(server);
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  feeds.registerMetrics(registry);
  server.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
  server.get('/livez', () => ({ status: 'alive' }));
  server.get('/readyz', async () => {
    await answers(store);
    return { status: 'ready' };
  });
  const watching = watchRules(parts, [feeds]);
  return running(parts, server, async () => {
    watching.close();
    staff.close();
    await feeds.close();
    await store.close();
  });
}

function openRecordStore({ settings, profile, logger }: Parts): Promise<Store> {
  return storeOf(settings, { sensitive: loadSensitive(profile), logger });
}

/** The partners of whom no copy is held, asked when somebody looks; undefined where the profile has none. */
async function askOnDemand({ profile, logger }: Parts, store: Store): Promise<ViewOnlyPartners | undefined> {
  return openViewOnlyPartners({
    profile,
    population: await store.population(),
    sensitive: loadSensitive(profile),
    failed: (about) => logger.warn(about, 'a view-only partner could not be read'),
  });
}

function front(
  { settings, logger }: Parts,
  store: Store,
  verifier: ServerOptions['verifier'],
  surroundings: Surroundings,
): Pick<ServerOptions, 'verifier' | 'logger' | 'plugins' | 'ready' | 'production'> & Required<Pick<ServerOptions, 'documents'>> {
  const audit = openAuditWriter(store);
  const failed = (error: unknown): void =>
    logger.error({ code: error instanceof RecordError ? error.code : undefined }, 'audit not written');
  return {
    verifier,
    logger,
    plugins: [auditPlugin(audit, failed)],
    ...keptAtTheDoor(store, () => surroundings.profile),
    documents: documentOpener(surroundings, audit),
    ready: () => answers(store),
    production: settings.nodeEnv === 'production',
  };
}

/** Asks the database itself: what is remembered of it (the population) says nothing of now. */
async function answers(store: Store): Promise<void> {
  await store.lastReceivedByFeed();
}

/** The first of `users` may refuse a profile, and then none of them has it. */
function watchRules({ profile, logger }: Parts, users: readonly Pick<LiveSurroundings, 'use'>[]): { close(): void } {
  const use = (changed: Profile) => {
    for (const user of users) user.use(changed);
  };
  return watchProfile({ profile, intervalMs: 1_000, use, logger });
}

/** SUBGRAPH_URL is one address with `{name}` in it, or `name=address` for each subgraph, or both: the single ones win. */
function subgraphUrl(settings: Settings): (name: SubgraphName) => string {
  const parts = (settings.subgraphUrl ?? '').split(/[\s,]+/).filter((part) => part !== '');
  const template = parts.find((part) => part.includes('{name}'));
  const own = new Map(
    parts
      .filter((part) => part !== template)
      .map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]),
  );
  const urls = new Map(subgraphNames.map((name) => [name, own.get(name) ?? template?.replace('{name}', name)]));
  for (const [name, url] of urls) {
    if (url === undefined || !URL.canParse(url)) {
      throw new RecordError('CONFIG_INVALID', {
        detail: `a gateway on its own needs SUBGRAPH_URL, for example http://{name}:4000/graphql; it says nothing usable of ${name}`,
      });
    }
  }
  return (name) => urls.get(name)!;
}

async function running(parts: Parts, server: FastifyInstance, close: () => Promise<void>): Promise<Running> {
  const { json } = parts;
  const url = await listen(server, parts);
  process.stdout.write(json ? `${JSON.stringify({ url })}\n` : `Listening on ${url}\n`);
  return {
    url,
    async close() {
      await server.close();
      await close();
    },
  };
}
