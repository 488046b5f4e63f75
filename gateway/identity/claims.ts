import type { JWTPayload } from 'jose';
import { RecordError } from '../../schema/errors.js';
import type { Profile } from '../../schema/profile.js';
import { roleFor } from '../../schema/role-codes.js';
import type { Viewer } from '../../schema/viewer.js';

// The trail names users by these; a control character among them breaks lines, and a NUL is refused by the database.
const text = /^\P{Cc}+$/u;
const odsCode = /^[A-Z0-9]{3,12}$/;
/** A triple such as `S8001:G8005:R8000`, whose last part is the job role; or the job role alone. */
const roleTriple = /^(?:[^:]+:)*(R\d{4})$/;
const activityCode = /^B\d{4}$/;

/** One role of a person in the manner of CIS2, as it stands in the token. */
export interface RoleClaim {
  readonly person_roleid: string;
  readonly org_code: string;
  readonly role_code: string;
  readonly role_name?: string;
  readonly activity_codes?: readonly string[];
}

/** What of a profile says how claims are read. */
export type ClaimRules = Pick<Profile, 'roleCodes' | 'identity'>;

/**
 * The viewer that verified claims describe. Role, organisation and activities come from the one selected role and from
 * nowhere else. Which claim says what, the profile says; its defaults are those of NHS CIS2.
 * @throws RecordError TOKEN_REFUSED naming the claim, never its value.
 */
export function viewerOf(payload: JWTPayload, { roleCodes, identity }: ClaimRules, fingerprint: string): Viewer {
  const named = identity.claims;
  const role = named.roles === null ? payload : selectedRole(payload, { ...named, roles: named.roles });
  const roleCode = roleTriple.exec(String(role[named.roleCode]))?.[1] ?? malformed(named.roleCode);
  const organisation = role[named.organisation];
  if (typeof organisation !== 'string' || !odsCode.test(organisation)) return malformed(named.organisation);
  const activities = activitiesIn(role[named.activityCodes]);
  const assurance = levelIn(firstOf(payload, named.assurance), identity.assuranceLevels);
  return Object.freeze({
    userId: textIn(payload, named.user) ?? malformed(named.user.join(' or ')),
    name: textIn(payload, named.name),
    roleCode,
    role: roleFor(roleCode, activities, roleCodes),
    organisation,
    purpose: textIn(payload, [named.purpose]) ?? identity.purposeWhenAbsent ?? malformed(named.purpose),
    sessionId: textIn(payload, named.session) ?? fingerprint,
    ...(activities.length === 0 ? {} : { activities }),
    ...(assurance === undefined ? {} : { assurance }),
  });
}

interface RoleListClaims {
  readonly roles: string;
  readonly selectedRole: string;
  readonly roleId: string;
}

function selectedRole(payload: JWTPayload, named: RoleListClaims): Readonly<Record<string, unknown>> {
  const listed = payload[named.roles];
  const selectedId = payload[named.selectedRole];
  if (!Array.isArray(listed)) return malformed(named.roles);
  if (typeof selectedId !== 'string' || selectedId === '') return malformed(named.selectedRole);
  const selected = listed.filter(
    (one: unknown) => one !== null && typeof one === 'object' && (one as Record<string, unknown>)[named.roleId] === selectedId,
  );
  const role = selected[0] as Record<string, unknown> | undefined;
  if (role === undefined) throw refused(`${named.selectedRole} is not among the roles of the token`);
  if (selected.length > 1) throw refused(`${named.selectedRole} stands for more than one role`);
  return role;
}

function firstOf(payload: JWTPayload, names: readonly string[]): unknown {
  const name = names.find((one) => payload[one] !== undefined);
  return name === undefined ? undefined : payload[name];
}

/** The first that the token has; what it has of the others must be text as well. */
function textIn(payload: JWTPayload, names: readonly string[]): string | undefined {
  const values = names.map((name) => payload[name]).filter((value) => value !== undefined);
  const fits = (value: unknown): value is string => typeof value === 'string' && text.test(value);
  return values.every(fits) ? values[0] : malformed(names.join(' or '));
}

function activitiesIn(value: unknown): readonly string[] {
  const codes = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[\s,]+/) : [];
  return codes.filter((code): code is string => typeof code === 'string' && activityCode.test(code));
}

/** Of several (`amr` lists every means that was used) the highest counts. */
function levelIn(value: unknown, levels: Profile['identity']['assuranceLevels']): Viewer['assurance'] {
  const values = (Array.isArray(value) ? value : [value]).map(String).filter((one) => Object.hasOwn(levels, one));
  return values
    .map((one) => levels[one]!)
    .toSorted()
    .at(-1);
}

function malformed(claim: string): never {
  throw refused(`claim missing or malformed: ${claim}`);
}

function refused(detail: string): RecordError {
  return new RecordError('TOKEN_REFUSED', { detail });
}
