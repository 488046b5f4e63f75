/**
 * Query plans of the Apollo query planner, prepared for execution: subgraph operations compiled,
 * representations and paths turned into functions. A plan that needs more than entity joins
 * (deferred parts, rewrites, nested representations) is left to the stock executor.
 */
import type { PlanNode, QueryPlan, QueryPlanSelectionNode, FetchNode } from '@apollo/query-planner';
import { Kind, parse, type DocumentNode, type FieldNode } from 'graphql';
import { keysIn } from './shape.js';
import type { PreparedOperation, SubgraphClient } from './subgraph-client.js';

/** One prepared step. Joins name where in the answer the entities are. */
export type Step<Context> =
  | { readonly kind: 'sequence' | 'parallel'; readonly steps: readonly Step<Context>[] }
  | {
      readonly kind: 'condition';
      readonly variable: string;
      readonly included: Step<Context> | undefined;
      readonly otherwise: Step<Context> | undefined;
    }
  | {
      readonly kind: 'fetch';
      readonly service: string;
      /** What it answers, by key: an outage is told for each of them. */
      readonly keys: Keys;
      readonly operation: PreparedOperation<Context>;
      /** Length of the operation's text. */
      readonly characters: number;
      readonly variables: readonly string[];
    }
  | {
      readonly kind: 'join';
      readonly service: string;
      /** What it adds to an entity, by key. */
      readonly keys: Keys;
      readonly operation: PreparedOperation<Context>;
      /** Length of the operation's text. */
      readonly characters: number;
      readonly variables: readonly string[];
      readonly path: readonly string[];
      readonly requires: readonly Requirement[];
    };

/** Keys of an answer, each with the conditions under which it is there. */
export type Keys = ReturnType<typeof keysIn>;

/** The key fields that a representation of a type is made of. */
export interface Requirement {
  readonly type: string;
  readonly fields: readonly string[];
}

/** Thrown inside preparation when the plan is beyond what is executed here. */
class Beyond extends Error {}

/** The prepared plan, or undefined when the stock executor must run it. */
export function preparePlan<Context>(
  plan: QueryPlan,
  clients: ReadonlyMap<string, SubgraphClient<Context>>,
): Step<Context> | undefined {
  if (!plan.node || plan.node.kind === 'Subscription') return undefined;
  try {
    return prepare(plan.node, clients, undefined);
  } catch (error) {
    if (error instanceof Beyond) return undefined;
    throw error;
  }
}

/** How much a step asks for: the lengths of its operations. */
export function charactersOf<Context>(step: Step<Context>): number {
  if (step.kind === 'fetch' || step.kind === 'join') return step.characters;
  const steps = step.kind === 'condition' ? [step.included, step.otherwise] : step.steps;
  return steps.reduce((sum, inner) => sum + (inner ? charactersOf(inner) : 0), 0);
}

function prepare<Context>(
  node: PlanNode,
  clients: ReadonlyMap<string, SubgraphClient<Context>>,
  path: readonly string[] | undefined,
): Step<Context> {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return {
        kind: node.kind === 'Sequence' ? 'sequence' : 'parallel',
        steps: node.nodes.map((inner) => prepare(inner, clients, path)),
      };
    case 'Condition':
      return {
        kind: 'condition',
        variable: node.condition,
        included: node.ifClause && prepare(node.ifClause, clients, path),
        otherwise: node.elseClause && prepare(node.elseClause, clients, path),
      };
    case 'Flatten':
      return prepare(node.node, clients, [...(path ?? []), ...node.path.map(pathStep)]);
    case 'Fetch':
      return prepareFetch(node, clients, path);
    default:
      throw new Beyond();
  }
}

function pathStep(step: string | number): string {
  // `field|[Type]` narrows by type, which only abstract types need.
  if (typeof step !== 'string' || step.includes('|')) throw new Beyond();
  return step;
}

function prepareFetch<Context>(
  node: FetchNode,
  clients: ReadonlyMap<string, SubgraphClient<Context>>,
  path: readonly string[] | undefined,
): Step<Context> {
  if (node.inputRewrites?.length || node.outputRewrites?.length || node.contextRewrites?.length || node.hasDefers)
    throw new Beyond();
  const client = clients.get(node.serviceName);
  if (!client) throw new Beyond();
  const document = node.operationDocumentNode ?? parse(node.operation);
  const operation = client.prepare(node.operation, document, node.operationName);
  const common = {
    service: node.serviceName,
    keys: keysOf(document, node.requires !== undefined),
    operation,
    characters: node.operation.length,
    variables: node.variableUsages ?? [],
  };
  if (!node.requires) return { kind: 'fetch', ...common };
  if (!path) throw new Beyond();
  return { kind: 'join', ...common, path, requires: node.requires.map(requirement) };
}

/** Keys of the answer's first level; of a join, of the level below `_entities`. Operations of plans name no fragments. */
function keysOf(document: DocumentNode, isJoin: boolean): Keys {
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  const entities = operation?.selectionSet.selections.find(
    (node): node is FieldNode => node.kind === Kind.FIELD && node.name.value === '_entities',
  );
  const level = isJoin ? entities?.selectionSet : operation?.selectionSet;
  return level ? keysIn(level).filter(({ key }) => key !== '__typename') : [];
}

function requirement(selection: QueryPlanSelectionNode): Requirement {
  if (selection.kind !== 'InlineFragment' || selection.typeCondition === undefined) throw new Beyond();
  const fields = selection.selections.map((field) => {
    if (field.kind !== 'Field' || field.alias !== undefined || (field.selections?.length ?? 0) > 0) throw new Beyond();
    return field.name;
  });
  return { type: selection.typeCondition, fields };
}
