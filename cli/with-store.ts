import { openStore, type StoreOptions } from '../store/open.js';
import type { Store } from '../store/store.js';
import type { Settings } from './settings.js';

type More = Pick<StoreOptions, 'sensitive' | 'logger' | 'connections'>;

/**
 * Opens the record store that the settings name.
 * @throws RecordError STORE_UNAVAILABLE, STORE_IN_USE, CONFIG_INVALID
 */
export function storeOf({ databaseUrl, dataDir, dataKey }: Settings, more: More = {}): Promise<Store> {
  return openStore({
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    dataDir,
    ...(dataKey === undefined ? {} : { dataKey }),
    ...more,
  });
}

/** Does `work` with that store, for a command that ends; a running server on the same data goes on. */
export async function withStore<T>(settings: Settings, work: (store: Store) => Promise<T>, more?: More): Promise<T> {
  const store = await storeOf(settings, more);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
