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

test('an outage is told at each field that is asked for, under a condition too, and at none that is skipped', async () => {
  const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])';
  const sdl = {
    people: `${link} type Query { person: Person } type Person @key(fields: "id") { id: ID! name: String }`,
    results: `${link} type Query { newest: String oldest: String } type Person @key(fields: "id") { id: ID! a: String b: String c: String }`,
  };
  const services = Object.entries(sdl).map(([name, text]) => ({ name, url: `http://${name}`, typeDefs: parse(text) }));
  const supergraphSdl = composeServices(services).supergraphSdl!;
  const clients = new Map<string, SubgraphClient<object>>([
    ['people', { name: 'people', prepare: () => () => ({ data: { person: { __typename: 'Person', id: '1' } } }) }],
    ['results', { name: 'results', prepare: () => () => Promise.reject(new Error('gone')) }],
  ]);
  const executor = openExecutor(supergraphSdl, Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema(), clients);
  const query = `query ($yes: Boolean!, $no: Boolean!) {
    person { id a again: a @include(if: $yes) b @skip(if: $yes) ... @include(if: $yes) { c } }
    newest @include(if: $yes) oldest @include(if: $no) }`;
  const request = executor.prepare(query, parse(query), undefined);
  const { data, errors } = await executor.execute(request, { yes: true, no: false }, {});
  expect(data).toEqual({ person: { id: '1', a: null, again: null, c: null }, newest: null });
  expect(errors!.map(({ path }) => path!.join('.')).sort()).toEqual(['newest', 'person.a', 'person.again', 'person.c']);
});
