/** What is too much for one operation, held against the supergraph that is served. */
import { Supergraph } from '@apollo/federation-internals';
import { getIntrospectionQuery, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { composeSupergraph } from '../subgraphs/registry.js';
import { operationLimits } from './limits.js';

const schema = Supergraph.build(composeSupergraph()).apiSchema().toGraphQLJSSchema();
const limits = operationLimits();

function refusals(query: string): string[] {
  const errors = validate(schema, parse(query, limits.parseOptions), limits.validationRules as never);
  return [...new Set(errors.map((error) => String(error.extensions['code'])))];
}

const patients = (count: number, selection: string): string =>
  Array.from({ length: count }, (_, i) => `p${i}: patient(nhsNumber: "9990000018") ${selection}`).join(' ');

describe('an operation', () => {
  test('may look at the schema as tools do', () => {
    expect(refusals(getIntrospectionQuery({ descriptions: true, specifiedByUrl: true }))).toEqual([]);
  });

  test.each([
    ['nested', '{ __schema { types { a: fields { type { b: fields { name } c: fields { name } } } } } }'],
    ['at the root', '{ a: __schema { types { name } } b: __schema { types { name } } }'],
    ['by type', '{ a: __type(name: "Patient") { name } b: __type(name: "Patient") { name } }'],
    ['in a fragment', '{ __schema { types { ...F } } } fragment F on __Type { a: fields { name } }'],
  ])('may not multiply the schema by aliases: %s', (_how, query) => {
    expect(refusals(query)).toEqual(['OPERATION_TOO_LARGE']);
  });

  test('may name what it asks for as it likes elsewhere, its types too', () => {
    expect(refusals('{ a: patient(nhsNumber: "9990000018") { kind: __typename number: nhsNumber } }')).toEqual([]);
  });

  test.each([
    ['aliases', `{ ${patients(61, '{ nhsNumber }')} }`],
    ['depth', `{ patient(nhsNumber: "9990000018") { ${'... { '.repeat(20)} nhsNumber ${'}'.repeat(20)} } }`],
    ['directives', `{ me { name ${'@include(if: true) '.repeat(101)} } }`],
    [
      'cost',
      `{ me { ...F0 } } ${Array.from({ length: 10 }, (_, i) => `fragment F${i} on Viewer { ${`...F${i + 1} `.repeat(8)} }`).join(' ')} fragment F10 on Viewer { name }`,
    ],
  ])('has a limit of %s', (_what, query) => {
    expect(refusals(query)).toContain('OPERATION_TOO_LARGE');
  });
});
