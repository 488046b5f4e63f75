// Where nothing was built (development, tests): a thread does not have the reader of TypeScript that its process was started with.
import { register } from 'tsx/esm/api';

register();
await import('./applying-thread.ts');
