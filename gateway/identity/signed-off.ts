import type { Revocations } from '../../schema/revocations.js';
import type { SignedOff } from './verify.js';

/** A session that was signed off is refused after this at the latest, in every process. */
const freshMs = 2_000;
/** While the list cannot be read, the last one counts for so long; after that nobody can be recognised. */
const graceMs = 60_000;

/**
 * Whether a session or user was signed off, by a list that is read every two seconds.
 * What was issued to a user after they were signed off counts: they have signed in anew.
 */
export function openSignedOff(read: () => Promise<Revocations>): SignedOff {
  let held: { readonly list: Revocations; readonly atMs: number } | undefined;
  let reading: Promise<Revocations> | undefined;

  const readNow = (): Promise<Revocations> =>
    (reading ??= read()
      .then((list) => {
        held = { list, atMs: Date.now() };
        return list;
      })
      .finally(() => (reading = undefined)));

  async function list(): Promise<Revocations> {
    try {
      return await readNow();
    } catch (cause) {
      if (held === undefined || Date.now() - held.atMs > graceMs) throw cause;
      return held.list;
    }
  }

  const isOff = ({ sessions, users }: Revocations, sessionId: string, userId: string, issuedMs: number): boolean =>
    sessions.has(sessionId) || issuedMs <= (users.get(userId) ?? -1);

  return ({ sessionId, userId }, issuedMs) => {
    if (held !== undefined && Date.now() - held.atMs < freshMs) return isOff(held.list, sessionId, userId, issuedMs);
    return list().then((known) => isOff(known, sessionId, userId, issuedMs));
  };
}
