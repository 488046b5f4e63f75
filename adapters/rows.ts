import type { FeedContext } from '../schema/feed.js';
import type { ReceivedMessage } from '../store/store.js';
import { translateTable } from './csv/translate.js';
import { keptRow } from './csv/without-costs.js';
import type { CsvRow, CsvTable } from './formats/csv/table.js';
import type { TranslatedUnit } from './translated-unit.js';
import { resourceOutage } from './resource-outage.js';
import { withValidEntriesOnly } from './valid-entries.js';

/** The unit of one row of a file. */
export interface RowUnit {
  readonly line: number;
  readonly unit: TranslatedUnit;
}

/**
 * The rows of a table as units.
 * @param mark is added to their identifiers, to tell the same row of another file apart
 * @throws RecordError FORMAT_UNKNOWN, STRUCTURE_INVALID before any row; RESOURCE_UNAVAILABLE
 */
export function* rowsOf(
  table: CsvTable,
  mark: string,
  context: FeedContext,
  received: Omit<ReceivedMessage, 'bytes'>,
): Generator<RowUnit> {
  const written = new Map<number, string>();
  const rows = { [Symbol.iterator]: () => remembering(table, written) };
  for (const row of translateTable({ ...table, rows }, context)) {
    const { line } = row;
    const message = { ...received, bytes: Buffer.from(written.get(line) ?? '') };
    written.delete(line);
    if (row.refused !== undefined) {
      yield { line, unit: { message, refusal: row.refused } };
      continue;
    }
    const { translation, refused } = orOutage(() => withValidEntriesOnly(row.translated));
    const messageIdentifier = translation.messageIdentifier + mark;
    yield { line, unit: { message, translation: { ...translation, messageIdentifier }, refused } };
  }
}

/** Passes rows on and keeps what is to be kept of them until their outcome comes out. */
function* remembering(table: CsvTable, written: Map<number, string>): Generator<CsvRow> {
  for (const row of table.rows) {
    written.set(row.line, keptRow(table, row));
    yield row;
  }
}

function orOutage<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw resourceOutage(error) ?? error;
  }
}
