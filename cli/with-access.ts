import type { AccessStore } from '../store/access/access-store.js';
import { readSettings } from './settings.js';
import { withStore } from './with-store.js';

/** Does `work` with what the front door keeps, for a command. */
export function withAccess<T>(options: { readonly dataDir?: string }, work: (access: AccessStore) => Promise<T>): Promise<T> {
  const settings = readSettings(options.dataDir === undefined ? {} : { DATA_DIR: options.dataDir });
  return withStore(settings, ({ access }) => work(access), { connections: 1 });
}
