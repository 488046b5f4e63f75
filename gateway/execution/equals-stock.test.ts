/** The compiled executor answers what the stock executor of @apollo/gateway answers, for any operation: only faster. */
import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@theguild/federation-composition';
import fc from 'fast-check';
import { execute, parse, validate, type GraphQLSchema } from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import { randomOperation } from '../../test/random-operation.js';
import { openExecutor, type Answer, type Executor } from './executor.js';
import { inProcess } from './in-process.js';
import type { SubgraphClient } from './subgraph-client.js';

const directory = `
  type Query { patient(nhsNumber: ID!): Patient  patients(first: Int = 2): [Patient!]!  me: Viewer!  broken: String }
  type Patient @key(fields: "nhsNumber") { nhsNumber: ID!  name: Name  age: Int  strict: Strict }
  type Name { family: String!  given: [String!]!  former: [Name!] }
  type Strict { sure: String!  unsure: String }
  type Viewer { name: String!  patient: Patient }`;
const results = `
  type Query { newest: Result }
  type Patient @key(fields: "nhsNumber") { nhsNumber: ID!  results(first: Int = 3): Results  mustHave: Result! }
  type Results { entries: [Result!]  totalCount: Int }
  type Result { id: ID!  value: String  of: Patient }`;
const care = `
  type Patient @key(fields: "nhsNumber") { nhsNumber: ID!  plan(kind: String): Plan  plans: [Plan] }
  type Plan { title: String!  note: String  steps: [Step!]! }
  type Step { what: String!  who: [String] }`;

const numbers = ['1', '2', '3', '4'];
const refusal = (what: string) => Object.assign(new Error(`withheld: ${what}`), { extensions: { code: 'WITHHELD' } });
const patient = (nhsNumber: string) =>
  numbers.includes(nhsNumber)
    ? {
        __typename: 'Patient',
        nhsNumber,
        age: nhsNumber === '2' ? refusal('age') : Number(nhsNumber) * 10,
        name: {
          family: `Family ${nhsNumber}`,
          given: ['A', 'B'],
          former: nhsNumber === '1' ? [{ family: 'Former', given: [] }] : null,
        },
        // A null where none may be: what stands above it becomes null in its place.
        strict: { sure: nhsNumber === '3' ? null : 'sure', unsure: null },
      }
    : null;
const result = (nhsNumber: string, i: number) => ({
  id: `${nhsNumber}-${i}`,
  value: i === 1 ? refusal('value') : `${i}`,
  of: { __typename: 'Patient', nhsNumber },
});
const later = <T>(value: T) => new Promise<T>((resolve) => setImmediate(() => resolve(value)));
const reference = ({ nhsNumber }: { nhsNumber: string }) => ({ __typename: 'Patient', nhsNumber });

const subgraphs = {
  directory: [
    directory,
    {
      Query: {
        patient: (_: unknown, { nhsNumber }: { nhsNumber: string }) => patient(nhsNumber),
        patients: (_: unknown, { first }: { first: number | null }) => later(numbers.slice(0, first ?? 1).map(patient)),
        me: () => ({ name: 'Viewer', patient: patient('2') }),
        broken: () => {
          throw new Error('broken');
        },
      },
      Patient: { __resolveReference: ({ nhsNumber }: { nhsNumber: string }) => later(patient(nhsNumber)) },
    },
  ],
  results: [
    results,
    {
      Query: { newest: () => result('2', 0) },
      Patient: {
        __resolveReference: reference,
        results: ({ nhsNumber }: { nhsNumber: string }, { first }: { first: number | null }) => {
          if (nhsNumber === '4') throw refusal('results');
          return later({
            entries: Array.from({ length: first ?? 1 }, (_, i) => result(nhsNumber, i)),
            totalCount: nhsNumber === '2' ? null : 3,
          });
        },
        mustHave: ({ nhsNumber }: { nhsNumber: string }) => (nhsNumber === '4' ? null : result(nhsNumber, 0)),
      },
    },
  ],
  care: [
    care,
    {
      Patient: {
        __resolveReference: (key: { nhsNumber: string }) => later(reference(key)),
        plan: ({ nhsNumber }: { nhsNumber: string }, { kind }: { kind?: string | null }) =>
          nhsNumber === '1' ? null : { title: `${kind === undefined ? 'any' : String(kind)}`, note: refusal('note'), steps: [] },
        plans: ({ nhsNumber }: { nhsNumber: string }) => [
          { title: nhsNumber === '2' ? null : 'one', steps: [{ what: 'w', who: ['x', null] }] },
          null,
        ],
      },
    },
  ],
} as const;

let schema: GraphQLSchema;
let executor: Executor<object>;
let directoryAlone: SubgraphClient<object>;
let stock: (query: string, variables: Record<string, unknown>) => Promise<Answer>;

beforeAll(async () => {
  const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])\n';
  const services = Object.entries(subgraphs).map(([name, [sdl]]) => ({
    name,
    url: `http://${name}`,
    typeDefs: parse(link + sdl),
  }));
  const { supergraphSdl, errors } = composeServices(services);
  expect(errors).toBeUndefined();
  const schemas = new Map(
    Object.entries(subgraphs).map(([name, [sdl, resolvers]]) => [
      name,
      buildSubgraphSchema({ typeDefs: parse(link + sdl), resolvers: resolvers as never }),
    ]),
  );
  const source = (name: string): GraphQLDataSource => ({
    process: async ({ request }) =>
      (await execute({
        schema: schemas.get(name)!,
        document: parse(request.query!),
        variableValues: request.variables ?? {},
      })) as never,
  });
  const gateway = new ApolloGateway({ supergraphSdl: supergraphSdl!, buildService: ({ name }) => source(name) });
  const loaded = await gateway.load();
  schema = loaded.schema;
  stock = async (query, variables) => {
    const request = { query, variables };
    const answer = await loaded.executor({
      request,
      document: parse(query),
      queryHash: query,
      context: {},
      metrics: {},
      operationName: null,
    } as never);
    return answer as Answer;
  };
  directoryAlone = inProcess<object>('directory', schemas.get('directory')!);
  executor = openExecutor(
    supergraphSdl!,
    schema,
    new Map([...schemas].map(([name, one]) => [name, inProcess<object>(name, one)])),
  );
});

