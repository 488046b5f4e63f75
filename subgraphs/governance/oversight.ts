/**
 * What a privacy officer oversees that is about no person: who was refused at the door, and how the feeds are doing. The audit
 * trail is of people, so that nothing of this is in it.
 */
import { dateOf } from '../../audit/search.js';
import { isLate } from '../../schema/feed.js';
import { earliestMs, latestMs, utcNow } from '../../schema/partial-date.js';
import type { RefusedAccess } from '../../schema/refused-access.js';
import type { RecordContext } from '../context.js';
import { shown } from '../boundary/coverage.js';
import { pageOf } from './inputs.js';

interface RefusedArgs {
  readonly from?: string | null;
  readonly to?: string | null;
  readonly first?: number | null;
  readonly offset?: number | null;
}

/** `Query.refusedAccesses`. */
export async function refusedAccesses(args: RefusedArgs, { surroundings }: RecordContext) {
  const from = dateOf(args.from, 'from');
  const to = dateOf(args.to, 'to');
  const { first, offset } = pageOf(args);
  const found = await surroundings.store.access.readRefused({
    ...(from === undefined ? {} : { fromMs: earliestMs(from) }),
    // The whole of the period that `to` names; the store reads up to a moment, and not at it.
    ...(to === undefined ? {} : { toMs: latestMs(to) + 1 }),
    first: first + 1,
    offset,
  });
  return { more: found.length > first, accesses: found.slice(0, first).map(shownRefusal) };
}

function shownRefusal({ atMs, code, detail, way, address, requestId, userId, organisation, issuer }: RefusedAccess) {
  return { at: utcNow(new Date(atMs)), code, detail, way, address, requestId, userId, organisation, issuer };
}

/** `Query.feeds`: those of the profile, in its order, then what came on others. */
export async function feeds({ surroundings, now }: RecordContext) {
  const { profile, partners, store } = surroundings;
  const known = new Map((await store.inbox.feeds()).map((status) => [status.feed, status]));
  const configured = new Map(profile.feeds.map((feed) => [feed.name, feed]));
  return [...new Set([...configured.keys(), ...known.keys()])].map((name) => {
    const feed = configured.get(name);
    const partner = feed === undefined ? undefined : partners.get(feed.partner);
    const { lastReceivedMs, waiting = 0, lagMs = 0, failedLastDay = 0, lastCode, unpaired = 0 } = known.get(name) ?? {};
    return {
      name,
      partner: partner === undefined ? null : shown(partner),
      lastReceivedAt: lastReceivedMs === undefined ? null : utcNow(new Date(lastReceivedMs)),
      waiting,
      lagSeconds: Math.round(lagMs / 1000),
      failedLastDay,
      lastFailure: lastCode ?? null,
      unpaired,
      late: feed !== undefined && isLate(feed, lastReceivedMs, now.getTime()),
    };
  });
}
