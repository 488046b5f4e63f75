import { errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { RecordError } from '../../schema/errors.js';
import { keySet, type KeyOptions, type KeySet } from './key-set.js';
import { openRemoteKeys } from './remote-keys.js';

export interface IssuerKeys {
  /** @throws RecordError IDENTITY_UNAVAILABLE when they cannot be read: an outage, never a refusal. */
  current(): KeySet | Promise<KeySet>;
  /** Where a key is looked up: one that is not known yet makes the issuer's keys be read again, within bounds. */
  readonly find: JWTVerifyGetKey;
}

/** The keys of an issuer: given, or read from its key address and read again as they change. */
export function openKeys(options: KeyOptions): IssuerKeys {
  if (options.keys !== undefined) return givenKeys(options.keys);
  const remote = openRemoteKeys(options);
  return { current: remote.current, find: orOutage(orReadAgain(remote.current, remote.readAgain)) };
}

function givenKeys(keys: NonNullable<KeyOptions['keys']>): IssuerKeys {
  const sets = new WeakMap<JSONWebKeySet, KeySet>();
  const setOf = (given: JSONWebKeySet): KeySet => {
    let set = sets.get(given);
    if (set === undefined) sets.set(given, (set = keySet(given)));
    return set;
  };
  const current = typeof keys === 'function' ? async () => setOf(await keys()) : () => setOf(keys);
  return { current, find: orOutage(async (header, token) => (await current()).find(header, token)) };
}

function orReadAgain(
  current: () => KeySet | Promise<KeySet>,
  readAgain: (than: KeySet) => Promise<KeySet | undefined>,
): JWTVerifyGetKey {
  return async (header, token) => {
    const set = await current();
    try {
      return await set.find(header, token);
    } catch (cause) {
      if (!(cause instanceof errors.JWKSNoMatchingKey)) throw cause;
      const newer = await readAgain(set);
      if (newer === undefined) throw cause;
      return newer.find(header, token);
    }
  };
}

/** "No such key" is the token's fault and passes through as jose says it; anything else is an outage. */
function orOutage(find: JWTVerifyGetKey): JWTVerifyGetKey {
  return async (header, token) => {
    try {
      return await find(header, token);
    } catch (cause) {
      if (
        cause instanceof errors.JWKSNoMatchingKey ||
        cause instanceof errors.JWKSMultipleMatchingKeys ||
        cause instanceof errors.JOSENotSupported ||
        cause instanceof RecordError
      ) {
        throw cause;
      }
      throw new RecordError('IDENTITY_UNAVAILABLE', { detail: 'the keys of the identity provider cannot be used', cause });
    }
  };
}
