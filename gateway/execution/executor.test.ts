import { Supergraph } from '@apollo/federation-internals';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { openExecutor } from './executor.js';
import type { SubgraphClient } from './subgraph-client.js';

function opened() {
  const typeDefs = parse('type Query { field(text: String): String }');
  const supergraphSdl = composeServices([{ name: 'one', url: 'http://one', typeDefs }]).supergraphSdl!;
  const prepared: string[] = [];
  const client: SubgraphClient<object> = {
    name: 'one',
    prepare(text) {
      prepared.push(text);
      return () => ({ data: {} });
    },
  };
  const apiSchema = Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema();
  const executor = openExecutor(supergraphSdl, apiSchema, new Map([['one', client]]));
  return { prepared, ask: (query: string) => executor.prepare(query, parse(query), undefined) };
}

test('an operation is prepared once', () => {
  const { ask, prepared } = opened();
  for (let i = 0; i < 3; i++) ask('{ field }');
  expect(prepared).toHaveLength(1);
});

// A client that writes what it asks about into the text sends another operation each time.
test('operations are kept by what they take, so that large ones cannot fill the memory', () => {
  const { ask, prepared } = opened();
  const large = (i: number) => `{ field(text: "${i}${'x'.repeat(300_000)}") }`;
  ask('{ field }');
  for (let i = 0; i < 6; i++) ask(large(i));
  expect(prepared).toHaveLength(7);
  ask(large(5));
  expect(prepared).toHaveLength(7);
  ask(large(0));
  expect(prepared).toHaveLength(8);
});
