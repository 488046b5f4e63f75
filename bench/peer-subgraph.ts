/** Peer: one plain Apollo subgraph over HTTP, answering one record from memory; no rules, no audit. */
import '../gateway/telemetry-off.js';
import { readFileSync } from 'node:fs';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { sdlOf, type SubgraphName } from '../schema/sdl.js';

const [name, file] = process.argv.slice(2) as [SubgraphName, string];
const record = JSON.parse(readFileSync(file, 'utf8')) as { nhsNumber: string };
const resolvers: Record<string, object> = { Patient: { __resolveReference: () => record } };
if (name === 'demographics') resolvers['Query'] = { patient: () => record };
const server = new ApolloServer({ schema: buildSubgraphSchema({ typeDefs: parse(sdlOf(name)), resolvers: resolvers as never }) });
const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } });
console.log(JSON.stringify({ url }));
process.on('SIGTERM', () => process.exit(0));
