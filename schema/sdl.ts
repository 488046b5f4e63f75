import { readFileSync } from 'node:fs';
import { projectPath } from './project-path.js';

/** The subgraphs that hold care records, in the order of a query plan. */
export const careSubgraphs = ['demographics', 'medications', 'encounters', 'social-care', 'results'] as const;
/** Every subgraph of the supergraph. */
export const subgraphNames = [...careSubgraphs, 'governance'] as const;
export type SubgraphName = (typeof subgraphNames)[number];

/** SDL of a subgraph, with the types all subgraphs share unless `common` is false. */
export function sdlOf(name: SubgraphName, { common = true } = {}): string {
  const own = readFileSync(projectPath(`subgraphs/${name}/schema.graphql`), 'utf8');
  return common ? `${readFileSync(projectPath('schema/common.graphql'), 'utf8')}\n${own}` : own;
}
