import type { Section } from './entry.js';
import { earliestMs, latestMs, parsePartialDateTime } from './partial-date.js';
import { sections } from './sections.js';

/** When an entry was, in milliseconds (UTC); undefined where its elements do not say. */
export interface Period {
  /** First millisecond that its start can mean. */
  readonly startsMs: number | undefined;
  /** Last millisecond that its start can mean: of `2011`, the end of that year. */
  readonly startsUntilMs: number | undefined;
  /** Last millisecond of its end. */
  readonly endsMs: number | undefined;
}

/**
 * The period of an entry by its elements; see `sections.ts` for which of them date it.
 * @param counts which elements (at the top level) may be looked at: the others are as if they were not there.
 */
export function periodOf(section: Section, elements: object, counts: (element: string) => boolean = () => true): Period {
  const { start, end = [] } = sections[section];
  const starts = first(counted(start, counts), elements, earliest);
  return {
    startsMs: starts?.ms,
    startsUntilMs: starts && Math.max(...times(starts.values, latestMs)),
    endsMs: first(counted(end, counts), elements, latest)?.ms,
  };
}

/** The element at the top level that a path of `sections.ts` begins with. */
export function elementOf(path: string): string {
  return path.split('.', 1)[0]!;
}

function counted(paths: readonly string[], counts: (element: string) => boolean): readonly string[] {
  return paths.filter((path) => counts(elementOf(path)));
}

interface Found {
  readonly ms: number;
  readonly values: readonly unknown[];
}

function first(
  paths: readonly string[],
  elements: object,
  choose: (values: readonly unknown[]) => number | undefined,
): Found | undefined {
  for (const path of paths) {
    const values = valuesAt(elements, path.split('.'));
    const ms = choose(values);
    if (ms !== undefined) return { ms, values };
  }
  return undefined;
}

/** The values at a path, one for each repetition on the way; undefined where a repetition has none. */
function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((part) => valuesAt(part, path));
  const [name, ...rest] = path;
  if (name === undefined || typeof value !== 'object' || value === null) return [value];
  return valuesAt((value as { readonly [name: string]: unknown })[name], rest);
}

function earliest(values: readonly unknown[]): number | undefined {
  const found = times(values, earliestMs);
  return found.length === 0 ? undefined : Math.min(...found);
}

/** Over only when every repetition is over. */
function latest(values: readonly unknown[]): number | undefined {
  const found = times(values, latestMs);
  return found.length === 0 || found.length < values.length ? undefined : Math.max(...found);
}

function times(values: readonly unknown[], of: typeof earliestMs): readonly number[] {
  return values.flatMap((value) => {
    const date = typeof value === 'string' ? parsePartialDateTime(value) : undefined;
    const ms = date === undefined ? Number.NaN : of(date);
    return Number.isNaN(ms) ? [] : [ms];
  });
}
