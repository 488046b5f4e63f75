import { feedFor } from '../feeds.js';
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
  const header = headerOf(bytes);
  if (header !== undefined) {
    const sender = `${header.application}|${header.facility}`;
    return { feed: feedOf(profile, sender, named), sender: bounded(sender), controlId: bounded(header.controlId) };
  }
  const feed =
    named !== undefined && profile.feeds.some(({ name }) => name === named) ? named : feedOfOthers(bytes, named, profile);
  return { feed, sender: feed, controlId: '' };
}

const feedsBySender = new WeakMap<Profile, Map<string, string>>();

function feedOf(profile: Profile, sender: string, named: string | undefined): string {
  let known = feedsBySender.get(profile);
  if (known === undefined) feedsBySender.set(profile, (known = new Map()));
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

const CR = 0x0d;
const LF = 0x0a;

/** MSH-3, MSH-4 and MSH-10 of one HL7 v2 message; undefined of anything else, and of a file of several. */
function headerOf(bytes: Uint8Array): { application: string; facility: string; controlId: string } | undefined {
  let start = 0;
  while (bytes[start] === 0x0b || bytes[start] === CR || bytes[start] === LF || bytes[start] === 0x20) start++;
  if (bytes[start] !== 0x4d || bytes[start + 1] !== 0x53 || bytes[start + 2] !== 0x48) return undefined;
  let end = start;
  while (end < bytes.length && bytes[end] !== CR && bytes[end] !== LF) end++;
  const line = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
  const separator = line[3];
  if (separator === undefined || /[A-Za-z0-9\s]/.test(separator)) return undefined;
  if (Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(`MSH${separator}`, end, 'latin1') !== -1)
    return undefined;
  const fields = line.split(separator);
  const [component = '^', repetition = '~', , subcomponent = '&'] = fields[1] ?? '';
  const first = (field: string | undefined) => until(until(until(field ?? '', repetition), component), subcomponent).trim();
  return { application: first(fields[2]), facility: first(fields[3]), controlId: first(fields[9]) };
}

function until(text: string, mark: string): string {
  const at = text.indexOf(mark);
  return at === -1 ? text : text.slice(0, at);
}

/** Short enough for an index, and without what PostgreSQL cannot hold; the hash tells apart what this makes one. */
function bounded(text: string): string {
  return text.replaceAll('\0', '\u{fffd}').slice(0, 200);
}
