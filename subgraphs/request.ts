/** What a process knows (surroundings), and what one request knows (context). */
import { DisclosureCollector } from '../audit/collect.js';
import { decisionsAbout } from '../policy/decide.js';
import { loadPolicy } from '../policy/table.js';
import type { Section } from '../schema/entry.js';
import type { NhsNumber } from '../schema/nhs-number.js';
import type { Profile } from '../schema/profile.js';
import type { Viewer } from '../schema/viewer.js';
import type { Store } from '../store/store.js';
import type { PersonInRequest, RecordContext, Surroundings } from './context.js';

const freshnessMs = 2_000;

/** The surroundings of every request of this process. */
export async function openSurroundings(store: Store, profile: Profile): Promise<Surroundings> {
  const population = await store.population();
  let received: ReturnType<Store['lastReceivedByFeed']> | undefined;
  let readAtMs = 0;
  return {
    profile,
    policy: loadPolicy(profile),
    store,
    population,
    partners: new Map(profile.partners.map((partner) => [partner.ods, partner])),
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

/** Begins a request of a viewer. */
export function openRequest(
  surroundings: Surroundings,
  about: {
    readonly viewer: Viewer;
    readonly requestId: string;
    readonly operation: RecordContext['operation'];
    readonly sections: readonly Section[];
    readonly now?: Date;
  },
): RecordContext {
  const people = new Map<NhsNumber, Promise<PersonInRequest>>();
  const now = about.now ?? new Date();
  const { policy, population } = surroundings;

  async function read(nhsNumber: NhsNumber): Promise<PersonInRequest> {
    const { facts, entries } = await surroundings.store.readPerson(nhsNumber, about.sections);
    const decisions = decisionsAbout({ viewer: about.viewer, facts, policy, population, now });
    return { __typename: 'Patient', nhsNumber, facts, entries, decisions, verdicts: new Map(), sections: new Map() };
  }

  return {
    surroundings,
    viewer: about.viewer,
    now,
    requestId: about.requestId,
    operation: about.operation,
    collector: new DisclosureCollector(),
    sections: about.sections,
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
