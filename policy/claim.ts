import type { ClaimInForce } from '../schema/facts.js';
import type { About } from './decision.js';
import type { Governance } from './table.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A claim that counts now, with when it ends: its own end, or the profile's longest where that is sooner. */
export interface CountingClaim {
  readonly claim: ClaimInForce;
  readonly untilMs: number;
}

/** The relationship this user has declared to this person (R2), where it counts now. */
export function declaredRelationship(about: About): CountingClaim | undefined {
  const allowed = about.policy.governance.declaredRelationship;
  if (allowed === undefined || !isOneOf(allowed.roles, about)) return undefined;
  return counting(about, 'declared-relationship', () => allowed.days * dayMs);
}

/** The emergency override of this user about this person (R20), where it counts now. */
export function emergencyOverride(about: About): CountingClaim | undefined {
  const allowed = about.policy.governance.override;
  if (allowed === undefined || !isOneOf(allowed.roles, about) || !allowed.purposes.includes(about.viewer.purpose))
    return undefined;
  return counting(about, 'emergency-override', () => allowed.minutes * minuteMs);
}

/** What an override that counts now may set aside; nothing without one. */
export function setsAside(override: CountingClaim | undefined, what: Override['setsAside'][number], about: About): boolean {
  return override !== undefined && about.policy.governance.override?.setsAside.includes(what) === true;
}
type Override = NonNullable<Governance['override']>;

/** The access without consent that this user has claimed on one of the profile's grounds (R19), where it counts now. */
export function accessWithoutConsent(about: About): CountingClaim | undefined {
  return counting(about, 'without-consent', (claim) => {
    const ground = about.policy.governance.withoutConsent.find(({ code }) => code === claim.ground);
    return ground !== undefined && isOneOf(ground.roles, about) ? ground.hours * hourMs : undefined;
  });
}

function isOneOf(roles: readonly string[], { viewer }: About): boolean {
  return viewer.role !== undefined && roles.includes(viewer.role);
}

/**
 * Of this very user, in this very organisation; begun, and not over. A claim never lasts longer than the profile
 * gives it today, whatever it gave when the claim was made. Of several the one that ends last.
 */
function counting(
  { viewer, facts, now }: About,
  kind: ClaimInForce['kind'],
  lastsMs: (claim: ClaimInForce) => number | undefined,
): CountingClaim | undefined {
  const nowMs = now.getTime();
  let longest: CountingClaim | undefined;
  for (const claim of facts.claims) {
    if (claim.kind !== kind || claim.userId !== viewer.userId || claim.organisation !== viewer.organisation) continue;
    const limitMs = lastsMs(claim);
    if (limitMs === undefined) continue;
    const untilMs = Math.min(claim.untilMs, claim.fromMs + limitMs);
    // A moment that cannot be read is NaN, of which no comparison holds.
    if (!(claim.fromMs <= nowMs && nowMs < untilMs)) continue;
    if (longest === undefined || untilMs > longest.untilMs) longest = { claim, untilMs };
  }
  return longest;
}

/** `emergency override at RGT until 2026-06-01T13:00:00Z`: what the audit says an access rests on. */
export function basisOf({ claim, untilMs }: CountingClaim): string {
  const words = {
    'declared-relationship': 'declared relationship',
    'emergency-override': 'emergency override',
    'without-consent': `without consent (${claim.ground})`,
  }[claim.kind];
  return `${words} at ${claim.organisation} until ${new Date(untilMs).toISOString().replace(/\.\d+Z$/, 'Z')}`;
}
