import type { Format } from '../../schema/feed.js';
import type { Row } from './survey.js';
import { gapOf } from './known-gaps.js';
import { patternOf } from './hl7v2-specimens.js';
import { whyNeverMapped, whyUnmapped } from './unmapped-reasons.js';

/** One table of a document. */
export interface Table {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** How the rows of a format are told apart and called. */
export interface Naming {
  readonly format: Format;
  readonly leaf: string;
  /** What a leaf is called beside its code; nothing where its code is its name. */
  readonly called?: (name: string) => string;
}

/** As many sections as are named one by one. */
const few = 4;

/** The tables of one format, in Markdown, and behind them why leaves that are read in some messages are not in others. */
export function markdownOf(tables: readonly Table[], naming: Naming): string {
  const notes = new Map<string, number>();
  const sections = tables.map((table) => `## ${table.title}\n\n${tableOf(table, naming, notes)}\n`);
  const listed = [...notes].map(([why, number]) => `${number}. ${capital(why)}.`);
  const end = listed.length === 0 ? [] : [`## Notes: where a leaf is not shown\n\n${listed.join('\n')}\n`];
  return [...sections, ...end].join('\n');
}

function tableOf({ rows }: Table, naming: Naming, notes: Map<string, number>): string {
  const { called } = naming;
  const head = called === undefined ? [naming.leaf, 'Becomes', 'Decides'] : [naming.leaf, 'Name', 'Becomes', 'Decides'];
  const cells = rows.map((row) => ({ name: row.name, told: [becomes(row, naming.format, notes), decides(row)] }));
  const lines = alike(cells).map(({ name, told }) => [`\`${name}\``, ...(called === undefined ? [] : [called(name)]), ...told]);
  return [head, head.map(() => '---'), ...lines].map((line) => `| ${line.map(escaped).join(' | ')} |`).join('\n');
}

interface Line {
  readonly name: string;
  readonly told: readonly string[];
}

/** Attributes of one element of which the same becomes stand in one line. */
function alike(lines: readonly Line[]): readonly Line[] {
  const found = new Map<string, Line>();
  for (const line of lines) {
    const [element = '', attribute] = line.name.split('@');
    const id = attribute === undefined ? line.name : `${element} ${line.told.join(' ')}`;
    const known = found.get(id);
    found.set(id, known === undefined ? line : { ...known, name: `${known.name}, @${attribute}` });
  }
  return [...found.values()];
}

const escaped = (cell: string): string => cell.replaceAll('|', '\\|').replaceAll('\n', ' ');

function becomes(row: Row, format: Format, notes: Map<string, number>): string {
  const kept = keptOf(row, format);
  const isShown = row.becomes.size > 0 || row.decides.size > 0;
  if (!isShown && row.readIn.size === 0) return `Not shown: ${never(row, format) ?? kept.join('; or ')}`;
  const numbers = kept.map((why) => notes.get(why) ?? notes.set(why, notes.size + 1).size);
  const elsewhere = numbers.length === 0 ? [] : [`_elsewhere not shown: note ${numbers.sort((a, b) => a - b).join(', ')}_`];
  return [...(isShown ? elementsOf(row) : [silent(row, format)]), ...elsewhere].join('; ');
}

function silent({ table, name }: Row, format: Format): string {
  if (format === 'hl7v2' && table === 'MSH') return 'Kept as part of the message';
  if (format === 'hl7v2' && name.endsWith('-1.1')) return 'Numbers the segment';
  if (format === 'cda' && /^(?:title|code\/@\w+)$/.test(name)) return 'Says what the section is about';
  return 'Read with what stands around it; changes nothing in the examples';
}

/** What many groups share, whichever of them it stands in. */
const sharedPart = /(?:^|› )((?:Person completing record|Performing professional|Provenance)(?: › .*)?)$/;

/** Elements by section; one that stands alike in many sections is named once. */
function elementsOf(row: Row): readonly string[] {
  const elements = [...row.becomes.values()].map(({ element }) => ({
    ...element,
    part: sharedPart.exec(element.element)?.[1] ?? element.element,
  }));
  const sectionsByPart = grouped(elements.map(({ part, section }) => [part, section]));
  const isEverywhere = (part: string): boolean => sectionsByPart.get(part)!.size > few;
  const bySection = grouped(
    elements.flatMap(({ section, element, part }) => (isEverywhere(part) ? [] : [[section, element] as const])),
  );
  return [
    ...[...bySection].map(([section, named]) => `**${section}** › ${[...named].sort().join('; ')}`).sort(),
    ...[...sectionsByPart].flatMap(([part, { size }]) => (isEverywhere(part) ? [`${part} (in ${size} sections)`] : [])).sort(),
  ];
}

function decides(row: Row): string {
  return [...row.decides]
    .map(([what, { about }]) => {
      if (about.size === 0) return what;
      return about.size > few ? `${what} (in ${about.size} places)` : `${what} (${[...about].sort().join(', ')})`;
    })
    .sort()
    .map(capital)
    .join('; ');
}

function never(row: Row, format: Format): string | undefined {
  const [path] = row.kept.keys();
  return path === undefined ? undefined : whyNeverMapped(format, format === 'hl7v2' ? patternOf(path) : path);
}

function keptOf(row: Row, format: Format): readonly string[] {
  const reasons = new Set<string>();
  for (const [path, variants] of row.kept) {
    const leaf = format === 'hl7v2' ? patternOf(path) : path;
    for (const variant of variants)
      reasons.add(whyUnmapped(format, leaf, variant) ?? gapOf(format, leaf, variant) ?? 'nobody has said why');
  }
  return [...reasons].sort();
}

function grouped(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const [key, value] of pairs) found.set(key, (found.get(key) ?? new Set<string>()).add(value));
  return found;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
