import type { Body, DocumentFile, Section } from '../../schema/entry.js';
import type { PartialDateTime } from '../../schema/partial-date.js';
import type { XmlElement } from '../formats/xml/element.js';

interface DraftOf<S extends Section> {
  readonly section: S;
  /** The element it comes from: its id is the key. */
  readonly from: XmlElement;
  readonly body: Body<S>;
  readonly recordedAt?: PartialDateTime | undefined;
  /** Tells entries from one element apart. */
  readonly part?: string | undefined;
  /** The elements whose words it tells, where that is not `from`. */
  readonly tells?: readonly XmlElement[] | undefined;
  /** The file, of an entry of Documents. */
  readonly content?: DocumentFile | undefined;
}

/** An entry before it has its key: what a section reader answers. */
export type Draft = { readonly [S in Section]: DraftOf<S> }[Section];

/** An entry of `section`, made from `from`. Parts of the body that turn out empty are left out later. */
export function draft<S extends Section>(
  section: S,
  from: XmlElement,
  body: Body<S>,
  about: Pick<DraftOf<S>, 'recordedAt' | 'part' | 'tells' | 'content'> = {},
): Draft {
  return { section, from, body, ...about } as unknown as Draft;
}

/**
 * `value` without what the source left empty, all the way down; undefined when nothing is left. An empty list of
 * codes stays, as words alone are a coded value too.
 */
export function tidy<T>(value: T): T | undefined {
  return tidied(value) as T | undefined;
}

function tidied(value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  if (Array.isArray(value)) {
    const kept = value.map(tidied).filter((each) => each !== undefined);
    return kept.length === 0 ? undefined : kept;
  }
  if (typeof value !== 'object') return value;
  const kept: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(value)) {
    const rest = tidied(part);
    if (rest !== undefined) kept[name] = rest;
  }
  if (Object.keys(kept).length === 0) return undefined;
  if ('coding' in value && !('coding' in kept)) kept['coding'] = [];
  return kept;
}
