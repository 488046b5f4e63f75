import { columnsOf, folded } from '../../adapters/csv/header.js';
import { kindOf, translateTable, type RecordKind } from '../../adapters/csv/translate.js';
import { readCsv } from '../../adapters/formats/csv/read.js';
import type { CsvRow, CsvTable } from '../../adapters/formats/csv/table.js';
import { RecordError } from '../../schema/errors.js';
import type { FeedContext, Translated } from '../../schema/feed.js';
import { outcomeOf, type Leaf, type Specimen } from './specimen.js';

/** Kinds of rows of which every one is refused, by design. */
export const kindsOfRows: readonly RecordKind[] = ['ssda903-adoption', 'ssda903-placed-for-adoption'];

/** Every row of a file that is translated; where rows of one child mean something together, they are kept together. */
export function rowsIn(bytes: Uint8Array, context: FeedContext): readonly Specimen[] {
  const table = readCsv(bytes, { charset: context.feed.charset });
  const kind = kindOf(table.header);
  if (kind === undefined) return [];
  const rows = [...table.rows].filter(({ fault }) => fault === undefined);
  const child = columnsOf(table.header).get('child');
  return rows.map((row) => {
    const together = kind === 'ssda903-episodes' ? rows.filter((other) => other.cells[child!] === row.cells[child!]) : [row];
    return specimenOf(kind, table, row, together, context);
  });
}

function specimenOf(kind: string, table: CsvTable, row: CsvRow, together: readonly CsvRow[], context: FeedContext): Specimen {
  const at = new Map(table.header.map((name, index) => [name, index]));
  const translate = (leaf?: Leaf, replacement = ''): Translated => {
    const rows = together.map((one) =>
      one === row && leaf !== undefined ? { ...row, cells: row.cells.with(at.get(leaf.path)!, replacement) } : one,
    );
    for (const outcome of translateTable({ ...table, rows }, context)) {
      if (outcome.line !== row.line) continue;
      if (outcome.refused !== undefined) throw new RecordError(outcome.refused.code);
      return outcome.translated;
    }
    throw new RecordError('STRUCTURE_INVALID');
  };
  const rowKind = kind === 'cld' ? clientLevelKind(table, row) : kind;
  return {
    format: 'csv',
    leaves: table.header.flatMap((name, index) => {
      const value = row.cells[index]!.trim();
      // The council writes a blank in either way.
      return value === '' || value === 'NULL' ? [] : [{ table: rowKind, name: spelt(name), path: name, text: value }];
    }),
    translate: (leaf, replacement) => outcomeOf(() => translate(leaf, replacement)),
  };
}

/** What a row of Client Level Data is: its event, and whose. */
function clientLevelKind({ header }: CsvTable, { cells }: CsvRow): string {
  const at = columnsOf(header);
  const cell = (name: string): string => cells[at.get(folded(name)) ?? -1]?.trim().toLowerCase() ?? '';
  const isCarer = cell('Client_Type').includes('carer');
  return `cld-${cell('Event_Type')}${isCarer ? ', unpaid carer' : ''}`;
}

/** One spelling of a column that councils spell in several. */
function spelt(name: string): string {
  return name.trim().replaceAll(/[\s-]+/g, '_');
}
