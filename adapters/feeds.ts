import { RecordError } from '../schema/errors.js';
import type { Format } from '../schema/feed.js';
import type { Feed, Profile } from '../schema/profile.js';

/**
 * The feed a message came on: the one named, else the one whose senders fit. `MSH-3|MSH-4` of a sender goes
 * before `*|MSH-4`; a file of a local authority also fits by the authority's other codes when only one feed does.
 * @throws RecordError FEED_UNKNOWN; FORMAT_UNKNOWN when the feed named carries another format
 */
export function feedFor(profile: Profile, format: Format, sender: string, named: string | undefined): Feed {
  if (named !== undefined) return feedNamed(profile, format, named);
  const feeds = profile.feeds.filter((feed) => feed.format === format);
  const exact = feeds.find((feed) => feed.senders.includes(sender));
  if (exact !== undefined) return exact;
  const facility = format === 'hl7v2' ? sender.split('|')[1] : undefined;
  const wide = facility ? feeds.find((feed) => feed.senders.includes(`*|${facility}`)) : undefined;
  const found = wide ?? byAuthority(profile, feeds, format, sender);
  if (found === undefined) throw new RecordError('FEED_UNKNOWN', { location: senderLocation[format] });
  return found;
}

function feedNamed(profile: Profile, format: Format, name: string): Feed {
  const feed = profile.feeds.find((one) => one.name === name);
  if (feed === undefined) throw new RecordError('FEED_UNKNOWN', { detail: `the profile has no feed ${name}` });
  if (feed.format !== format) {
    throw new RecordError('FORMAT_UNKNOWN', { feed: name, detail: `feed ${name} carries ${feed.format}, and this is ${format}` });
  }
  return feed;
}

function byAuthority(profile: Profile, feeds: readonly Feed[], format: Format, sender: string): Feed | undefined {
  if (format !== 'csv' || sender === '') return undefined;
  const partner = profile.partners.find((one) => one.localAuthorityCodes.includes(sender));
  const own = feeds.filter((feed) => feed.partner === partner?.ods);
  // Adults and children of one authority have a feed each: a guess would file one under the other.
  return own.length === 1 ? own[0] : undefined;
}

const senderLocation: Readonly<Record<Format, string>> = { hl7v2: 'MSH-3, MSH-4', cda: 'custodian, author', csv: 'LA_Code' };
