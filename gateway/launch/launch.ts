/** R7: a partner's own system opens the record about one person, by a token that it signed and that works once. */
import { decodeJwt } from 'jose';
import { z } from 'zod';
import { RecordError } from '../../schema/errors.js';
import type { NewSession, OpenedSession } from '../../schema/launched-session.js';
import { parseNhsNumber, type NhsNumber } from '../../schema/nhs-number.js';
import { parsePartialDateTime, type PartialDateTime } from '../../schema/partial-date.js';
import type { Profile } from '../../schema/profile.js';
import type { Viewer } from '../../schema/viewer.js';
import type { IssuerKeys } from '../identity/keys.js';
import { proven, type Expected } from '../identity/proof.js';
import { provenIn, withProven } from '../identity/proven.js';
import { isBornOn } from './born-on.js';

/** Where launches are used up and sessions kept. */
export interface SessionKeeper {
  useOnce(issuer: string, jti: string, expiresMs: number): Promise<boolean>;
  openSession(session: NewSession): Promise<OpenedSession>;
}

/** Every date of birth that the record has of whoever is known under an NHS number; none where nobody is. */
export type DatesOfBirth = (
  nhsNumber: NhsNumber,
  asker: Pick<Viewer, 'userId' | 'roleCode' | 'organisation' | 'purpose'>,
) => Promise<readonly PartialDateTime[]>;

export interface LaunchOptions {
  readonly rules: NonNullable<Profile['launch']>;
  readonly identity: Profile['identity'];
  /** What a launch must be meant for (`aud`). */
  readonly audience: string;
  readonly keysOf: (issuer: NonNullable<Profile['launch']>['issuers'][number]) => IssuerKeys;
  readonly keeper: SessionKeeper;
  readonly datesOfBirth: DatesOfBirth;
}

const text = z
  .string()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}+$/u);
/** What a launch says, beside `iss`, `aud`, `iat` and `exp`. */
const launchClaims = z.object({
  sub: text,
  name: text.optional(),
  jti: text,
  role_code: z.string().regex(/^(?:[^:]+:)*R\d{4}$/),
  activity_codes: z.array(z.string().regex(/^B\d{4}$/)).default([]),
  org_code: z.string(),
  purpose: text,
  nhs_number: z.string().transform((digits, context) => parseNhsNumber(digits) ?? (context.addIssue('no NHS number'), z.NEVER)),
  date_of_birth: z.iso.date().transform((day) => parsePartialDateTime(day)!),
  acr: z.string().optional(),
});

/** Opens the session that a launch token asks for. */
export type Launch = (token: string) => Promise<OpenedSession>;

/**
 * Every fault is the one refusal: whoever guesses must not learn whether the person, the date or the signature was wrong.
 * `detail` says which for the trail; it names claims, never values.
 * @throws RecordError LAUNCH_REFUSED; STORE_UNAVAILABLE or IDENTITY_UNAVAILABLE for an outage
 */
export function openLaunch({ rules, identity, audience, keysOf, keeper, datesOfBirth }: LaunchOptions): Launch {
  const issuers = new Map(rules.issuers.map((one) => [one.issuer, { ...one, keys: keysOf(one) }]));
  const expected: Omit<Expected, 'issuer'> = {
    audience,
    clockToleranceSeconds: identity.clockSkewSeconds,
    maxLifeSeconds: rules.maxAgeSeconds,
    types: new Set(['launch+jwt', 'application/launch+jwt']),
    claims: ['sub', 'jti'],
    code: 'LAUNCH_REFUSED',
  };

  return async (token) => {
    const issuer = issuers.get(issuerNamedIn(token));
    if (issuer === undefined) throw new RecordError('LAUNCH_REFUSED', { detail: 'iss is no issuer of the profile' });
    const { payload } = await proven(token, issuer.keys, { ...expected, issuer: issuer.issuer });
    const refuse = (detail: string) => withProven(new RecordError('LAUNCH_REFUSED', { detail }), provenIn(payload));
    const read = launchClaims.safeParse(payload);
    if (!read.success) {
      const names = new Set(read.error.issues.map((issue) => String(issue.path[0])));
      throw refuse(`claim missing or malformed: ${[...names].join(', ')}`);
    }
    const claims = read.data;
    if (claims.org_code !== issuer.partner) throw refuse('org_code is not the partner whose system iss is');
    // Used up before anything about the person is looked at: nobody tries two dates of birth with one token.
    const keepUntilMs = (payload.exp + identity.clockSkewSeconds) * 1000;
    if (!(await keeper.useOnce(issuer.issuer, claims.jti, keepUntilMs))) throw refuse('jti was used before');
    const asker = {
      userId: claims.sub,
      roleCode: claims.role_code.slice(claims.role_code.lastIndexOf(':') + 1),
      organisation: claims.org_code,
      purpose: claims.purpose,
    };
    if (!isBornOn(claims.date_of_birth, await datesOfBirth(claims.nhs_number, asker)))
      throw refuse('no person with this number and date of birth');
    const assurance =
      claims.acr !== undefined && Object.hasOwn(identity.assuranceLevels, claims.acr)
        ? identity.assuranceLevels[claims.acr]
        : undefined;
    return keeper.openSession({
      // As launched, not the number that survived a merge: of a merge that is undone, the other person would be left.
      nhsNumber: claims.nhs_number,
      ...asker,
      name: claims.name,
      activities: claims.activity_codes,
      ...(assurance === undefined ? {} : { assurance }),
      issuer: issuer.issuer,
      launchJti: claims.jti,
      minutes: rules.sessionMinutes,
    });
  };
}

/** Whose keys to look at; nothing is believed yet. */
function issuerNamedIn(token: string): string {
  try {
    return decodeJwt(token).iss ?? '';
  } catch {
    return '';
  }
}
