/** What a process knows (surroundings), and what one request knows (context). */
import { DisclosureCollector } from '../audit/collect.js';
import { decisionsAbout, type Decisions } from '../policy/decide.js';
import { loadPolicy } from '../policy/table.js';
import type { Section } from '../schema/entry.js';
import type { PersonFacts, StaffFacts } from '../schema/facts.js';
import type { NhsNumber } from '../schema/nhs-number.js';
import type { Profile } from '../schema/profile.js';
import type { Viewer } from '../schema/viewer.js';
import type { Store } from '../store/store.js';
import { askViewOnly, withElsewhere } from './elsewhere.js';
import type { PersonInRequest, RecordContext, Surroundings, ViewOnlyPartners } from './context.js';
import { openStaff } from './staff.js';

const freshnessMs = 2_000;

export interface LiveSurroundings extends Surroundings {
  /**
   * Puts another profile into force, for the requests that begin from now on.
   * @throws RecordError CONFIG_INVALID; the former one then stays
   */
  use(profile: Profile): void;
}

/** The surroundings of every request of this process. */
export async function openSurroundings(store: Store, profile: Profile, viewOnly?: ViewOnlyPartners): Promise<LiveSurroundings> {
  const population = await store.population();
  let inForce = ruledBy(profile);
  let received: ReturnType<Store['lastReceivedByFeed']> | undefined;
  let readAtMs = 0;
  return {
    get profile() {
      return inForce.profile;
    },
    get policy() {
      return inForce.policy;
    },
    get partners() {
      return inForce.partners;
    },
    get feedsOf() {
      return inForce.feedsOf;
    },
    use(changed) {
      inForce = ruledBy(changed);
    },
    store,
    viewOnly,
    population,
    staffOf: openStaff((userId, organisation) => store.access.staffOf(userId, organisation)),
    freshness() {
      const nowMs = Date.now();
      if (!received || nowMs - readAtMs > freshnessMs) {
        readAtMs = nowMs;
        received = store.lastReceivedByFeed();
        // A failed reading is not kept: the next request asks again.
        received.catch(() => (received = undefined));
      }
      return received;
    },
  };
}

/** What is made of a profile, all of one version. */
function ruledBy(profile: Profile): Pick<Surroundings, 'profile' | 'policy' | 'partners' | 'feedsOf'> {
  const feedsOf = new Map<string, string[]>();
  for (const { partner, name } of profile.feeds) feedsOf.set(partner, [...(feedsOf.get(partner) ?? []), name]);
  const partners = new Map(profile.partners.map((partner) => [partner.ods, partner]));
  return { profile, policy: loadPolicy(profile), partners, feedsOf };
}

/** Begins a request of a viewer, under the profile that is in force now. */
export function openRequest(
  running: Surroundings,
  about: {
    readonly viewer: Viewer;
    readonly staff?: StaffFacts | undefined;
    readonly requestId: string;
    readonly operation: RecordContext['operation'];
    readonly sections: readonly Section[];
    readonly now?: Date;
  },
): RecordContext {
  // A copy: a profile that comes into force meanwhile is for the next request.
  const surroundings: Surroundings = { ...running };
  const people = new Map<NhsNumber, Promise<PersonInRequest>>();
  const now = about.now ?? new Date();
  const { policy, population } = surroundings;

  async function read(nhsNumber: NhsNumber): Promise<PersonInRequest> {
    const held = await surroundings.store.readPerson(nhsNumber, about.sections);
    const { viewer, staff } = about;
    const decide = (facts: PersonFacts): Decisions => decisionsAbout({ viewer, staff, facts, policy, population, now });
    const elsewhere = await askViewOnly(surroundings, about, decide(held.facts).person, held.facts.nhsNumber);
    const { facts, entries } = elsewhere === undefined ? held : withElsewhere(held, elsewhere, about.sections);
    const decisions = decide(facts);
    return { __typename: 'Patient', nhsNumber, facts, entries, elsewhere, decisions, verdicts: new Map(), sections: new Map() };
  }

  return {
    surroundings,
    viewer: about.viewer,
    staff: about.staff,
    now,
    requestId: about.requestId,
    operation: about.operation,
    collector: new DisclosureCollector(),
    sections: about.sections,
    kept: new Map(),
    person(nhsNumber) {
      let person = people.get(nhsNumber);
      if (!person) {
        person = read(nhsNumber);
        people.set(nhsNumber, person);
      }
      return person;
    },
  };
}
