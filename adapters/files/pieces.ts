import type { FeedContext } from '../../schema/feed.js';
import type { Feed, Profile } from '../../schema/profile.js';
import type { PartialDateTime } from '../../schema/partial-date.js';
import { streamCsv } from '../formats/csv/stream.js';
import type { CsvHeader } from '../formats/csv/rows.js';
import type { CsvRow, CsvTable } from '../formats/csv/table.js';
import { rowsOf, type RowUnit } from '../rows.js';
import { counted } from '../translate.js';

/** Rows applied together at most. */
export const batchRows = 200;

/** How the rows of one file are read and translated. */
export interface Reading {
  readonly profile: Profile;
  readonly feed: Feed;
  readonly encoding: string;
  readonly monthFirst: ReadonlySet<number>;
  readonly receivedAt: PartialDateTime;
  readonly fileName?: string;
  /** Added to the identifiers of its rows; see {@link rowsOf}. */
  readonly mark: string;
}

/** Some rows of a file, in order. */
export interface Piece {
  readonly header: readonly string[];
  readonly rows: readonly CsvRow[];
  /** Translates these of the rows. */
  translate(rows: readonly CsvRow[]): readonly RowUnit[];
}

/**
 * The rows of a file, 200 at a time.
 * @throws RecordError FORMAT_UNKNOWN, STRUCTURE_INVALID, MESSAGE_UNREADABLE
 */
export async function* piecesOf(chunks: AsyncIterable<Uint8Array>, reading: Reading): AsyncGenerator<Piece> {
  for await (const under of streamCsv(chunks, reading.encoding)) {
    const { header, rows: all } = under;
    const translate = translating(under, reading);
    for (let at = 0; at < all.length; at += batchRows) yield { header, rows: all.slice(at, at + batchRows), translate };
  }
}

/** Translates rows under a header. */
export function translating({ header, headerWritten }: CsvHeader, reading: Reading): Piece['translate'] {
  const { feed, profile, receivedAt, fileName, encoding, monthFirst, mark } = reading;
  const context: FeedContext = { feed, partner: feed.partner, receivedAt, ...(fileName === undefined ? {} : { fileName }) };
  const received = { feed: feed.name, partner: feed.partner, format: 'csv', receivedAt } as const;
  const table = (rows: readonly CsvRow[]): CsvTable => ({ header, headerWritten, encoding, monthFirst, rows });
  return (rows) =>
    [...rowsOf(table(rows), mark, context, received)].map(({ line, unit }) => ({ line, unit: counted(unit, profile) }));
}
