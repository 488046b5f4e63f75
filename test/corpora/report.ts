import { corporaFolder, hasCorpora } from './folder.js';
import { outcomesOverCorpora, tallies, type Tally } from './tally.js';

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

if (!hasCorpora) {
  process.stderr.write(`There is no test material at ${corporaFolder}; set SCR_CORPORA to its folder.\n`);
  process.exitCode = 1;
} else {
  const all = tallies(outcomesOverCorpora());
  const asJson = process.argv.includes('--json');
  process.stdout.write(
    asJson
      ? `${JSON.stringify(all, undefined, 2)}\n`
      : `Units are messages, documents and rows; mapped, unmapped and refused count source leaves.\n\n${table(all)}\n${reasons(all)}`,
  );
}
