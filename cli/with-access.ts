import type { AccessStore } from '../store/access/access-store.js';
import { openStore } from '../store/open.js';
import { readSettings } from './settings.js';

/** Does `work` with what the front door keeps, for a command; a running server on the same data goes on. */
export async function withAccess<T>(
  options: { readonly dataDir?: string },
  work: (access: AccessStore) => Promise<T>,
): Promise<T> {
  const settings = readSettings(options.dataDir === undefined ? {} : { DATA_DIR: options.dataDir });
  const store = await openStore({
    ...(settings.databaseUrl === undefined ? {} : { databaseUrl: settings.databaseUrl }),
    dataDir: settings.dataDir,
    connections: 1,
  });
  try {
    return await work(store.access);
  } finally {
    await store.close();
  }
}
