import { actOperations } from './operations-acts.js';
import { careOperations } from './operations-care.js';
import { governanceOperations } from './operations-governance.js';
import type { SampleOperation } from './sample-operation.js';

/** In the order of the menu. */
export const sampleOperations: readonly SampleOperation[] = [...careOperations, ...actOperations, ...governanceOperations];
