/**
 * `value` without its absent parts, or undefined when nothing of it is left: an element group that
 * the source left empty is absent, not an object of nulls. Empty lists, and texts that are empty or
 * only spaces, count as absent; `false` and `0` do not.
 */
export function present<T extends object>(value: T): T | undefined {
  const kept = Object.entries(value).filter(([, part]) => !isAbsent(part));
  return kept.length === 0 ? undefined : (Object.fromEntries(kept) as T);
}

function isAbsent(part: unknown): boolean {
  if (part === undefined || part === null) return true;
  if (typeof part === 'string') return part.trim() === '';
  return Array.isArray(part) && part.length === 0;
}
