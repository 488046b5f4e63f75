import { readFileSync } from 'node:fs';
import type { FeedContext } from '../../schema/feed.js';
import type { PartialDateTime } from '../../schema/partial-date.js';
import { loadProfile, type Feed } from '../../schema/profile.js';
import type { XmlElement } from '../formats/xml/element.js';
import { clinicalDocumentsOf } from '../formats/xml/itk.js';
import { readXml } from '../formats/xml/read.js';

/** For tests: what an adapter is told of the feed that `sender` sends on. */
export function contextFor(sender: string, changes: Partial<Feed> = {}): FeedContext {
  const feed = loadProfile('cambridgeshire-peterborough').feeds.find(
    (each) => each.format === 'cda' && each.senders.includes(sender),
  );
  if (feed === undefined) throw new Error(`the default profile has no CDA feed of ${sender}`);
  return { feed: { ...feed, ...changes }, partner: feed.partner, receivedAt: '2026-02-04T08:00:00+00:00' as PartialDateTime };
}

/** For tests: the one document in XML text or bytes. */
export function documentIn(xml: string | Uint8Array): XmlElement {
  const [only] = clinicalDocumentsOf(readXml(typeof xml === 'string' ? Buffer.from(xml) : xml));
  if (only === undefined) throw new Error('no ClinicalDocument');
  return only.document;
}

/** For tests: the one document of a fixture. */
export function fixture(name: string): XmlElement {
  return documentIn(readFileSync(new URL(`fixtures/${name}`, import.meta.url)));
}
