import { createHash } from 'node:crypto';
import { folded } from '../csv/header.js';
import { namesOnePerson } from '../csv/person.js';
import { streamCsv } from '../formats/csv/stream.js';
import type { CsvRow } from '../formats/csv/table.js';
import { translating, type Piece, type Reading } from './pieces.js';
import type { FileSource } from './survey.js';

/**
 * The rows of a file of which a row means something by the others of its person: gone through once for each share of the persons, so
 * that memory holds one share, with all rows of each person in it.
 */
export async function* sharesOf(source: FileSource, reading: Reading, shares: number): AsyncGenerator<Piece> {
  for (let share = 0; share < shares; share++) {
    const rows: CsvRow[] = [];
    let piece: Piece | undefined;
    let place: ((row: CsvRow) => number) | undefined;
    for await (const under of streamCsv(source.open(), reading.encoding)) {
      place ??= placesAmong(under.header, shares);
      for (const row of under.rows) if (place(row) === share) rows.push(row);
      piece ??= { header: under.header, rows, translate: translating(under, reading) };
    }
    if (piece !== undefined && rows.length > 0) yield piece;
  }
}

/** Which share the child of a row is in. Rows that name none by the council's number are one share. */
function placesAmong(header: readonly string[], shares: number): (row: CsvRow) => number {
  const column = header.findIndex((name) => folded(name) === 'child');
  return ({ cells }) => {
    const id = cells[column]?.trim() ?? '';
    return namesOnePerson(id) ? createHash('sha256').update(id).digest().readUInt32BE() % shares : 0;
  };
}
