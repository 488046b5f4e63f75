import type { Refused } from '../../schema/entry.js';
import { RecordError } from '../../schema/errors.js';
import type { FeedContext, Translated } from '../../schema/feed.js';
import type { CsvRow, CsvTable } from '../formats/csv/table.js';
import { carePeriods, episodeMeaning, episodeOf, type Episode } from './care-periods.js';
import { clientLevelRow } from './cld.js';
import { isCouncilKind } from './council/kinds.js';
import { councilRow } from './council/translate.js';
import { folded } from './header.js';
import { kindOf, requireColumns, type RecordKind } from './kinds.js';
import type { Meaning } from './meaning.js';
import { indexRow } from './person-index.js';
import { rowReaders, type RowReader } from './row.js';
import { childRow, isStandaloneTable } from './ssda903.js';

export { kindOf, type RecordKind } from './kinds.js';

/** What became of one row: translated, or refused with a reason. Never both, never neither. */
export type RowOutcome =
  | { readonly line: number; readonly translated: Translated; readonly refused?: undefined }
  | { readonly line: number; readonly translated?: undefined; readonly refused: Refused };

/**
 * The local-authority code by which a file names its sender: LA_Code of the first row that has one.
 * SSDA903 tables have none: '' then, and the feed must be named otherwise.
 */
export function senderOf(table: CsvTable): string {
  const column = table.header.findIndex((name) => folded(name) === 'lacode');
  if (column === -1) return '';
  for (const { cells } of table.rows) {
    const code = cells[column]?.trim() ?? '';
    if (code !== '' && code !== 'NULL') return code;
  }
  return '';
}

/**
 * Translates a file row by row; a bad row is refused and the others go on.
 * @throws RecordError FORMAT_UNKNOWN, STRUCTURE_INVALID (mandatory columns missing) before any row
 */
export function translateTable(table: CsvTable, context: FeedContext): Iterable<RowOutcome> {
  const kind = kindOf(table.header);
  if (kind === undefined) throw new RecordError('FORMAT_UNKNOWN', { location: 'header' });
  requireColumns(kind, table.header);
  const rows = rereadable(table.rows);
  const meaningOf = meaningsOf(kind, { ...table, rows }, context);
  return { [Symbol.iterator]: () => outcomes(kind, rows, meaningOf, context) };
}

type MeaningOf = (row: CsvRow) => { readonly reader: RowReader; readonly meaning: Meaning };

function* outcomes(kind: RecordKind, rows: Iterable<CsvRow>, meaningOf: MeaningOf, context: FeedContext): Generator<RowOutcome> {
  for (const row of rows) {
    const { line } = row;
    try {
      if (row.fault !== undefined) throw new RecordError('MESSAGE_UNREADABLE', { detail: `the row is at fault: ${row.fault}` });
      const { reader, meaning } = meaningOf(row);
      refuseUnshared(kind, meaning.rowKind, context);
      yield { line, translated: translatedFrom(reader, meaning, context) };
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      yield { line, refused: refusalOf(error, line) };
    }
  }
}

function meaningsOf(kind: RecordKind, table: CsvTable, context: FeedContext): MeaningOf {
  const read = rowReaders(table);
  const one = (translate: (reader: RowReader) => Meaning): MeaningOf => {
    return (row) => {
      const reader = read(row);
      return { reader, meaning: translate(reader) };
    };
  };
  if (kind === 'cld') return one((reader) => clientLevelRow(reader, context));
  if (kind === 'person-index') return one((reader) => indexRow(reader, context));
  if (isCouncilKind(kind)) return one((reader) => councilRow(kind, reader, context));
  if (isStandaloneTable(kind)) return one((reader) => childRow(kind, reader, context));
  if (kind === 'ssda903-episodes') {
    const periods = carePeriods(readableEpisodes(table, read, context));
    return one((reader) => {
      const episode = episodeOf(reader, context);
      return episodeMeaning(reader, episode, periods.get(episode.line)!, context);
    });
  }
  // Adoption changes who a person is: these tables would tie the new identity to the old.
  return one(() => {
    throw new RecordError('ROW_EXCLUDED', { detail: 'adoption' });
  });
}

function readableEpisodes(table: CsvTable, read: (row: CsvRow) => RowReader, context: FeedContext): readonly Episode[] {
  const episodes: Episode[] = [];
  for (const row of table.rows) {
    if (row.fault !== undefined) continue;
    try {
      episodes.push(episodeOf(read(row), context));
    } catch (error) {
      // Refused where its own turn comes.
      if (!(error instanceof RecordError)) throw error;
    }
  }
  return episodes;
}

function refuseUnshared(kind: RecordKind, rowKind: string | undefined, { feed }: FeedContext): void {
  const shared = feed.recordKinds;
  if (shared === undefined || shared.includes(kind) || (rowKind !== undefined && shared.includes(rowKind))) return;
  throw new RecordError('ROW_EXCLUDED', { detail: `the feed does not share ${rowKind ?? kind}` });
}

function translatedFrom(reader: RowReader, meaning: Meaning, { fileName }: FeedContext): Translated {
  const { messageType, person, statements, statedAt } = meaning;
  return {
    translation: {
      sender: person.authority,
      messageIdentifier: `${fileName ?? 'file'}:${reader.line}`,
      messageType,
      ...(statedAt !== undefined && { statedAt }),
      ...(person.nhsNumber !== undefined && { nhsNumberStatus: '02' as const }),
      statements,
      mapped: reader.mapped(),
      unmapped: reader.unmapped(),
    },
    refused: reader.refused,
  };
}

function refusalOf(error: RecordError, line: number): Refused {
  const { code, detail, location = `line ${line}` } = error;
  return { code, location, ...(detail !== undefined && { detail }) };
}

/** Rows that can be gone through twice. */
function rereadable(rows: Iterable<CsvRow>): Iterable<CsvRow> {
  const isOneShot = (rows as { next?: unknown }).next !== undefined;
  return isOneShot ? [...rows] : rows;
}
