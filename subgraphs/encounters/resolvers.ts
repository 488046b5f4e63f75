import { careResolvers, type Resolvers } from '../boundary/care.js';
import type { RuleTree } from '../boundary/rules.js';
import { documentResolvers } from './document-files.js';

/** Resolvers of encounters: its sections behind the boundary, and the files of documents behind links of their own. */
export function resolvers(rules: () => RuleTree): Resolvers {
  return documentResolvers(careResolvers('encounters', rules));
}
