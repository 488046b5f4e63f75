import type { JWTPayload } from 'jose';
import { z } from 'zod';
import { RecordError } from '../../schema/errors.js';
import type { Profile } from '../../schema/profile.js';
import type { Viewer } from '../../schema/viewer.js';

// The trail names users by these; a NUL among them is refused by the database, and with it what others wrote beside it.
const text = z.string().regex(/^\P{Cc}*$/u);

/**
 * Claims in the manner of NHS CIS2 (scopes `profile`, `nhsperson`, `nationalrbacaccess`, `selectedrole`), plus the purpose of use.
 * A role's `role_code` is a triple such as `S8001:G8005:R8000`, whose last part is the job role.
 */
const recordClaims = z.object({
  sub: text.min(1),
  nhsid_useruid: text.min(1).optional(),
  name: text.optional(),
  selected_roleid: z.string().min(1),
  nhsid_nrbac_roles: z.array(
    z.object({
      person_roleid: z.string().min(1),
      org_code: z.string().regex(/^[A-Z0-9]{3,12}$/),
      role_code: z.string().regex(/^(?:[^:]+:)*R\d{4}$/),
    }),
  ),
  purpose: text.min(1).optional(),
  sid: text.min(1).optional(),
  jti: text.min(1).optional(),
});

/** One role of a person in the manner of CIS2, as it stands in the token. */
export type RoleClaim = z.infer<typeof recordClaims>['nhsid_nrbac_roles'][number] & { readonly role_name?: string };

/**
 * The viewer that verified claims describe. Role and organisation come from the one selected role and from nowhere else.
 * @throws RecordError TOKEN_REFUSED naming the claim, never its value.
 */
export function viewerOf(
  payload: JWTPayload,
  options: { readonly roleCodes: Profile['roleCodes']; readonly purposeWhenAbsent?: string | undefined },
  fingerprint: string,
): Viewer {
  const result = recordClaims.safeParse(payload);
  if (!result.success) {
    const claims = [...new Set(result.error.issues.map((issue) => String(issue.path[0])))];
    throw refused(`claim missing or malformed: ${claims.join(', ')}`);
  }
  const claims = result.data;
  const selected = claims.nhsid_nrbac_roles.filter((role) => role.person_roleid === claims.selected_roleid);
  const role = selected[0];
  if (role === undefined) throw refused('selected_roleid is not among the roles of the token');
  if (selected.length > 1) throw refused('selected_roleid stands for more than one role');
  const purpose = claims.purpose ?? options.purposeWhenAbsent;
  if (purpose === undefined) throw refused('claim missing or malformed: purpose');
  const roleCode = role.role_code.slice(role.role_code.lastIndexOf(':') + 1);
  return Object.freeze({
    userId: claims.nhsid_useruid ?? claims.sub,
    name: claims.name,
    roleCode,
    role: Object.hasOwn(options.roleCodes, roleCode) ? options.roleCodes[roleCode] : undefined,
    organisation: role.org_code,
    purpose,
    sessionId: claims.sid ?? claims.jti ?? fingerprint,
  });
}

function refused(detail: string): RecordError {
  return new RecordError('TOKEN_REFUSED', { detail });
}
