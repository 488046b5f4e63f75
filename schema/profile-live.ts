import type { Partner, Profile } from './profile-shape.js';

/**
 * What of a changed profile takes effect while the record runs: who shares what from when, in what standing, under
 * which purposes and windows, in which words; and the feeds, who sends on them and how they are read. All else (role codes,
 * sensitive sets, rules of consent, objections and override, launch, network, retention) is read when a process starts, and
 * waits for the next start.
 */
const live = new Set<keyof Profile>([
  'partners',
  'feeds',
  'datasets',
  'purposes',
  'relationshipWindowsDays',
  'messages',
  'title',
]);

export interface TakingEffect {
  /** The running profile with what may change put in. */
  readonly profile: Profile;
  /** Parts that changed and are in force now. */
  readonly changed: readonly string[];
  /** Parts that changed and wait for a start. */
  readonly waiting: readonly string[];
}

export function takingEffect(running: Profile, written: Profile): TakingEffect {
  const parts = Object.keys(written) as (keyof Profile)[];
  const differ = parts.filter((part) => JSON.stringify(written[part]) !== JSON.stringify(running[part]));
  const known = new Map(running.partners.map((partner) => [partner.ods, partner]));
  const partners = written.partners.map((partner) => asHeld(partner, known.get(partner.ods)));
  const changed = Object.fromEntries(differ.filter((part) => live.has(part)).map((part) => [part, written[part]]));
  return {
    profile: { ...running, ...changed, partners },
    changed: differ.filter((part) => live.has(part)),
    waiting: differ.filter((part) => !live.has(part)),
  };
}

/** How a partner's data is held is settled when the process starts; its standing is not. */
function asHeld(written: Partner, running: Partner | undefined): Partner {
  return running === undefined ? written : { ...written, mode: running.mode };
}

/** A profile that changes while the process runs. */
export interface LiveProfile {
  /** Each part of it is, whenever it is read, the one in force: whoever holds it need not be told of a change. */
  readonly profile: Profile;
  /** Puts `next` into force as a whole, between two messages: reading one message never waits. */
  use(next: Profile): void;
}

export function liveProfile(first: Profile): LiveProfile {
  let inForce = first;
  const profile = {} as Profile;
  for (const part of Object.keys(first) as (keyof Profile)[]) {
    Object.defineProperty(profile, part, { enumerable: true, get: () => inForce[part] });
  }
  return {
    profile,
    use(next) {
      inForce = next;
    },
  };
}
