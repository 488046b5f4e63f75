/** Runs a prepared plan: asks the subgraphs, joins their answers by entity, keeps every error with its path. */
import { GraphQLError } from 'graphql';
import { errorCodes } from '../../schema/errors.js';
import type { Requirement, Step } from './plan.js';
import { isIncluded } from './shape.js';
import { asGraphQLError, type SubgraphAnswer, type SubgraphError } from './subgraph-client.js';

export interface Run<Context> {
  readonly context: Context;
  readonly variables: Record<string, unknown>;
  readonly data: Record<string, unknown>;
  readonly errors: GraphQLError[];
}

type Path = readonly (string | number)[];

/** Runs a step; failures of subgraphs become errors of the answer, never exceptions. */
export function runStep<Context>(step: Step<Context>, run: Run<Context>): Promise<void> | void {
  switch (step.kind) {
    case 'sequence':
      return runInOrder(step.steps, run, 0);
    case 'parallel': {
      const running = step.steps.map((inner) => runStep(inner, run)).filter((one) => one !== undefined);
      return running.length === 0 ? undefined : Promise.all(running).then(() => undefined);
    }
    case 'condition': {
      const branch = run.variables[step.variable] === true ? step.included : step.otherwise;
      return branch && runStep(branch, run);
    }
    case 'fetch':
      return ask(
        step,
        pick(step.variables, run.variables),
        run,
        (answer) => {
          if (answer.data) merge(run.data, answer.data);
          for (const error of answer.errors ?? []) run.errors.push(reported(error, error.path ?? [], step.service));
        },
        [[]],
      );
    case 'join':
      return runJoin(step, run);
  }
}

async function runInOrder<Context>(steps: readonly Step<Context>[], run: Run<Context>, from: number): Promise<void> {
  for (let i = from; i < steps.length; i++) await runStep(steps[i]!, run);
}

function runJoin<Context>(step: Extract<Step<Context>, { kind: 'join' }>, run: Run<Context>): Promise<void> | void {
  const found: { readonly entity: Record<string, unknown>; readonly path: Path }[] = [];
  const representations: Record<string, unknown>[] = [];
  for (const place of placesAt(run.data, step.path)) {
    const representation = representationOf(place.entity, step.requires);
    if (!representation) continue;
    representations.push(representation);
    found.push(place);
  }
  if (found.length === 0) return undefined;
  const variables = pick(step.variables, run.variables);
  variables['representations'] = representations;
  return ask(
    step,
    variables,
    run,
    (answer) => {
      const entities = answer.data?.['_entities'] as (Record<string, unknown> | null)[] | undefined;
      entities?.forEach((entity, i) => {
        if (entity) merge(found[i]!.entity, entity);
      });
      for (const error of answer.errors ?? []) {
        const [root, index, ...rest] = error.path ?? [];
        const place = root === '_entities' && typeof index === 'number' ? found[index] : found[0];
        run.errors.push(reported(error, [...(place?.path ?? step.path), ...(root === '_entities' ? rest : [])], step.service));
      }
    },
    found.map((place) => place.path),
  );
}

function ask<Context>(
  step: Extract<Step<Context>, { kind: 'fetch' | 'join' }>,
  variables: Record<string, unknown>,
  run: Run<Context>,
  take: (answer: SubgraphAnswer) => void,
  places: readonly Path[],
): Promise<void> | void {
  // Told wherever the answer lacks something: a reader of one section must see that it is an outage.
  const failed = (cause: unknown): void => {
    const originalError = cause instanceof Error ? cause : new Error(String(cause));
    const asked = step.keys.filter(({ conditions }) => isIncluded(conditions, run.variables));
    for (const path of places.flatMap((place) => asked.map(({ key }) => [...place, key]))) {
      run.errors.push(
        new GraphQLError(errorCodes.SUBGRAPH_UNAVAILABLE, {
          path,
          extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: step.service },
          originalError,
        }),
      );
    }
  };
  try {
    const answer = step.operation(variables, run.context);
    if (answer instanceof Promise) return answer.then(take).catch(failed);
    take(answer);
  } catch (error) {
    failed(error);
  }
  return undefined;
}

function reported(error: SubgraphError, path: Path, service: string): GraphQLError {
  const told = asGraphQLError(error, path);
  told.extensions['subgraph'] = service;
  return told;
}

function pick(names: readonly string[], from: Record<string, unknown>): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const name of names) if (from[name] !== undefined) picked[name] = from[name];
  return picked;
}

/** The entities at a path of the answer; `@` stands for every item of a list. */
function placesAt(data: Record<string, unknown>, path: readonly string[]): { entity: Record<string, unknown>; path: Path }[] {
  let places: { value: unknown; path: Path }[] = [{ value: data, path: [] }];
  for (const step of path) {
    places = places.flatMap(({ value, path: soFar }) => {
      if (value === null || value === undefined) return [];
      if (step !== '@') return [{ value: (value as Record<string, unknown>)[step], path: [...soFar, step] }];
      return (value as unknown[]).map((item, i) => ({ value: item, path: [...soFar, i] }));
    });
  }
  return places.flatMap(({ value, path: at }) =>
    value !== null && typeof value === 'object' ? [{ entity: value as Record<string, unknown>, path: at }] : [],
  );
}

function representationOf(
  entity: Record<string, unknown>,
  requires: readonly Requirement[],
): Record<string, unknown> | undefined {
  for (const { type, fields } of requires) {
    if (entity['__typename'] !== type) continue;
    const representation: Record<string, unknown> = {};
    for (const field of fields) {
      if (entity[field] === undefined || entity[field] === null) return undefined;
      representation[field] = entity[field];
    }
    return representation;
  }
  return undefined;
}

function merge(into: Record<string, unknown>, from: Record<string, unknown>): void {
  for (const key of Object.keys(from)) {
    const value = from[key];
    const present = into[key];
    if (isPlain(value) && isPlain(present)) merge(present, value);
    else into[key] = value;
  }
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
