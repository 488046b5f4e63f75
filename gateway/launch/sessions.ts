import { RecordError } from '../../schema/errors.js';
import type { LaunchedSession } from '../../schema/launched-session.js';
import type { Profile } from '../../schema/profile.js';
import type { Viewer } from '../../schema/viewer.js';
import type { SessionDoor } from '../door/recognise.js';
import { roleFor } from '../../schema/role-codes.js';
import { withProven } from '../identity/proven.js';

/** Finds the session a token stands for. */
export type FindSession = (token: string, idleMinutes: number) => Promise<LaunchedSession | undefined>;

/**
 * Sessions that a launch opened, as viewers locked to the one person (R7). The profile is asked at every request: a
 * role that was taken out of it, or launches that were, end what was opened by them.
 */
export function openSessions(find: FindSession, profile: () => Pick<Profile, 'launch' | 'roleCodes'>): SessionDoor {
  return {
    async viewerOf(token): Promise<Viewer> {
      const { launch, roleCodes } = profile();
      const session = await find(token, launch?.idleMinutes ?? 0);
      if (session === undefined) throw new RecordError('UNAUTHENTICATED', { detail: 'no such session' });
      const { userId, organisation, sessionId, issuer, roleCode, activities } = session;
      const stillTrusted = launch?.issuers.some((one) => one.issuer === issuer && one.partner === organisation) === true;
      if (session.state === 'over' || !stillTrusted) {
        throw withProven(new RecordError('SESSION_EXPIRED'), { userId, organisation, sessionId, issuer });
      }
      return Object.freeze({
        userId,
        name: session.name,
        roleCode,
        role: roleFor(roleCode, activities, roleCodes),
        organisation,
        purpose: session.purpose,
        sessionId,
        activities,
        ...(session.assurance === undefined ? {} : { assurance: session.assurance }),
        lockedTo: session.nhsNumber,
      });
    },
  };
}
