/** The subgraphs, ready to execute: executable schemas with their rules, and the composed supergraph. */
import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@theguild/federation-composition';
import { parse, type GraphQLSchema } from 'graphql';
import { RecordError } from '../schema/errors.js';
import { sdlOf, subgraphNames, type SubgraphName } from '../schema/sdl.js';
import type { Resolvers } from './boundary/care.js';
import { guardRootFields } from './boundary/guard.js';
import { ruleTree, uncovered, type RuleLines, type RuleTree } from './boundary/rules.js';
import { resolvers as demographics } from './demographics/resolvers.js';
import { rules as demographicsRules } from './demographics/rules.js';
import { resolvers as encounters } from './encounters/resolvers.js';
import { rules as encountersRules } from './encounters/rules.js';
import { resolvers as governance } from './governance/resolvers.js';
import { rules as governanceRules } from './governance/rules.js';
import { resolvers as medications } from './medications/resolvers.js';
import { rules as medicationsRules } from './medications/rules.js';
import { resolvers as results } from './results/resolvers.js';
import { rules as resultsRules } from './results/rules.js';
import { resolvers as socialCare } from './social-care/resolvers.js';
import { rules as socialCareRules } from './social-care/rules.js';

export type { PersonInRequest, RecordContext, Surroundings } from './context.js';
export { documentOpener, type DocumentOpener, type OpenedDocument } from './encounters/open-document.js';
export { documentsPath } from './encounters/document-files.js';
export { openRequest, openSurroundings, type LiveSurroundings } from './request.js';
export type { Section } from '../schema/entry.js';

interface Parts {
  readonly resolvers: (rules: () => RuleTree) => Resolvers;
  readonly rules: RuleLines;
}

const parts: { readonly [name in SubgraphName]: Parts } = {
  demographics: { resolvers: demographics, rules: demographicsRules },
  medications: { resolvers: medications, rules: medicationsRules },
  encounters: { resolvers: encounters, rules: encountersRules },
  'social-care': { resolvers: socialCare, rules: socialCareRules },
  results: { resolvers: results, rules: resultsRules },
  governance: { resolvers: governance, rules: governanceRules },
};

/** One subgraph, executable. */
export interface Subgraph {
  readonly name: SubgraphName;
  readonly schema: GraphQLSchema;
  readonly rules: RuleTree;
}

/**
 * Builds a subgraph.
 * @throws RecordError CONFIG_INVALID when a field of its schema has no rule: deny by default begins here.
 */
export function openSubgraph(name: SubgraphName): Subgraph {
  let rules: RuleTree | undefined;
  const typeDefs = parse(sdlOf(name));
  const schema = buildSubgraphSchema({ typeDefs, resolvers: parts[name].resolvers(() => rules!) as never });
  rules = ruleTree(schema, parts[name].rules);
  const open = uncovered(schema, rules);
  if (open.length > 0) throw new RecordError('CONFIG_INVALID', { detail: `no rule covers ${open.join(', ')} of ${name}` });
  guardRootFields(schema, name, parts[name].rules, rules);
  return { name, schema, rules };
}

/** Lines of a subgraph's rules, as its `rules.ts` has them. */
export function ruleLinesOf(name: SubgraphName): RuleLines {
  return parts[name].rules;
}

/**
 * SDL of the supergraph, composed from the subgraphs' SDL.
 * @param urlOf where each subgraph answers when it runs as its own process.
 * @throws RecordError CONFIG_INVALID with every composition error.
 */
export function composeSupergraph(urlOf: (name: SubgraphName) => string = (name) => `http://in-process/${name}`): string {
  const composed = composeServices(subgraphNames.map((name) => ({ name, url: urlOf(name), typeDefs: parse(sdlOf(name)) })));
  if (composed.supergraphSdl === undefined) {
    throw new RecordError('CONFIG_INVALID', { detail: composed.errors.map((error) => error.message).join('\n') });
  }
  return composed.supergraphSdl;
}
