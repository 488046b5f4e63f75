import { isLate } from '../../schema/feed.js';
import { utcNow } from '../../schema/partial-date.js';
import type { Profile } from '../../schema/profile.js';
import type { FeedStatus } from '../../store/inbox/feeds.js';
import type { InboxStore } from '../../store/inbox/inbox-store.js';
import { openPasses, type Passes, type PassLogger } from './passes.js';

export interface UpkeepOptions {
  readonly store: InboxStore;
  readonly profile: Profile;
  readonly logger: PassLogger;
  readonly intervalMs: number;
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** Feeds of the profile that should have brought something by now, with how long ago they last did; undefined: never. */
export function lateFeeds(
  profile: Profile,
  statuses: readonly Pick<FeedStatus, 'feed' | 'lastReceivedMs'>[],
  nowMs: number,
): readonly { readonly feed: string; readonly silentHours: number | undefined }[] {
  const last = new Map(statuses.map(({ feed, lastReceivedMs }) => [feed, lastReceivedMs]));
  return profile.feeds.flatMap(({ name, lateAfterHours }) => {
    const lastMs = last.get(name);
    if (!isLate({ lateAfterHours }, lastMs, nowMs)) return [];
    return [{ feed: name, silentHours: lastMs === undefined ? undefined : Math.floor((nowMs - lastMs) / hourMs) }];
  });
}

/** Now and then: warns of feeds that are late, and lets go of bytes that the profile no longer keeps (R36). */
export function keepUp({ store, profile, logger, intervalMs }: UpkeepOptions): Passes {
  let late = new Set<string>();
  return openPasses('upkeep of the inbox', { intervalMs, logger }, async () => {
    const nowMs = Date.now();
    const found = lateFeeds(profile, await store.feeds(), nowMs);
    // Once when it becomes late, not each time it still is.
    for (const one of found) if (!late.has(one.feed)) logger.warn(one, 'feed is late');
    for (const feed of late) if (!found.some((one) => one.feed === feed)) logger.info({ feed }, 'feed is no longer late');
    late = new Set(found.map(({ feed }) => feed));
    const before = utcNow(new Date(nowMs - profile.retention.rawMessagesDays * dayMs));
    const purged = await store.purgeBytes(before);
    if (purged > 0) logger.info({ purged, before }, 'bytes as received are no longer kept');
  });
}