/** Undefined where there is nothing to ask of any subgraph: the server leaves that to the stock executor. */
async function compiled(query: string, variables: Record<string, unknown>): Promise<Answer | undefined> {
  const request = executor.prepare(query, parse(query), undefined);
  return request.plan && executor.execute(request, variables, {});
}

/**
 * What the errors explain: each null of the answer that one of them stands for, with their words. Of several errors under one
 * null, an executor may tell one or all, so beneath a null only the place of the null counts.
 */
function told({ data, errors }: Answer): string[] {
  const places = (errors ?? []).map(({ message, path = [] }) => {
    let at: unknown = data;
    let depth = 0;
    while (depth < path.length && at !== null && at !== undefined) at = (at as Record<string | number, unknown>)[path[depth++]!];
    return depth === path.length ? `${path.join('.')}: ${message}` : `${path.slice(0, depth).join('.')}: null`;
  });
  return [...new Set(places)].sort();
}
const plain = (data: unknown): unknown => JSON.parse(JSON.stringify(data ?? null));

const options = {
  argumentsOf: {
    'Query.patient': ['(nhsNumber: "1")', '(nhsNumber: $of)', '(nhsNumber: "3")', '(nhsNumber: "4")', '(nhsNumber: "unknown")'],
    'Query.patients': ['', '(first: 4)', '(first: $first)', '(first: null)'],
    'Patient.results': ['', '(first: $first)', '(first: 0)'],
    'Patient.plan': ['', '(kind: "k")', '(kind: $kind)', '(kind: null)'],
  },
  variables: { of: 'ID!', first: 'Int = 3', kind: 'String' },
} as const;

test('data and errors are those of the stock executor', async () => {
  let withErrors = 0;
  let size = 0;
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(999), { maxLength: 150, size: 'max' }),
      fc.record({ yes: fc.boolean(), no: fc.boolean(), of: fc.constantFrom(...numbers) }),
      fc.record(
        { default: fc.boolean(), first: fc.option(fc.nat(3)), kind: fc.option(fc.constantFrom('a', 'b')) },
        { requiredKeys: [] },
      ),
      async (draws, given, more) => {
        const query = randomOperation(schema, draws, options);
        expect(validate(schema, parse(query))).toEqual([]);
        const variables = { ...given, ...more };
        const ours = await compiled(query, variables);
        if (ours === undefined) return undefined;
        const theirs = await stock(query, variables);
        // Where nobody was asked for a field that is never null, the stock executor answers null and says nothing.
        if (theirs.data === null && theirs.errors === undefined) return expect(ours).toMatchObject({ data: null, errors: [{}] });
        expect(plain(ours.data), query).toEqual(plain(theirs.data));
        expect(told(ours), query).toEqual(told(theirs));
        withErrors += Math.min(1, theirs.errors?.length ?? 0);
        compared++;
        size += JSON.stringify(theirs.data).length;
        return undefined;
      },
    ),
    { numRuns: 300, seed: 20261122 },
  );
  expect(withErrors).toBeGreaterThan(50);
  expect(compared).toBeGreaterThan(240);
  expect(size).toBeGreaterThan(10_000);
});

const named = { yes: true, no: false };
test.each([
  ['skips a field that another selection of it asks for', '{ me @skip(if: $yes) { patient { age } } me { name } }'],
  [
    'loses no person over a number that only a skipped selection asks for',
    '{ me { patient @include(if: $no) { nhsNumber } patient { age } } }',
  ],
  [
    'adds nothing that a fragment says elsewhere',
    '{ patient(nhsNumber: "1") { plans { ...F @include(if: $no) title } } } fragment F on Plan { title __typename }',
  ],
  [
    'adds no type where all is skipped',
    '{ patient(nhsNumber: "1") @include(if: $yes) { plans { __typename @include(if: false) } } }',
  ],
])('the answer %s', async (_what, selection) => {
  const used = ['yes', 'no'].filter((name) => selection.includes(`$${name}`));
  const query = `query ${used.length > 0 ? `(${used.map((name) => `$${name}: Boolean!`).join(', ')})` : ''} ${selection}`;
  const ours = (await compiled(query, named))!;
  const theirs = await stock(query, named);
  expect(plain(ours.data)).toEqual(plain(theirs.data));
  expect(told(ours)).toEqual(told(theirs));
});

test('a subgraph on its own shows a fragment wherever one of its spreads counts', async () => {
  const query = `query ($yes: Boolean!, $no: Boolean!) {
    patient(nhsNumber: "1") { ...F @skip(if: $yes) ...F  name { ...G @include(if: $no) } }
    other: patient(nhsNumber: "3") { name { ...G } } }
    fragment F on Patient { age } fragment G on Name { family }`;
  const answer = await directoryAlone.prepare(query, parse(query), undefined)(named, {});
  expect(plain(answer.data)).toEqual({ patient: { age: 10, name: {} }, other: { name: { family: 'Family 3' } } });
});
