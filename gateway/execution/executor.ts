/**
 * The gateway's executor: plans of the Apollo query planner, prepared once per operation and kept,
 * run against the subgraphs without re-parsing, re-validating or re-executing anything. What it does
 * not cover (introspection, deferred parts) goes to the stock executor of @apollo/gateway, which
 * plans and answers the same.
 */
import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import {
  GraphQLError,
  Kind,
  parse,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { Section } from '../../schema/entry.js';
import { isConditional } from './conditional.js';
import { coercedVariables, operationOf } from './operation.js';
import { LeastRecentlyUsed } from './least-recently-used.js';
import { charactersOf, preparePlan, type Step } from './plan.js';
import { runStep, type Run } from './run.js';
import { sectionsIn } from './sections-in.js';
import { introspects, meetingTypes, shape, shapeOf, type ShapedField } from './shape.js';
import type { SubgraphClient } from './subgraph-client.js';

/** One operation of a client, prepared. */
export interface PreparedRequest<Context> {
  readonly operation: OperationDefinitionNode;
  /** Sections of the record that it selects anywhere. */
  readonly sections: readonly Section[];
  /** Undefined when the stock executor must answer. */
  readonly plan: { readonly step: Step<Context>; readonly shape: readonly ShapedField[] } | undefined;
}

export interface Answer {
  data?: Record<string, unknown> | null;
  errors?: readonly GraphQLError[];
}

export interface Executor<Context> {
  prepare(key: string, document: DocumentNode, operationName: string | undefined): PreparedRequest<Context>;
  execute(request: PreparedRequest<Context>, variables: Record<string, unknown>, context: Context): Promise<Answer>;
}

/**
 * Characters of subgraph operations kept prepared. Prepared, one takes some 300 times its text: a query of a whole record
 * 15 MB, so that a client that writes the NHS number into each text would otherwise fill the memory.
 */
const preparedCharacters = 1_000_000;

/**
 * Opens the executor of a supergraph.
 * @param apiSchema the schema clients see, as loaded by the gateway.
 */
export function openExecutor<Context>(
  supergraphSdl: string,
  apiSchema: GraphQLSchema,
  clients: ReadonlyMap<string, SubgraphClient<Context>>,
): Executor<Context> {
  const supergraph = Supergraph.build(supergraphSdl);
  // Fragments put back into subgraph operations may select more than was asked for; what comes from a subgraph is passed on as it is.
  const planner = new QueryPlanner(supergraph, { reuseQueryFragments: false });
  const planSchema = supergraph.apiSchema();
  const meeting = meetingTypes(apiSchema, entitiesOf(supergraphSdl));
  const everywhere = new Set(Object.keys(apiSchema.getTypeMap()));
  const cache = new LeastRecentlyUsed<string, PreparedRequest<Context>>(preparedCharacters);

  function prepareAnew(document: DocumentNode, operationName: string | undefined): PreparedRequest<Context> {
    const operation = operationOf(document, operationName);
    const fragments = fragmentsOf(document);
    const sections = sectionsIn(document);
    if (operation.operation === 'subscription' || introspects(operation, fragments))
      return { operation, sections, plan: undefined };
    const step = preparePlan(
      planner.buildQueryPlan(
        operationFromDocument(planSchema, document, {
          ...(operationName === undefined ? {} : { operationName }),
          validate: false,
        }),
      ),
      clients,
    );
    // The planner fills what conditions leave empty with `__typename`; then every level is shaped.
    const shaped = isConditional(document) ? everywhere : meeting;
    return { operation, sections, plan: step && { step, shape: shapeOf(apiSchema, operation, fragments, shaped) } };
  }

  return {
    prepare(key, document, operationName) {
      const id = `${operationName ?? ''}\n${key}`;
      const known = cache.get(id);
      if (known) return known;
      const request = prepareAnew(document, operationName);
      return cache.keep(id, request, key.length + (request.plan ? charactersOf(request.plan.step) : 0));
    },
    async execute({ operation, plan }, variables, context) {
      const coerced = coercedVariables(apiSchema, operation, variables);
      if (coerced.errors) return { errors: coerced.errors };
      const run: Run<Context> = { context, variables: coerced.values, data: {}, errors: [] };
      await runStep(plan!.step, run);
      const data = shape(plan!.shape, run.data, coerced.values);
      // The planner asks nobody for a field of which everything is skipped: null without a reason would read as an answer.
      if (data === null && run.errors.length === 0) return { data, errors: [nothingAsked()] };
      return run.errors.length === 0 ? { data } : { data, errors: run.errors };
    },
  };
}

function nothingAsked(): GraphQLError {
  return new GraphQLError('A field that always has a value is left with nothing selected.', {
    extensions: { code: 'BAD_REQUEST' },
  });
}

/** Types with a key: those that more than one subgraph can add to. */
function entitiesOf(supergraphSdl: string): ReadonlySet<string> {
  return new Set(
    parse(supergraphSdl).definitions.flatMap((node) => {
      if (node.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
      const keyed = node.directives?.some(
        (directive) =>
          directive.name.value === 'join__type' && directive.arguments?.some((argument) => argument.name.value === 'key'),
      );
      return keyed ? [node.name.value] : [];
    }),
  );
}

function fragmentsOf(document: DocumentNode): { readonly [name: string]: FragmentDefinitionNode } {
  return Object.fromEntries(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  );
}
