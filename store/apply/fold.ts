import { isDeepStrictEqual } from 'node:util';
import type { NestedChange } from '../../schema/entry.js';
import { broughtAlong, isAboutThePerson } from './matter.js';
import { changed, type Parts } from './nested.js';
import { compareOrder, type Order } from './order.js';
import type { Elements, FoldedSection, Source } from './told.js';

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
      /** Said with something highly sensitive that the message is about. */
      readonly isHidden?: boolean;
    })
  | (Said & { readonly op: 'retract' })
  | (Said & { readonly op: 'list'; readonly list: string; readonly names: boolean });

/** What the statements about one key come to. */
export interface Folded {
  readonly state: 'current' | 'retracted' | 'ended';
  readonly elements: Elements;
  /** Which items of a list came from which source field; never shown. */
  readonly parts?: Parts | undefined;
  /** Codes that no element holds: they label the entry and are never shown. */
  readonly codes?: readonly string[] | undefined;
  /** Said by nothing but messages that are about something highly sensitive: as hidden as that. */
  readonly isHidden?: boolean | undefined;
  readonly source: Source | undefined;
  readonly list: string | undefined;
  readonly group: string;
  /** The last statement that shaped it. */
  readonly order: Order;
}

/** What `before` becomes by a statement that comes after all it was made from. */
export function foldOne(section: FoldedSection, before: Folded | undefined, event: Event): Folded | undefined {
  if (event.op === 'list') return foldList(before, event);
  const { order, group } = event;
  if (event.op === 'retract') {
    return { elements: {}, source: undefined, list: undefined, ...before, group, state: 'retracted', order };
  }
  // What only hidden messages said stays hidden; one that is open brings it out, and nothing hides it again.
  const isHidden = event.isHidden === true && (before === undefined || before.state === 'retracted' || before.isHidden === true);
  if (event.op === 'put' || before === undefined) {
    const { codes, list } = event;
    const assembled = changed(undefined, event.elements, event.nested);
    const source = sourceAfter(section, before, event, assembled.elements);
    return { state: 'current', ...assembled, codes, isHidden, source, list, group, order };
  }
  const assembled = changed(
    { elements: before.elements, parts: before.parts },
    recognisable(before.elements, event.elements),
    event.nested,
  );
  return {
    // A change to what was taken back does not bring it back; one that places it in a list that had dropped it does.
    state: before.state === 'ended' && event.list !== undefined ? 'current' : before.state,
    ...assembled,
    codes: event.codes === undefined ? before.codes : [...new Set([...(before.codes ?? []), ...event.codes])],
    isHidden,
    source: sourceAfter(section, before, event, assembled.elements),
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

/** What all statements about one key of `section` come to, in whatever order they are given. */
export function foldAll(section: FoldedSection, events: readonly Event[]): Folded | undefined {
  let folded: Folded | undefined;
  for (const event of events.toSorted((a, b) => compareOrder(a.order, b.order))) folded = foldOne(section, folded, event);
  return folded;
}

/**
 * Where an entry comes from after one more statement. Who the person is comes from the message that last changed it: one that
 * only repeats what is known leaves no mark. Nor does, of anything, one that is not named because something sensitive was said
 * with it. A change without its own date of recording keeps the one there was.
 */
function sourceAfter(
  section: FoldedSection,
  before: Folded | undefined,
  { op, source, isHidden }: Event & { readonly op: 'put' | 'patch' },
  elements: Elements,
): Source {
  const older = before?.state === 'retracted' ? undefined : before?.source;
  const isBroughtOut = before?.isHidden === true && isHidden !== true;
  const mayLeaveNoMark = isAboutThePerson(section) || source.messageType === broughtAlong;
  if (older !== undefined && !isBroughtOut && mayLeaveNoMark && isDeepStrictEqual(before?.elements, elements)) return older;
  if (op === 'put' || source.recordedAt !== undefined || older?.recordedAt === undefined) return source;
  return { ...source, recordedAt: older.recordedAt };
}
