import { feedFor } from '../feeds.js';
import { headerOf, senderIn, type Header } from '../formats/hl7v2/header.js';
import { recognise } from '../formats/recognise.js';
import { translateBytes, unknownFeed } from '../translate.js';
import type { Profile } from '../../schema/profile.js';

/** Who sent something, under which number, on which feed: as far as can be told without translating it. */
export interface Identified {
  readonly feed: string;
  readonly sender: string;
  /** MSH-10; '' where the format has none, and the bytes alone tell. */
  readonly controlId: string;
}

/** Looks at no more of `bytes` than it must; what cannot be told is the unknown feed's. */
export function identify(bytes: Uint8Array, named: string | undefined, profile: Profile): Identified {
  const header = headerOfOne(bytes);
  if (header !== undefined) {
    const sender = senderIn(header);
    return { feed: feedOf(profile, sender, named), sender: bounded(sender), controlId: bounded(header.first(10)) };
  }
  const feed =
    named !== undefined && profile.feeds.some(({ name }) => name === named) ? named : feedOfOthers(bytes, named, profile);
  return { feed, sender: feed, controlId: '' };
}

// By the feeds in force: when they change, nothing is known.
const feedsBySender = new WeakMap<Profile['feeds'], Map<string, string>>();

function feedOf(profile: Profile, sender: string, named: string | undefined): string {
  let known = feedsBySender.get(profile.feeds);
  if (known === undefined) feedsBySender.set(profile.feeds, (known = new Map()));
  const key = `${named ?? ''}\0${sender}`;
  let feed = known.get(key);
  if (feed === undefined) {
    try {
      feed = feedFor(profile, 'hl7v2', sender, named).name;
    } catch {
      feed = unknownFeed;
    }
    // Whoever makes up senders does not fill the memory.
    if (known.size < 10_000) known.set(key, feed);
  }
  return feed;
}

/** The feed of a document or file: found by reading it, as its sender stands anywhere. */
function feedOfOthers(bytes: Uint8Array, named: string | undefined, profile: Profile): string {
  const format = recognise(bytes);
  if (format === undefined || format === 'hl7v2') return unknownFeed;
  for (const { message } of translateBytes(bytes, { profile, ...(named === undefined ? {} : { feed: named }) }))
    return message.feed;
  return unknownFeed;
}

/** The header of one HL7 v2 message; undefined of anything else, and of a file of several. */
function headerOfOne(bytes: Uint8Array): Header | undefined {
  const header = headerOf(bytes);
  if (header === undefined || header.isBatch) return undefined;
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mark = `MSH${header.separator}`;
  let end = all.indexOf(mark, 0, 'latin1');
  while (end < all.length && all[end] !== 0x0d && all[end] !== 0x0a) end++;
  return all.indexOf(mark, end, 'latin1') === -1 ? header : undefined;
}

/** Short enough for an index, and without what PostgreSQL cannot hold; the hash tells apart what this makes one. */
function bounded(text: string): string {
  return text.replaceAll('\0', '\u{fffd}').slice(0, 200);
}
