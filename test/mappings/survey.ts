import { sameKind } from './alter.js';
import type { Effects } from './effect.js';
import { effectsOf } from './effects.js';
import type { Element } from './elements.js';
import type { Leaf, Specimen } from './specimen.js';

/** What becomes of one kind of leaf over all specimens. */
export interface Row {
  readonly table: string;
  readonly name: string;
  /** Paths as `unmapped` writes them, with the variants in which nothing reads the leaf. */
  readonly kept: Map<string, Set<string>>;
  /** Variants in which something reads it. */
  readonly readIn: Set<string>;
  readonly becomes: Map<string, { readonly element: Element; readonly variants: Set<string> }>;
  /** By what is decided: what about it, if anything, and in which variants. */
  readonly decides: Map<string, { readonly about: Set<string>; readonly variants: Set<string> }>;
}

/** A leaf that has stood in so many specimens of one variant has shown what it does. */
const enough = 3;

/** Alters every leaf of every specimen, and collects what changed, by kind of leaf, in order of first appearance. */
export function survey(specimens: readonly Specimen[]): readonly Row[] {
  const rows = new Map<string, Row>();
  const known = knownValues(specimens);
  const tried = new Map<string, number>();
  for (const specimen of specimens) {
    const before = specimen.translate();
    if ('refusedWith' in before) continue;
    const variant = before.translation.messageType;
    const unmapped = new Set(before.translation.unmapped);
    const mapped = new Set(before.translation.mapped);
    for (const leaf of specimen.leaves) {
      const row = rowOf(rows, leaf);
      // A document writes one path for all of a kind, so a path may be both.
      if (unmapped.has(leaf.path)) added(row.kept, leaf.path, variant);
      if (mapped.has(leaf.path)) row.readIn.add(variant);
      const times = `${idOf(leaf)} ${variant}`;
      if ((tried.get(times) ?? 0) >= enough || leaf.text === '""') continue;
      tried.set(times, (tried.get(times) ?? 0) + 1);
      if (!mapped.has(leaf.path)) continue;
      for (const [to, effects] of effectsOfLeaf(specimen, leaf, known.get(idOf(leaf))!, before))
        collect(row, effects, variant, to);
    }
  }
  return [...rows.values()];
}

function* effectsOfLeaf(
  specimen: Specimen,
  leaf: Leaf,
  seen: ReadonlySet<string>,
  before: Parameters<typeof effectsOf>[0],
): Generator<readonly [string | undefined, Effects]> {
  const other = sameKind(leaf.text);
  let isQuiet = true;
  const attempt = (to: string | undefined): readonly [string | undefined, Effects] => {
    const effects = effectsOf(before, specimen.translate(leaf, to), { from: leaf.text, to });
    isQuiet &&= effects.becomes.length === 0 && effects.decides.length === 0;
    return [to, effects];
  };
  yield attempt(other);
  for (const value of codesAmong(seen, leaf.text)) yield attempt(value);
  if (isQuiet) yield attempt(undefined);
}

/** Other codes seen in the same place; texts without end are no list. */
function codesAmong(seen: ReadonlySet<string>, but: string): readonly string[] {
  const short = [...seen].filter((value) => value.length <= 20);
  return seen.size > 12 ? [] : short.filter((value) => value !== but && value !== '""').slice(0, 6);
}

function knownValues(specimens: readonly Specimen[]): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Map<string, Set<string>>();
  for (const { leaves } of specimens) for (const leaf of leaves) added(known, idOf(leaf), leaf.text);
  return known;
}

const idOf = ({ table, name }: Leaf): string => `${table} ${name}`;

function rowOf(rows: Map<string, Row>, leaf: Leaf): Row {
  const found = rows.get(idOf(leaf));
  if (found !== undefined) return found;
  const { table, name } = leaf;
  const row: Row = { table, name, kept: new Map(), readIn: new Set(), becomes: new Map(), decides: new Map() };
  rows.set(idOf(leaf), row);
  return row;
}

function collect(row: Row, { becomes, decides }: Effects, variant: string, to: string | undefined): void {
  for (const element of becomes) {
    const name = `${element.section} › ${element.element}`;
    const known = row.becomes.get(name) ?? { element, variants: new Set<string>() };
    row.becomes.set(name, known);
    if (to !== undefined) known.variants.add(variant);
  }
  for (const { what, about } of decides) {
    const known = row.decides.get(what) ?? { about: new Set<string>(), variants: new Set<string>() };
    row.decides.set(what, known);
    known.variants.add(variant);
    if (about !== undefined) known.about.add(about);
  }
}

function added(sets: Map<string, Set<string>>, name: string, value: string): void {
  const set = sets.get(name) ?? new Set<string>();
  sets.set(name, set);
  set.add(value);
}
