import type pg from 'pg';
import { orOutage } from '../database.js';
import { accessesBy } from './accesses.js';
import { addressFlagsOf, addressFlagWithId, liftAddressFlag, setAddressFlag } from './address-flags.js';
import { claimsWaiting, claimWithId, makeClaim, reviewClaim } from './claims.js';
import { consentsOf, recordConsent } from './consents.js';
import { objectionsOf, objectionWithId, recordObjection, reviewObjection, withdrawObjection } from './objections.js';
import { loadOptOuts, optOutLists } from './opt-outs.js';
import type { GovernanceStore } from './records.js';

/** The governance part of a store on `pool`. */
export function governanceOn(pool: pg.Pool): GovernanceStore {
  const read = <T>(work: () => Promise<T>) => orOutage('STORE_UNAVAILABLE', work);
  return {
    objectionsOf: (nhsNumber) => read(() => objectionsOf(pool, nhsNumber)),
    objection: (id) => read(() => objectionWithId(pool, id)),
    recordObjection: (objection) => read(() => recordObjection(pool, objection)),
    withdrawObjection: (change) => read(() => withdrawObjection(pool, change)),
    reviewObjection: (review) => read(() => reviewObjection(pool, review)),
    consentsOf: (nhsNumber) => read(() => consentsOf(pool, nhsNumber)),
    recordConsent: (consent) => read(() => recordConsent(pool, consent)),
    claim: (id) => read(() => claimWithId(pool, id)),
    makeClaim: (claim) => read(() => makeClaim(pool, claim)),
    reviewClaim: (review) => read(() => reviewClaim(pool, review)),
    claimsWaiting: (query) => read(() => claimsWaiting(pool, query)),
    addressFlagsOf: (nhsNumber) => read(() => addressFlagsOf(pool, nhsNumber)),
    addressFlag: (id) => read(() => addressFlagWithId(pool, id)),
    setAddressFlag: (flag) => read(() => setAddressFlag(pool, flag)),
    liftAddressFlag: (change) => read(() => liftAddressFlag(pool, change)),
    loadOptOuts: (list, chunks) => read(() => loadOptOuts(pool, list, chunks)),
    optOutLists: () => read(() => optOutLists(pool)),
    accessesBy: (query) => orOutage('AUDIT_UNAVAILABLE', () => accessesBy(pool, query)),
  };
}
