import { sections } from '../../schema/sections.js';
import { earliestMs, latestMs, parsePartialDateTime } from '../../schema/partial-date.js';
import type { Elements, FoldedSection } from './fold.js';

/** First and last millisecond of an entry's period; see `schema/sections.ts`. */
export function periodOf(
  section: FoldedSection,
  elements: Elements,
): { startsMs: number | undefined; endsMs: number | undefined } {
  if (section === 'involvement') return { startsMs: undefined, endsMs: undefined };
  const { start, end } = sections[section];
  return { startsMs: first(start, elements, earliest), endsMs: end === undefined ? undefined : first(end, elements, latest) };
}

function first(
  paths: readonly string[],
  elements: Elements,
  choose: (texts: readonly unknown[]) => number | undefined,
): number | undefined {
  for (const path of paths) {
    const found = choose(valuesAt(elements, path.split('.')));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The values at a path, one for each repetition on the way; undefined where a repetition has none. */
function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((part) => valuesAt(part, path));
  const [name, ...rest] = path;
  if (name === undefined || typeof value !== 'object' || value === null) return [value];
  return valuesAt((value as Elements)[name], rest);
}

function earliest(values: readonly unknown[]): number | undefined {
  const times = values.flatMap((value) => millisecond(value, earliestMs) ?? []);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Over only when every repetition is over. */
function latest(values: readonly unknown[]): number | undefined {
  const times = values.flatMap((value) => millisecond(value, latestMs) ?? []);
  return times.length === 0 || times.length < values.length ? undefined : Math.max(...times);
}

function millisecond(value: unknown, of: typeof earliestMs): number | undefined {
  const date = typeof value === 'string' ? parsePartialDateTime(value) : undefined;
  const ms = date === undefined ? Number.NaN : of(date);
  return Number.isNaN(ms) ? undefined : ms;
}
