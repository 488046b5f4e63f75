/** Peer: a plain @apollo/gateway over plain HTTP subgraphs, as its documentation sets it up. */
import '../gateway/telemetry-off.js';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { composeSupergraph } from '../subgraphs/registry.js';

const urls = JSON.parse(process.argv[2]!) as { readonly [name: string]: string };
const gateway = new ApolloGateway({ supergraphSdl: composeSupergraph((name) => urls[name] ?? 'http://127.0.0.1:9/none') });
const server = new ApolloServer({ gateway });
const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } });
console.log(JSON.stringify({ url }));
process.on('SIGTERM', () => process.exit(0));
