/** Somebody who might ask, as a privacy officer describes them. */
import type { StaffFacts } from '../../schema/facts.js';
import { roleFor } from '../../schema/role-codes.js';
import { roles, type Role, type Viewer } from '../../schema/viewer.js';
import type { RecordContext } from '../context.js';
import { badRequest } from './inputs.js';

/** `SupposedViewerInput`, as GraphQL gives it. */
export interface SupposedViewerInput {
  readonly roleCode?: string | null;
  readonly role?: string | null;
  readonly activities?: readonly string[] | null;
  readonly organisation: string;
  readonly purpose: string;
  readonly userId?: string | null;
  readonly assurance?: 'AAL1' | 'AAL2' | 'AAL3' | null;
}

/**
 * The viewer that is described, and what the directory of staff says of them. Without a user it is somebody against whom
 * nothing is held: active, trained, and signed in as strongly as the profile asks.
 * @throws RecordError BAD_REQUEST
 */
export async function supposed(
  as: SupposedViewerInput,
  { surroundings, now }: RecordContext,
): Promise<{ readonly viewer: Viewer; readonly staff: StaffFacts | undefined }> {
  const { userId, organisation, purpose } = as;
  if (userId?.trim() === '') throw badRequest('as.userId', 'leave it out to ask about anybody');
  const activities = as.activities ?? [];
  const viewer: Viewer = {
    userId: userId ?? 'anybody',
    name: undefined,
    roleCode: as.roleCode ?? '',
    role: roleOf(as, activities, surroundings.profile.roleCodes),
    organisation,
    purpose,
    sessionId: '',
    assurance: as.assurance ?? surroundings.policy.governance.assurance,
    ...(activities.length === 0 ? {} : { activities }),
  };
  const staff =
    userId == null
      ? { active: true, trainingValidUntil: now.toISOString().slice(0, 10) }
      : await surroundings.staffOf({ userId, organisation });
  return { viewer, staff };
}

function roleOf(
  { roleCode, role }: SupposedViewerInput,
  activities: readonly string[],
  roleCodes: Parameters<typeof roleFor>[2],
): Role | undefined {
  if ((roleCode == null) === (role == null)) throw badRequest('as.role', 'give a role code or a role, and not both');
  if (roleCode != null) return roleFor(roleCode, activities, roleCodes);
  const named = roles.find((one) => one === role);
  if (named === undefined) throw badRequest('as.role', `is one of ${roles.join(', ')}`);
  return named;
}
