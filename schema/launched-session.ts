import type { NhsNumber } from './nhs-number.js';
import type { Viewer } from './viewer.js';

/** What a session opened by a launch is bound to (R7). */
export interface NewSession extends Pick<Viewer, 'userId' | 'name' | 'roleCode' | 'organisation' | 'purpose'> {
  readonly nhsNumber: NhsNumber;
  readonly activities: readonly string[];
  readonly assurance?: NonNullable<Viewer['assurance']>;
  /** Whose launch it was. */
  readonly issuer: string;
  readonly launchJti: string;
  readonly minutes: number;
}

export interface LaunchedSession extends NewSession {
  readonly sessionId: string;
  readonly expiresMs: number;
  readonly state: 'open' | 'over';
}

export interface OpenedSession {
  /** 43 characters of base64url; kept nowhere but with whoever launched. */
  readonly token: string;
  readonly sessionId: string;
  readonly expiresMs: number;
}
