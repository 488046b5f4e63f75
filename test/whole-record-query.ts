/** The query that asks for everything there is about a person, made from the schema that is served. */
import {
  buildClientSchema,
  getIntrospectionQuery,
  getNamedType,
  isObjectType,
  type GraphQLObjectType,
  type IntrospectionQuery,
} from 'graphql';
import type { TestRecord } from './record.js';

/** Every field of every section of `patient(nhsNumber: $of)`, with counts and coverage. */
export async function wholeRecordQuery(record: Pick<TestRecord, 'ask'>): Promise<string> {
  const { data } = await record.ask('gp', getIntrospectionQuery());
  const schema = buildClientSchema(data as IntrospectionQuery);
  const patient = schema.getType('Patient') as GraphQLObjectType;
  return `query Everything($of: ID!) { patient(nhsNumber: $of) ${selectionOf(patient)} }`;
}

function selectionOf(type: GraphQLObjectType): string {
  const fields = Object.values(type.getFields()).map((field) => {
    const below = getNamedType(field.type);
    return isObjectType(below) ? `${field.name} ${selectionOf(below)}` : field.name;
  });
  return `{ ${fields.join(' ')} }`;
}
