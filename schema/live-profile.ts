import type { Profile } from './profile-shape.js';

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
