/**
 * What an Apollo Server of ours serves: the whole supergraph, with subgraphs in this process or
 * elsewhere, or one subgraph on its own. Planning is Apollo's; execution is compiled.
 */
import './telemetry-off.js';
import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import type {
  GatewayExecutor,
  GatewayInterface,
  GatewayLoadResult,
  GatewaySchemaLoadOrUpdateCallback,
} from '@apollo/server-gateway-interface';
import { execute, type DocumentNode, type GraphQLError, type GraphQLSchema } from 'graphql';
import { openRequest, type RecordContext, type Section, type Subgraph, type Surroundings } from '../subgraphs/registry.js';
import { openExecutor } from './execution/executor.js';
import { inProcess } from './execution/in-process.js';
import { LeastRecentlyUsed } from './execution/least-recently-used.js';
import { sectionsIn } from './execution/sections-in.js';
import { coercedVariables, operationOf } from './execution/operation.js';
import { asGraphQLError, type SubgraphClient } from './execution/subgraph-client.js';
import { written } from './execution/written.js';
import type { GatewayContext } from './request.js';

/** Characters of operations kept parsed or compiled: see the executor, which keeps as many. */
const keptCharacters = 1_000_000;

type ExecutorContext = Parameters<GatewayExecutor>[0];

/** Begins the record of a request: from here on the audit follows it. */
async function begin(surroundings: Surroundings, context: ExecutorContext, sections: readonly Section[]): Promise<RecordContext> {
  const { viewer, requestId } = context.context as GatewayContext;
  const known = surroundings.staffOf(viewer);
  const staff = known instanceof Promise ? await known : known;
  const record = openRequest(surroundings, {
    viewer,
    staff,
    requestId,
    operation: { name: context.operationName ?? undefined, hash: context.queryHash },
    sections,
  });
  (context.context as GatewayContext).record = record;
  return record;
}

/** The supergraph with every subgraph in this process: one record context per request, one reading per person. */
export function inProcessGraph(
  supergraphSdl: string,
  subgraphs: readonly Subgraph[],
  surroundings: Surroundings,
): GatewayInterface {
  const clients = new Map(
    subgraphs.map((subgraph) => {
      const client = inProcess<RecordContext>(subgraph.name, subgraph.schema);
      return [subgraph.name as string, client] as const;
    }),
  );
  const byName = new Map(subgraphs.map((subgraph) => [subgraph.name as string, subgraph]));
  return supergraph(
    supergraphSdl,
    clients,
    (name) => stockDataSource(byName.get(name)!.schema),
    (context, sections) => begin(surroundings, context, sections),
  );
}

/** The supergraph with subgraphs that run elsewhere: the token goes with every question. */
export function remoteGraph(
  supergraphSdl: string,
  clients: ReadonlyMap<string, SubgraphClient<GatewayContext>>,
  dataSource: (name: string, url: string) => GraphQLDataSource,
): GatewayInterface {
  return supergraph(supergraphSdl, clients, dataSource, (context) => context.context as GatewayContext);
}

function supergraph<Context>(
  supergraphSdl: string,
  clients: ReadonlyMap<string, SubgraphClient<Context>>,
  dataSource: (name: string, url: string) => GraphQLDataSource,
  contextFor: (context: ExecutorContext, sections: readonly Section[]) => Context | Promise<Context>,
): GatewayInterface {
  const stock = new ApolloGateway({ supergraphSdl, buildService: ({ name, url }) => dataSource(name, url ?? '') });
  return {
    onSchemaLoadOrUpdate: (callback: GatewaySchemaLoadOrUpdateCallback) => stock.onSchemaLoadOrUpdate(callback),
    stop: () => stock.stop(),
    async load(options): Promise<GatewayLoadResult> {
      const loaded = await stock.load(options);
      const executor = openExecutor(supergraphSdl, loaded.schema, clients);
      return {
        executor: async (context) => {
          const request = executor.prepare(context.queryHash, context.document, context.operationName ?? undefined);
          const own = await contextFor(context, request.sections);
          if (!request.plan) return loaded.executor(context as never);
          const { data, errors } = await executor.execute(request, context.request.variables ?? {}, own);
          return answered(data, errors);
        },
      };
    },
  };
}

/** The answer as Apollo Server takes it; it looks at errors, and at data only to write it (`written.ts`). */
function answered(
  data: Record<string, unknown> | null | undefined,
  errors: readonly GraphQLError[] | undefined,
): Awaited<ReturnType<GatewayExecutor>> {
  return { ...(data === undefined ? {} : { data: written(data) }), ...(errors ? { errors } : {}) } as Awaited<
    ReturnType<GatewayExecutor>
  >;
}

/** For what the compiled executor leaves to Apollo's: the same subgraph, executed by graphql-js. */
function stockDataSource(schema: GraphQLSchema): GraphQLDataSource {
  const parsed = new LeastRecentlyUsed<string, DocumentNode>(keptCharacters);
  return {
    async process({ request, context }) {
      const text = request.query!;
      const { parse } = await import('graphql');
      const document = parsed.get(text) ?? parsed.keep(text, parse(text), text.length);
      const contextValue = (context as GatewayContext).record;
      return (await execute({ schema, document, contextValue, variableValues: request.variables ?? {} })) as never;
    },
  };
}

/** One subgraph on its own, for a process that serves only it. */
export function subgraphGraph(subgraph: Subgraph, sdl: string, surroundings: Surroundings): GatewayInterface {
  const client = inProcess<RecordContext>(subgraph.name, subgraph.schema);
  const prepared = new LeastRecentlyUsed<string, { run: ReturnType<typeof client.prepare>; sections: readonly Section[] }>(
    keptCharacters,
  );
  let notify: GatewaySchemaLoadOrUpdateCallback | undefined;
  return {
    onSchemaLoadOrUpdate(callback) {
      notify = callback;
      return () => (notify = undefined);
    },
    stop: () => Promise.resolve(),
    load() {
      notify?.({ apiSchema: subgraph.schema, coreSupergraphSdl: sdl });
      return Promise.resolve({
        executor: async (context: ExecutorContext) => {
          const key = `${context.operationName ?? ''}\n${context.queryHash}`;
          const operation =
            prepared.get(key) ??
            prepared.keep(
              key,
              {
                run: client.prepare(context.source, context.document, context.operationName ?? undefined),
                sections: sectionsIn(context.document),
              },
              context.source.length,
            );
          const asked = operationOf(context.document, context.operationName ?? undefined);
          const variables = coercedVariables(subgraph.schema, asked, context.request.variables ?? {});
          if (variables.errors) return { errors: variables.errors };
          const record = await begin(surroundings, context, operation.sections);
          const { data, errors } = await operation.run(variables.values, record);
          return answered(
            data ?? null,
            errors?.map((error) => asGraphQLError(error)),
          );
        },
      });
    },
  };
}
