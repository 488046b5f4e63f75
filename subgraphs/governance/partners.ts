/** The partners and what each shares, as the profile that is running has them (R30, R42). */
import { isLive } from '../../policy/table.js';
import { earliestMs, type PartialDateTime } from '../../schema/partial-date.js';
import { inGoodStanding } from '../../schema/profile.js';
import { sectionNames } from '../../schema/sections.js';
import { datasetOf } from '../../policy/decide.js';
import type { RecordContext } from '../context.js';

/** Every partner, in the order of the profile. */
export async function partnersSharing({ surroundings, now }: RecordContext) {
  const { profile, policy } = surroundings;
  const received = await surroundings.freshness();
  const today = now.toISOString().slice(0, 10);
  return profile.partners.map((partner) => ({
    partner: { odsCode: partner.ods, name: partner.name, kind: partner.kind },
    inGoodStanding: inGoodStanding(partner, today),
    standing: {
      agreementSigned: partner.agreementSigned ?? null,
      icoRegistration: partner.icoRegistration ?? null,
      dspt: partner.dspt ?? null,
    },
    group: partner.group ?? null,
    controllerContact: partner.controllerContact ?? null,
    mode: partner.mode === 'held' ? 'HELD' : 'VIEW_ONLY',
    withholdsParts: partner.withholdsParts !== false,
    datasets: sectionNames.map((section) => {
      const dataset = datasetOf(policy, partner.ods, section);
      return { section, liveFrom: dataset?.liveFrom ?? null, live: isLive(dataset, now) };
    }),
    lastReceivedAt: newest(profile.feeds.flatMap((feed) => (feed.partner === partner.ods ? [received.get(feed.name)] : []))),
  }));
}

function newest(times: readonly (PartialDateTime | undefined)[]): PartialDateTime | null {
  let last: PartialDateTime | null = null;
  for (const at of times) if (at !== undefined && (last === null || earliestMs(at) > earliestMs(last))) last = at;
  return last;
}
