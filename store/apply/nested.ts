import type { NestedChange } from '../../schema/entry.js';

type Elements = Readonly<Record<string, unknown>>;

/** Items of the lists that several source fields fill: by path of the list, then by field. */
export type Parts = Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>>;

/** Elements, and beside them which items of a list came from which source field: one field's may change alone. */
export interface Assembled {
  readonly elements: Elements;
  readonly parts: Parts | undefined;
}

const nothing: Assembled = { elements: {}, parts: undefined };

/** `before` with whole elements changed first, and then what lies within them. Null deletes, what is not named is left. */
export function changed(before: Assembled = nothing, changes: Elements, nested: readonly NestedChange[] = []): Assembled {
  let elements = withoutNulls({ ...before.elements, ...changes });
  // An element said whole is no longer made up of parts.
  const kept = Object.entries(before.parts ?? {}).filter(([path]) => !((path.split('.', 1)[0] ?? '') in changes));
  let parts = Object.fromEntries(kept);
  for (const { path, part, value } of nested) {
    if (part === undefined) {
      elements = withAt(elements, path.split('.'), value);
      continue;
    }
    const fields = { ...parts[path], [part]: Array.isArray(value) ? (value as readonly unknown[]) : [] };
    parts = { ...parts, [path]: fields };
    // In the order of the fields' names: which of them was stated last must not show.
    const items = Object.keys(fields)
      .toSorted()
      .flatMap((field) => fields[field]!);
    elements = withAt(elements, path.split('.'), items.length === 0 ? null : items);
  }
  return { elements, parts: Object.keys(parts).length === 0 ? undefined : parts };
}

/** `elements` with `value` at the end of the path; a group that nothing is left in goes too. */
function withAt(elements: Elements, [name = '', ...rest]: readonly string[], value: unknown): Elements {
  if (rest.length === 0) return withoutNulls({ ...elements, [name]: value });
  const group = withAt((elements[name] ?? {}) as Elements, rest, value);
  return withoutNulls({ ...elements, [name]: Object.keys(group).length === 0 ? null : group });
}

export function withoutNulls(elements: Elements): Elements {
  return Object.fromEntries(Object.entries(elements).filter(([, value]) => value !== null && value !== undefined));
}
