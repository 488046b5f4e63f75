import type { Moment } from '../calendar.js';
import type { FeedFile } from '../feed-file.js';
import { csvFile } from './csv-text.js';

/** A record as the council's system exports it, by column. */
export type CouncilRecord = Readonly<Record<string, string>>;

/** One file of the council layout: the columns that any of its records fills. */
export function councilFile(feed: string, fileName: string, at: Moment, records: readonly CouncilRecord[]): FeedFile {
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return csvFile(feed, fileName, at, columns, records, { lineEnd: '\r\n', byteOrderMark: true });
}
