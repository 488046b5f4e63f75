import type { Profile } from '../../schema/profile.js';
import { feedFor } from '../feeds.js';
import { EncodingFinder, streamCsv } from '../formats/csv/stream.js';
import { headerOf, senderIn as senderOfHeader } from '../formats/hl7v2/header.js';
import { recognise } from '../formats/recognise.js';
import { kindOf } from '../csv/translate.js';
import { unknownFeed } from '../translate.js';
import { columnsIn, senderIn } from './survey.js';

/** How much of a file is looked at to tell whose it is (bytes). */
export const startBytes = 65_536;

/** The feed of a file, as far as its first bytes tell: what is applied in order of arrival. */
export async function laneOf(start: Uint8Array, named: string | undefined, profile: Profile): Promise<string> {
  if (named !== undefined && profile.feeds.some(({ name }) => name === named)) return named;
  try {
    const format = recognise(start);
    if (format === 'csv') return feedFor(profile, 'csv', (await beginningOf(start)).sender, named).name;
    const message = Buffer.from(start).indexOf('MSH');
    const header = format === 'hl7v2' && message !== -1 ? headerOf(start.subarray(message)) : undefined;
    return header === undefined ? unknownFeed : feedFor(profile, 'hl7v2', senderOfHeader(header), named).name;
  } catch {
    return unknownFeed;
  }
}

/** Whether a file may be a snapshot of a feed, by its header. */
export async function mayBeSnapshot(start: Uint8Array, profile: Profile): Promise<boolean> {
  if (!profile.feeds.some(({ snapshot }) => snapshot !== undefined) || recognise(start) !== 'csv') return false;
  try {
    return (await beginningOf(start)).kind === 'cld';
  } catch {
    // It will be refused whole, by whoever reads it.
    return false;
  }
}

async function beginningOf(start: Uint8Array) {
  const once = async function* (): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(start);
  };
  for await (const { header, rows } of streamCsv(once(), new EncodingFinder(start).provisional)) {
    return { kind: kindOf(header), sender: senderIn(rows, columnsIn(header)) };
  }
  return { kind: undefined, sender: '' };
}
