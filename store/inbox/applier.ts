import type { SensitiveLabeller } from '../../schema/sensitive-labeller.js';
import { openCipher } from './cipher.js';
import type { InboxStore } from './inbox-store.js';
import { applierOn, openInboxPool } from './open.js';

/** Where an inbox is, in words that can be handed to another thread. Never logged: an address may hold a password. */
export interface InboxPlace {
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly dataKey?: string;
}

/** What applying needs of the inbox. */
export type InboxApplier = Pick<InboxStore, 'lanesWaiting' | 'applyNext'> & { close(): Promise<void> };

/** Opens the inbox of a store that is open elsewhere in this process, with connections of its own. */
export function openInboxApplier(place: InboxPlace, sensitive: SensitiveLabeller | undefined): InboxApplier {
  const pool = openInboxPool(place.databaseUrl);
  return { ...applierOn(pool, pool, { labeller: sensitive, cipher: openCipher(place) }), close: () => pool.end() };
}
