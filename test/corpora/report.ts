import { corporaFolder, hasCorpora } from './folder.js';
import { outcomesOverCorpora, tallies, type Tally } from './tally.js';
import { leafTotal, unmappedLeaves, type UnmappedLeaf } from './unmapped.js';

const columns = ['corpus', 'files', 'units', 'translated', 'quarantined', 'mapped', 'unmapped', 'refused'] as const;

function cellsOf(tally: Tally): string[] {
  const { corpus, files, units, translated, leavesMapped, leavesUnmapped, leavesRefused } = tally;
  return [corpus, ...[files, units, translated, units - translated, leavesMapped, leavesUnmapped, leavesRefused].map(String)];
}

function table(all: readonly Tally[]): string {
  const rows = [[...columns], ...all.map(cellsOf)];
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index]!.length)));
  const line = (row: readonly string[]) =>
    row.map((cell, index) => (index === 0 ? cell.padEnd(widths[index]!) : cell.padStart(widths[index]!))).join('  ');
  return rows.map(line).join('\n');
}

function reasons(all: readonly Tally[]): string {
  const lines = all.flatMap(({ corpus, quarantined }) => {
    const codes = Object.entries(quarantined).sort(([, one], [, other]) => other - one);
    return codes.length === 0 ? [] : [`  ${corpus}: ${codes.map(([code, count]) => `${code} ${count}`).join(', ')}`];
  });
  return lines.length === 0 ? '' : `\nQuarantined, by code:\n${lines.join('\n')}\n`;
}

/** Kinds of leaf named under one reason. */
const named = 5;

function leafList(leaves: readonly UnmappedLeaf[], most: number): string {
  const more = leaves.length > most ? `, and ${leaves.length - most} more` : '';
  return `${leaves
    .slice(0, most)
    .map(({ leaf, count }) => `${leaf} ${count}`)
    .join(', ')}${more}`;
}

/** Leaves by what is said of them, in one line each: how many, why, and which. */
function byReason(leaves: readonly UnmappedLeaf[], said: (leaf: UnmappedLeaf) => string | undefined): string {
  const groups = new Map<string, UnmappedLeaf[]>();
  for (const leaf of leaves) {
    const words = said(leaf);
    if (words !== undefined) groups.set(`${leaf.format}: ${words}`, [...(groups.get(`${leaf.format}: ${words}`) ?? []), leaf]);
  }
  return [...groups]
    .sort(([, one], [, other]) => leafTotal(other) - leafTotal(one))
    .map(([words, of]) => `${String(leafTotal(of)).padStart(8)}  ${words}\n          ${leafList(of, named)}`)
    .join('\n');
}

function unmappedReport(leaves: readonly UnmappedLeaf[]): string {
  const total = leafTotal(leaves);
  const isDecided = ({ why }: UnmappedLeaf): boolean => why !== undefined;
  const isOpen = ({ why, gap }: UnmappedLeaf): boolean => why === undefined && gap === undefined;
  const open = leaves.filter(isOpen);
  const share = total === 0 ? 100 : (100 * leafTotal(leaves.filter(isDecided))) / total;
  return [
    `\nKept with the message and not shown, by reason (${share.toFixed(1)} % of ${total} unmapped leaves are decided):`,
    byReason(leaves, ({ why }) => why),
    '\nPRSB has a place, and no mapping reads the leaf:',
    byReason(leaves, ({ gap }) => gap),
    `\nUnexplained (${leafTotal(open)} leaves of ${open.length} kinds):`,
    open.map(({ format, leaf, count }) => `${String(count).padStart(8)}  ${format}: ${leaf}`).join('\n'),
    '',
  ].join('\n');
}

if (!hasCorpora) {
  process.stderr.write(`There is no test material at ${corporaFolder}; set SCR_CORPORA to its folder.\n`);
  process.exitCode = 1;
} else {
  const outcomes = [...outcomesOverCorpora()];
  const all = tallies(outcomes);
  const unmapped = unmappedLeaves(outcomes);
  const asJson = process.argv.includes('--json');
  const inWords = 'Units are messages, documents and rows; mapped, unmapped and refused count source leaves.';
  process.stdout.write(
    asJson
      ? `${JSON.stringify({ corpora: all, unmapped }, undefined, 2)}\n`
      : `${inWords}\n\n${table(all)}\n${reasons(all)}${unmappedReport(unmapped)}`,
  );
}
