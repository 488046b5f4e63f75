import { buildSchema, parse, type OperationDefinitionNode } from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import { expect, test } from 'vitest';
import { withoutValue } from './variable-errors.js';

const schema = buildSchema(`
  type Query { field: String }
  enum Period { CURRENT }
  input Inner { n: Int! }
  input Filter { from: String  period: Period  partners: [ID!]  count: Int  inner: Inner  on: Boolean  share: Float }`);
const definition = parse('query ($of: ID!, $filter: Filter) { field }').definitions[0] as OperationDefinitionNode;

const secret = '9990000018; Expected nothing: "secret"';
const told = (variables: Record<string, unknown>): string[] => {
  const { errors } = getVariableValues(schema, definition.variableDefinitions!, variables);
  return (errors ?? []).map(({ message }) => withoutValue(message));
};

test.each([
  [{ of: { secret } }, 'Variable "$of" got an invalid value: ID cannot represent value.'],
  [{ of: [secret] }, 'Variable "$of" got an invalid value: ID cannot represent value.'],
  [{}, 'Variable "$of" of required type "ID!" was not provided.'],
  [{ of: null }, 'Variable "$of" of non-null type "ID!" must not be null.'],
  [{ of: '1', filter: secret }, 'Variable "$filter" got an invalid value: Expected type "Filter" to be an object.'],
  [
    { of: '1', filter: { from: { secret } } },
    'Variable "$filter" got an invalid value: String cannot represent a non string value.',
  ],
  [{ of: '1', filter: { period: secret } }, 'Variable "$filter" got an invalid value: it does not exist in "Period" enum.'],
  [
    { of: '1', filter: { period: [secret] } },
    'Variable "$filter" got an invalid value: Enum "Period" cannot represent non-string value.',
  ],
  [
    { of: '1', filter: { partners: [null, secret] } },
    'Variable "$filter" got an invalid value: Expected non-nullable type "ID!" not to be null.',
  ],
  [{ of: '1', filter: { count: secret } }, 'Variable "$filter" got an invalid value: Int cannot represent non-integer value.'],
  [
    { of: '1', filter: { count: 9_990_000_018 } },
    'Variable "$filter" got an invalid value: Int cannot represent non 32-bit signed integer value.',
  ],
  [
    { of: '1', filter: { inner: {} } },
    'Variable "$filter" got an invalid value: Field "n" of required type "Int!" was not provided.',
  ],
  [
    { of: '1', filter: { other: secret } },
    'Variable "$filter" got an invalid value: Field "other" is not defined by type "Filter".',
  ],
  [{ of: '1', filter: { [secret]: 1 } }, 'Variable "$filter" got an invalid value.'],
  [{ of: '1', filter: { on: secret } }, 'Variable "$filter" got an invalid value: Boolean cannot represent a non boolean value.'],
  [{ of: '1', filter: { share: secret } }, 'Variable "$filter" got an invalid value: Float cannot represent non numeric value.'],
])('of a variable that does not fit only its name and the reason are told (%#)', (variables, expected) => {
  const messages = told(variables);
  expect(messages.join('\n')).not.toMatch(/secret|9990000018/);
  expect(messages).toEqual([expected]);
});

test('other messages stay as they are', () => {
  expect(withoutValue('Cannot query field "x" on type "Query".')).toBe('Cannot query field "x" on type "Query".');
});
