import type { Refused } from '../../schema/entry.js';
import type { FeedContext } from '../../schema/feed.js';
import type { PartialDateTime } from '../../schema/partial-date.js';
import type { PersonCompletingRecord } from '../../schema/prsb.generated.js';
import type { XmlElement } from '../formats/xml/element.js';

/** One document while it is read: its narrative by ID, what was read of it so far, and what entries inherit from its header. */
export interface Source {
  readonly document: XmlElement;
  readonly context: FeedContext;
  /** Elements an entry or statement was made from. */
  readonly read: Set<XmlElement>;
  /** Parts that cannot be translated while the rest stands. */
  readonly refused: Refused[];
  readonly narrativeById: ReadonlyMap<string, readonly XmlElement[]>;
  /** effectiveTime of the document. */
  readonly writtenAt: PartialDateTime | undefined;
  /** The header's author: CDA context conduction gives every entry that names none this one. */
  readonly author: PersonCompletingRecord | undefined;
}

/** The document as a source, before anything of it is read. */
export function sourceOf(document: XmlElement, context: FeedContext): Source {
  return {
    document,
    context,
    read: new Set(),
    refused: [],
    narrativeById: idsOf(document),
    writtenAt: undefined,
    author: undefined,
  };
}

function idsOf(document: XmlElement): ReadonlyMap<string, readonly XmlElement[]> {
  const byId = new Map<string, XmlElement[]>();
  const walk = (element: XmlElement): void => {
    const id = element.attributes.get('ID');
    if (id !== undefined) byId.set(id, [...(byId.get(id) ?? []), element]);
    for (const part of element.children) if (typeof part !== 'string') walk(part);
  };
  walk(document);
  return byId;
}

/**
 * The narrative element that `#id` of `from` names, or undefined. Where careless senders use an ID twice,
 * only the one in the same section counts: another section's words must not be pinned on this entry.
 */
export function referenced(reference: string | undefined, from: XmlElement, source: Source): XmlElement | undefined {
  if (reference === undefined || !reference.startsWith('#')) return undefined;
  const found = source.narrativeById.get(reference.slice(1)) ?? [];
  if (found.length === 1) return found[0];
  const section = sectionAround(from);
  const near = found.filter((element) => sectionAround(element) === section);
  return near.length === 1 ? near[0] : undefined;
}

function sectionAround(element: XmlElement): XmlElement | undefined {
  let at: XmlElement | undefined = element;
  while (at !== undefined && at.name !== 'section') at = at.parent;
  return at;
}

/** Notes that `elements` (those that exist) were read. */
export function markRead(source: Source, ...elements: readonly (XmlElement | undefined)[]): void {
  for (const element of elements) if (element !== undefined) source.read.add(element);
}

/** Notes that `element` and all below it were read. */
export function markAllRead(source: Source, element: XmlElement | undefined): void {
  if (element === undefined) return;
  source.read.add(element);
  for (const part of element.children) if (typeof part !== 'string') markAllRead(source, part);
}
