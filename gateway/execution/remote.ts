/** A subgraph in another process, over HTTP with kept-alive connections. */
import type { GraphQLDataSource } from '@apollo/gateway';
import { Agent } from 'undici';
import { RecordError } from '../../schema/errors.js';
import type { GatewayContext } from '../request.js';
import type { SubgraphAnswer, SubgraphClient } from './subgraph-client.js';

/** How long a subgraph may take: a slow one shows as unavailable and does not hold up the others. */
const timeoutMs = 5_000;

/** One agent for every subgraph: keep-alive shorter than the servers', so that no connection is closed under a request. */
export function openAgent(): Agent {
  return new Agent({ keepAliveTimeout: 4_000, connections: 64, bodyTimeout: timeoutMs, headersTimeout: timeoutMs });
}

/**
 * The client of a remote subgraph. The viewer's token goes along: a subgraph trusts no header of ours
 * about who asks. A failure throws SUBGRAPH_UNAVAILABLE, never an empty answer.
 */
export function remote(name: string, url: string, agent: Agent): SubgraphClient<GatewayContext> {
  const { origin, pathname } = new URL(url);
  return {
    name,
    prepare(text, _document, operationName) {
      const head = `{"query":${JSON.stringify(text)}${operationName === undefined ? '' : `,"operationName":${JSON.stringify(operationName)}`},"variables":`;
      return (variables, context) => post(agent, origin, pathname, `${head}${JSON.stringify(variables)}}`, context, name);
    },
  };
}

async function post(
  agent: Agent,
  origin: string,
  path: string,
  body: string,
  context: GatewayContext,
  name: string,
): Promise<SubgraphAnswer> {
  try {
    const response = await agent.request({
      origin,
      path,
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: context.authorization, 'x-request-id': context.requestId },
      body,
      signal: AbortSignal.timeout(timeoutMs),
    });
    const answer = (await response.body.json()) as SubgraphAnswer;
    if (answer === null || typeof answer !== 'object' || (answer.data === undefined && !answer.errors)) {
      throw new Error(`HTTP ${response.statusCode} without a GraphQL answer`);
    }
    return answer;
  } catch (cause) {
    throw new RecordError('SUBGRAPH_UNAVAILABLE', { detail: name, cause });
  }
}

/** The same subgraph for what the compiled executor leaves to Apollo's. */
export function remoteDataSource(name: string, url: string, agent: Agent): GraphQLDataSource {
  const { origin, pathname } = new URL(url);
  return {
    async process({ request, context }) {
      const body = JSON.stringify({ query: request.query, variables: request.variables ?? {} });
      return (await post(agent, origin, pathname, body, context as GatewayContext, name)) as never;
    },
  };
}
