import type { NestedChange, Section } from '../../schema/entry.js';
import { changed, type Parts } from './nested.js';
import { compareOrder, type Order } from './order.js';

/** The pseudo-section under which evidence of involvement is kept. */
export type FoldedSection = Section | 'involvement';

export type Elements = Readonly<Record<string, unknown>>;

interface Said {
  readonly order: Order;
  /** Identifiers that the source uses side by side; a list speaks for its own group only. */
  readonly group: string;
}

/** One statement about one key, or about the list it stands in. */
export type Event =
  | (Said & {
      readonly op: 'put' | 'patch';
      readonly elements: Elements;
      readonly nested?: readonly NestedChange[];
      readonly list?: string;
      readonly source: Source;
      readonly codes?: readonly string[];
    })
  | (Said & { readonly op: 'retract' })
  | (Said & { readonly op: 'list'; readonly list: string; readonly names: boolean });

/** Where a statement came from: the provenance of what it puts. */
export interface Source {
  readonly system?: string;
  readonly feed: string;
  readonly format: string;
  readonly messageType: string;
  readonly messageIdentifier: string;
  readonly recordedAt?: string;
  readonly receivedAt: string;
  readonly nhsNumberStatus?: string;
}

/** What the statements about one key come to. */
export interface Folded {
  readonly state: 'current' | 'retracted' | 'ended';
  readonly elements: Elements;
  /** Which items of a list came from which source field; never shown. */
  readonly parts?: Parts | undefined;
  /** Codes that no element holds: they label the entry and are never shown. */
  readonly codes?: readonly string[] | undefined;
  readonly source: Source | undefined;
  readonly list: string | undefined;
  readonly group: string;
  /** The last statement that shaped it. */
  readonly order: Order;
}

/** What `before` becomes by a statement that comes after all it was made from. */
export function foldOne(before: Folded | undefined, event: Event): Folded | undefined {
  if (event.op === 'list') return foldList(before, event);
  const { order, group } = event;
  if (event.op === 'retract') {
    return { elements: {}, source: undefined, list: undefined, ...before, group, state: 'retracted', order };
  }
  if (event.op === 'put' || before === undefined) {
    const { codes, source, list } = event;
    return { state: 'current', ...changed(undefined, event.elements, event.nested), codes, source, list, group, order };
  }
  return {
    // A change to what was taken back does not bring it back; one that places it in a list that had dropped it does.
    state: before.state === 'ended' && event.list !== undefined ? 'current' : before.state,
    ...changed({ elements: before.elements, parts: before.parts }, recognisable(before.elements, event.elements), event.nested),
    codes: event.codes === undefined ? before.codes : [...new Set([...(before.codes ?? []), ...event.codes])],
    source: patchedSource(before.source, event.source),
    list: event.list ?? before.list,
    group,
    order,
  };
}

/** Evidence of involvement stays as sensitive as any statement made it: what it is recognised by adds up. */
function recognisable(before: Elements, changes: Elements): Elements {
  const { codes } = before;
  if (!Array.isArray(codes) || !Array.isArray(changes['codes'])) return changes;
  return { ...changes, codes: [...new Set<unknown>([...(codes as unknown[]), ...(changes['codes'] as unknown[])])] };
}

function foldList(before: Folded | undefined, event: Event & { op: 'list' }): Folded | undefined {
  if (before === undefined || before.list !== event.list || before.group !== event.group) return before;
  if (event.names && before.state === 'ended') return { ...before, state: 'current', order: event.order };
  if (!event.names && before.state === 'current') return { ...before, state: 'ended', order: event.order };
  return before;
}

/** What all statements about one key come to, in whatever order they are given. */
export function foldAll(events: readonly Event[]): Folded | undefined {
  const sorted = events.toSorted((a, b) => compareOrder(a.order, b.order));
  // A put replaces everything before it.
  const from = Math.max(
    0,
    sorted.findLastIndex((event) => event.op === 'put'),
  );
  let folded: Folded | undefined;
  for (const event of sorted.slice(from)) folded = foldOne(folded, event);
  return folded;
}

/** A change without its own date of recording keeps the one there was. */
function patchedSource(before: Source | undefined, change: Source): Source {
  if (change.recordedAt !== undefined || before?.recordedAt === undefined) return change;
  return { ...change, recordedAt: before.recordedAt };
}
