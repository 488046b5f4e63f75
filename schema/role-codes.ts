import type { Profile } from './profile.js';
import type { Role } from './viewer.js';

/**
 * The role of this record for a national role code and activities: a line that names an activity goes before the role
 * code alone. Lines that contradict each other give none, which refuses.
 */
export function roleFor(roleCode: string, activities: readonly string[], roleCodes: Profile['roleCodes']): Role | undefined {
  const keys = activities.map((activity) => `${roleCode}+${activity}`).filter((key) => Object.hasOwn(roleCodes, key));
  const roles = new Set(
    (keys.length > 0 ? keys : [roleCode]).map((key) => (Object.hasOwn(roleCodes, key) ? roleCodes[key] : undefined)),
  );
  return roles.size === 1 ? [...roles][0] : undefined;
}
