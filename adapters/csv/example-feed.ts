import type { FeedContext } from '../../schema/feed.js';
import type { PartialDateTime } from '../../schema/partial-date.js';
import type { Feed } from '../../schema/profile.js';

/** A county council's feed, for tests. */
export function contextFor(feed: Partial<Feed>, fileName = 'rows.csv'): FeedContext {
  return {
    feed: {
      name: 'county',
      partner: '312',
      format: 'csv',
      senders: [],
      nhsNumberAuthorities: [],
      charset: 'windows-1252',
      codes: {},
      ...feed,
    },
    partner: '312',
    receivedAt: '2026-04-20T09:00:00+00:00' as PartialDateTime,
    fileName,
  };
}
