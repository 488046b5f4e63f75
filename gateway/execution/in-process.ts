/** A subgraph of this process, its operations compiled once by graphql-jit. */
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { execute, type DocumentNode, type GraphQLSchema } from 'graphql';
import { isConditional } from './conditional.js';
import type { PreparedOperation, SubgraphAnswer, SubgraphClient } from './subgraph-client.js';

/**
 * The client of an executable schema. Values that are Errors (withheld elements) become nulls with
 * their error at the right path.
 */
export function inProcess<Context>(name: string, schema: GraphQLSchema): SubgraphClient<Context> {
  return {
    name,
    prepare(_text, document: DocumentNode, operationName): PreparedOperation<Context> {
      // graphql-jit keeps conditions on the nodes of fragments: spread twice, one place's condition hides the other's fields.
      if (isConditional(document)) {
        return (variableValues, contextValue) =>
          execute({ schema, document, operationName, contextValue, variableValues }) as Promise<SubgraphAnswer> | SubgraphAnswer;
      }
      const compiled = compileQuery(schema, document, operationName, { disablingCapturingStackErrors: true });
      if (!isCompiledQuery(compiled)) {
        const { errors } = compiled;
        return () => ({ data: null, errors: (errors ?? []).map(({ message }) => ({ message })) });
      }
      return (variables, context) => compiled.query(undefined, context, variables) as Promise<SubgraphAnswer> | SubgraphAnswer;
    },
  };
}
