import type { Translated, FeedContext } from '../../schema/feed.js';
import { parsePartialDateTime } from '../../schema/partial-date.js';
import type { Feed } from '../../schema/profile.js';
import { readHl7 } from '../formats/hl7v2/read.js';
import { translateHl7v2 } from './translate.js';

/** For tests: the context of a trust's feed. */
export function contextOf(feed: Partial<Feed> = {}, partner = 'RGT'): FeedContext {
  return {
    feed: {
      name: 'rgt-pas',
      partner,
      format: 'hl7v2',
      senders: [],
      nhsNumberAuthorities: [],
      charset: 'windows-1252',
      codes: {},
      ...feed,
    },
    partner,
    receivedAt: parsePartialDateTime('2026-03-02T12:00:00+00:00')!,
  };
}

/** For tests: segments, the header given, as they would arrive. */
export function translated(messageType: string, segments: readonly string[], feed: Partial<Feed> = {}): Translated {
  const [type, event] = messageType.split('^');
  const header = `MSH|^~\\&|PAS|RGT|SCR|SCR|202603021100||${type}^${event}|M1|P|2.4`;
  return translateHl7v2(readHl7(Buffer.from([header, ...segments].join('\r')), { charset: 'utf-8' }), contextOf(feed));
}
