/** The small records of the cases: as policy tables, for tests. */
import { readdirSync, readFileSync } from 'node:fs';
import { parseProfile } from '../schema/profile.js';
import { projectPath } from '../schema/project-path.js';
import { loadPolicy, type PolicyTable } from './table.js';

const folder = projectPath('policy/cases');

/** Names of the variants, each a file of `cases/profiles/`. */
export const variants: readonly string[] = readdirSync(`${folder}/profiles`).map((file) => file.replace(/\.yaml$/, ''));

/** The small record as it is (undefined), and with the words on governance of each variant added to it. */
export const records: ReadonlyMap<string | undefined, PolicyTable> = new Map(
  [undefined, ...variants].map((variant) => [variant, recordOf(variant)]),
);

function recordOf(variant: string | undefined): PolicyTable {
  const base = `${folder}/profile.yaml`;
  const added = variant === undefined ? '' : readFileSync(`${folder}/profiles/${variant}.yaml`, 'utf8');
  return loadPolicy(parseProfile(`${readFileSync(base, 'utf8')}\n${added}`, base));
}
