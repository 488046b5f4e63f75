import type { StaffFacts } from '../../schema/facts.js';
import type { LaunchedSession, NewSession, OpenedSession } from '../../schema/launched-session.js';
import type { RefusedAccess } from '../../schema/refused-access.js';
import type { Revocations } from '../../schema/revocations.js';

/** One line of the staff directory (R4). */
export interface StaffLine extends StaffFacts {
  readonly userId: string;
  /** ODS code the line is about; undefined: whichever organisation they act for. */
  readonly organisation?: string;
}

export interface RefusedQuery {
  readonly fromMs?: number;
  readonly toMs?: number;
  readonly code?: string;
  readonly userId?: string;
  readonly first: number;
  readonly offset?: number;
}

/** What the front door keeps: staff, sessions, what was used up, and who was refused. Nothing of a record. */
export interface AccessStore {
  /** What the directory says of a user acting for an organisation; undefined when it does not know the user. */
  staffOf(userId: string, organisation: string): Promise<StaffFacts | undefined>;
  /** Replaces every line that came by file. */
  loadStaff(lines: readonly StaffLine[]): Promise<void>;
  /** Replaces the lines of one user that came one by one. */
  putStaff(userId: string, lines: readonly Omit<StaffLine, 'userId'>[]): Promise<void>;

  /** Uses a token up: true for the first who does, false ever after, until `expiresMs` has passed. */
  useOnce(issuer: string, jti: string, expiresMs: number): Promise<boolean>;
  openSession(session: NewSession): Promise<OpenedSession>;
  /** The session a token stands for, over or not; undefined when it stands for none. An open one counts as used now. */
  session(token: string, idleMinutes: number): Promise<LaunchedSession | undefined>;
  /** Ends one session; false when it was over or is not known. */
  endSession(sessionId: string, by: string): Promise<boolean>;

  /** Signs a session or a user off from now on, and ends their launched sessions. */
  revoke(what: { readonly kind: 'session' | 'user'; readonly id: string; readonly by: string }): Promise<void>;
  revocations(): Promise<Revocations>;

  appendRefused(accesses: readonly RefusedAccess[]): Promise<void>;
  /** Newest first. */
  readRefused(query: RefusedQuery): Promise<readonly RefusedAccess[]>;
}
