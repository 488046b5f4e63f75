import { composeServices } from '@theguild/federation-composition';
import { buildSchema, Kind, parse, validate, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { careSubgraphs, sdlOf, subgraphNames } from '../../schema/sdl.js';
import { roles } from '../../schema/viewer.js';
import { sampleOperations } from './operations.js';

let schema: GraphQLSchema;
beforeAll(() => {
  const composed = composeServices(
    subgraphNames.map((name) => ({ name, typeDefs: parse(sdlOf(name)), url: 'http://localhost' })),
  );
  if (composed.publicSdl === undefined) throw new Error(String(composed.errors));
  schema = buildSchema(composed.publicSdl);
});

describe('the sample operations', () => {
  it.each(sampleOperations.map((operation) => [operation.id, operation] as const))(
    '%s is valid against the composed schema',
    (_id, operation) => {
      expect(validate(schema, parse(operation.query))).toEqual([]);
    },
  );

  it.each(sampleOperations.map((operation) => [operation.id, operation] as const))(
    '%s comes with variables of the right types',
    (_id, operation) => {
      const definition = parse(operation.query).definitions.find(
        (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
      )!;
      expect(definition.name).toBeDefined();
      const variables = operation.variables('9990000018', 'key-1', 'RGT');
      expect(getVariableValues(schema, definition.variableDefinitions ?? [], variables).errors).toBeUndefined();
      const declared = (definition.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
      expect(Object.keys(variables).filter((name) => !declared.includes(name))).toEqual([]);
    },
  );

  it('have one for every domain and one for every persona', () => {
    expect(sampleOperations.map(({ id }) => id)).toEqual(expect.arrayContaining([...careSubgraphs]));
    expect(new Set(sampleOperations.flatMap(({ as }) => as))).toEqual(new Set(roles));
  });

  it('are told apart by identifier and title', () => {
    expect(new Set(sampleOperations.map(({ id }) => id)).size).toBe(sampleOperations.length);
    expect(new Set(sampleOperations.map(({ title }) => title)).size).toBe(sampleOperations.length);
  });
});
