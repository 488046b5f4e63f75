import type pg from 'pg';
import type { Writing } from '../apply/apply.js';
import { byIndex, openPool, orOutage } from '../database.js';
import { applyNext, type Present } from './apply-next.js';
import { lanesWaiting, manyWait } from './claim.js';
import type { InboxStore } from './inbox-store.js';
import { envelopeOf, keepEnvelope } from './envelopes.js';
import { feedStatuses } from './feeds.js';
import { listQuarantined, lookInto, quarantinedBytes, quarantinedPart, settleQuarantined } from './quarantine.js';
import { keptMessages, retranslate } from './replay.js';
import { settleFlags } from './replay-flags.js';
import { purgeBytes } from './retention.js';
import { receiveArrivals } from './receive.js';
import { refusedOf, statusOf, tryAnew } from './status.js';

/**
 * Left to choose, the server plans most statements of the inbox anew for the number of values given, which takes longer than to execute
 * them.
 */
const plannedOnce = `-c plan_cache_mode=force_generic_plan ${byIndex}`;

/**
 * Connections of the worker. What they commit need not reach the disk at once: what arrived did before it was acknowledged, and
 * is applied again where the application was lost with the machine.
 */
export function openInboxPool(url: string): pg.Pool {
  return openPool(url, 2, `-c synchronous_commit=off ${plannedOnce}`);
}

/** Connections that receive: what they commit is on disk when they say so. */
export function openReceivingPool(url: string): pg.Pool {
  return openPool(url, 2, plannedOnce);
}

/** The part that applies: `present` is what this thread must know beside the database. */
export function applierOn(pool: pg.Pool, workers: pg.Pool, writing: Writing): Pick<InboxStore, 'lanesWaiting' | 'applyNext'> {
  const present: Present = { sinceMs: performance.now(), owed: { lanes: new Set(), attempts: [] } };
  return {
    lanesWaiting: () => orOutage('STORE_UNAVAILABLE', () => lanesWaiting(pool)),
    applyNext: (lanes, translating) =>
      orOutage('STORE_UNAVAILABLE', () => applyNext(workers, writing, present, lanes, translating)),
  };
}

export function openInboxStore(pool: pg.Pool, receiving: pg.Pool, workers: pg.Pool, writing: Writing): InboxStore {
  const read = <T>(work: () => Promise<T>) => orOutage('STORE_UNAVAILABLE', work);
  return {
    ...applierOn(pool, workers, writing),
    receive: (arrivals) => read(() => receiveArrivals(receiving, writing.cipher, arrivals)),
    manyWait: (most) => read(() => manyWait(receiving, most)),
    status: (id) => read(() => statusOf(pool, id)),
    keepEnvelope: (id, envelope) => read(() => keepEnvelope(pool, writing.cipher, id, envelope)),
    envelopeOf: (id) => read(() => envelopeOf(pool, writing.cipher, id)),
    refusedOf: (id) => read(() => refusedOf(pool, id)),
    tryAnew: (id, bytes, refusedBeforeMs) => read(() => tryAnew(pool, writing.cipher, id, bytes, refusedBeforeMs)),
    feeds: () => read(() => feedStatuses(pool, Date.now())),
    purgeBytes: (before) => read(() => purgeBytes(pool, before)),
    quarantined: (query) => read(() => listQuarantined(pool, query)),
    quarantinedPart: (id) => read(() => quarantinedPart(pool, id)),
    quarantinedBytes: (id) => read(() => quarantinedBytes(pool, writing.cipher, id)),
    lookInto: (id, access) => read(() => lookInto(pool, writing.cipher, id, access)),
    settleQuarantined: (id, settled) => read(() => settleQuarantined(pool, id, settled)),
    keptMessages: (query) => read(() => keptMessages(pool, writing.cipher, query)),
    retranslate: (messages, apply) => read(() => retranslate(pool, writing, messages, apply)),
    settleFlags: (changes, settling) => read(() => settleFlags(pool, changes, settling)),
  };
}
