/** One way to ask a subgraph, in this process or over HTTP, with operations prepared once. */
import { GraphQLError, type DocumentNode } from 'graphql';

/** What a subgraph answers; errors carry paths from the subgraph's own root. */
export interface SubgraphAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly SubgraphError[];
}

export interface SubgraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly [name: string]: unknown };
  readonly originalError?: unknown;
}

/** A prepared operation of a subgraph. */
export type PreparedOperation<Context> = (
  variables: Record<string, unknown>,
  context: Context,
) => Promise<SubgraphAnswer> | SubgraphAnswer;

export interface SubgraphClient<Context> {
  readonly name: string;
  prepare(text: string, document: DocumentNode, operationName: string | undefined): PreparedOperation<Context>;
}

/** The error as graphql-js would have it; that of compiled execution has no extensions where the cause has none. */
export function asGraphQLError(error: SubgraphError, path: readonly (string | number)[] | undefined = error.path): GraphQLError {
  const original = error.originalError;
  const extensions = error.extensions ?? (original as { extensions?: SubgraphError['extensions'] } | undefined)?.extensions;
  return new GraphQLError(error.message, {
    ...(path === undefined ? {} : { path: [...path] }),
    ...(original instanceof Error ? { originalError: original } : {}),
    ...(extensions === undefined ? {} : { extensions: { ...extensions } }),
  });
}
