import type pg from 'pg';
import type { Writing } from '../apply/apply.js';
import { openPool, orOutage } from '../database.js';
import { applyNext, type Owed } from './apply-next.js';
import { lanesWaiting } from './claim.js';
import type { InboxStore } from './inbox-store.js';
import { receiveArrivals } from './receive.js';
import { refusedOf, statusOf, tryAnew } from './status.js';

/**
 * Connections of the worker. What they commit need not reach the disk at once: what arrived did before it was acknowledged, and
 * is applied again where the application was lost with the machine.
 */
export function openInboxPool(url: string): pg.Pool {
  return openPool(url, 2, '-c synchronous_commit=off');
}

export function openInboxStore(pool: pg.Pool, workers: pg.Pool, writing: Writing): InboxStore {
  const owed: Owed = { lanes: new Set(), attempts: [] };
  const read = <T>(work: () => Promise<T>) => orOutage('STORE_UNAVAILABLE', work);
  return {
    receive: (arrivals) => read(() => receiveArrivals(pool, writing.cipher, arrivals)),
    lanesWaiting: () => read(() => lanesWaiting(pool)),
    applyNext: (lanes, translating) => read(() => applyNext(workers, writing, owed, lanes, translating)),
    status: (id) => read(() => statusOf(pool, id)),
    refusedOf: (id) => read(() => refusedOf(pool, id)),
    tryAnew: (id) => read(() => tryAnew(pool, id)),
  };
}
