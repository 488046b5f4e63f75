import { careResolvers, type Resolvers } from '../boundary/care.js';
import type { RuleTree } from '../boundary/rules.js';

/** Resolvers of results: its sections behind the boundary. */
export function resolvers(rules: () => RuleTree): Resolvers {
  return careResolvers('results', rules);
}
