import { z } from 'zod';

const claim = z.string().min(1);
/** Names of claims; the first that the token has counts. */
const claims = (...names: readonly string[]) => z.array(claim).default([...names]);

/** Which claims of the identity provider's tokens say what. The defaults are those of NHS CIS2. */
const claimNames = z.strictObject({
  user: claims('nhsid_useruid', 'sub'),
  name: claims('name'),
  /** The claim that lists the roles somebody holds; null where the token itself names the one role, beside its other claims. */
  roles: claim.nullable().default('nhsid_nrbac_roles'),
  /** Which of the listed roles was selected at sign-in: the claim of the token, and the member of a role it stands for. */
  selectedRole: claim.default('selected_roleid'),
  roleId: claim.default('person_roleid'),
  /** Of a role: organisation (ODS), national role code (its last part counts, `S8000:G8000:R8000`), and activity codes. */
  organisation: claim.default('org_code'),
  roleCode: claim.default('role_code'),
  activityCodes: claim.default('activity_codes'),
  purpose: claim.default('purpose'),
  /** How surely the person was recognised; the value is looked up in `assuranceLevels`. */
  assurance: claims('authentication_assurance_level', 'acr'),
  session: claims('sid', 'jti'),
});

const level = z.enum(['AAL1', 'AAL2', 'AAL3']);

/** How the tokens of the identity provider are read (R1, R3). All of it may be left out. */
export const identity = z.strictObject({
  claims: claimNames.default(claimNames.parse({})),
  /** Values of the assurance claim → level; a value not named is no level. */
  assuranceLevels: z
    .record(z.string(), level)
    .default({ '1': 'AAL1', '2': 'AAL2', '3': 'AAL3', AAL1: 'AAL1', AAL2: 'AAL2', AAL3: 'AAL3' }),
  /** Purpose of a token that names none; left out, such a token is refused. */
  purposeWhenAbsent: z.string().min(1).optional(),
  /** Longest life (`exp` − `iat`) of a token that is accepted: how long a stolen one can be replayed at most. */
  maxTokenMinutes: z.number().int().positive().max(1440).default(60),
  /** How far the provider's clock may be off. */
  clockSkewSeconds: z.number().int().min(0).max(120).default(5),
});

export type IdentityRules = z.infer<typeof identity>;
/** NHS CIS2 as it is. */
export const cis2: IdentityRules = identity.parse({});
