import { readFileSync } from 'node:fs';
import { projectPath } from '../schema/project-path.js';

/** The whole-record query of the benchmarks: `bench/whole-record.graphql`. */
export const wholeRecordQuery = readFileSync(projectPath('bench/whole-record.graphql'), 'utf8');
