/** Roles of this shared care record: what a national role code maps to. */
export const roles = [
  'gp',
  'hospital-doctor',
  'nurse',
  'pharmacist',
  'social-worker',
  'receptionist',
  'paramedic',
  'privacy-officer',
  'analyst',
] as const;
export type Role = (typeof roles)[number];

/** Who asks, as the verified token says (R1). Built only by `gateway/identity`. */
export interface Viewer {
  readonly userId: string;
  readonly name: string | undefined;
  /** National role code, for example `R8000`. */
  readonly roleCode: string;
  /** What the role code maps to in the profile; undefined when it maps to nothing, which refuses. */
  readonly role: Role | undefined;
  /** ODS code of the organisation the viewer acts for. */
  readonly organisation: string;
  /** Purpose of use, for example `direct-care`. */
  readonly purpose: string;
  /** Identifier of the session or token, for the audit trail. */
  readonly sessionId: string;
  /** National activity codes (B…) of the selected role. */
  readonly activities?: readonly string[];
  /** Authenticator assurance level of the sign-in, where the token says so. */
  readonly assurance?: 'AAL1' | 'AAL2' | 'AAL3';
  /** R7: the one person this session was opened for by a signed launch. */
  readonly lockedTo?: import('./nhs-number.js').NhsNumber;
}
