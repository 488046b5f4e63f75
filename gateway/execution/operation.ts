/** What is read of a client's operation before it is run. */
import { GraphQLError, Kind, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';

/** The operation of that name, or the only one. The document is valid: there is one. */
export function operationOf(document: DocumentNode, name: string | undefined): OperationDefinitionNode {
  const operations = document.definitions.filter(
    (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
  );
  return operations.find((node) => name === undefined || node.name?.value === name)!;
}

/** The variables as the operation declares them, defaults included; or BAD_USER_INPUT for each that does not fit. */
export function coercedVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): { readonly values: Record<string, unknown>; readonly errors?: undefined } | { readonly errors: readonly GraphQLError[] } {
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  return errors === undefined ? { values: coerced } : { errors: errors.map(badVariable) };
}

function badVariable(error: GraphQLError): GraphQLError {
  return new GraphQLError(error.message, {
    ...(error.nodes ? { nodes: error.nodes } : {}),
    extensions: { code: 'BAD_USER_INPUT' },
  });
}
