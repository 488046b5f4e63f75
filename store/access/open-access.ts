import type pg from 'pg';
import { orOutage } from '../database.js';
import type { AccessStore } from './access-store.js';
import { appendRefused, readRefused } from './refused.js';
import { endSession, openSession, revocations, revoke, sessionOf, useOnce } from './sessions.js';
import { loadStaff, putStaff, staffOf } from './staff.js';

/** What the front door keeps, on a database. Every method throws RecordError STORE_UNAVAILABLE when it cannot answer. */
export function accessOn(pool: pg.Pool): AccessStore {
  const read = <T>(work: () => Promise<T>) => orOutage('STORE_UNAVAILABLE', work);
  return {
    staffOf: (userId, organisation) => read(() => staffOf(pool, userId, organisation)),
    loadStaff: (lines) => read(() => loadStaff(pool, lines)),
    putStaff: (userId, lines) => read(() => putStaff(pool, userId, lines)),
    useOnce: (issuer, jti, expiresMs) => read(() => useOnce(pool, issuer, jti, expiresMs)),
    openSession: (session) => read(() => openSession(pool, session)),
    session: (token, idleMinutes) => read(() => sessionOf(pool, token, idleMinutes)),
    endSession: (sessionId, by) => read(() => endSession(pool, sessionId, by)),
    revoke: (what) => read(() => revoke(pool, what)),
    revocations: () => read(() => revocations(pool)),
    appendRefused: (accesses) => read(() => appendRefused(pool, accesses)),
    readRefused: (query) => read(() => readRefused(pool, query)),
  };
}
