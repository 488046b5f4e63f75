import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { RecordError, type ErrorCode } from '../../schema/errors.js';
import { utcNow, type PartialDateTime } from '../../schema/partial-date.js';
import { feedFor } from '../feeds.js';
import { isOutage } from '../resource-outage.js';
import { startingWith } from '../formats/chunks.js';
import { recognise } from '../formats/recognise.js';
import type { IngestReport } from '../ingest.js';
import { Applying } from './applying.js';
import { batchRows, piecesOf } from './pieces.js';
import { sharesOf } from './shares.js';
import { takeInSnapshot, type SnapshotFile, type SnapshotOptions } from './snapshot.js';
import { surveyCsv, type FileSource } from './survey.js';

/** What is known about a file that is taken in. */
export interface FileAbout {
  readonly fileName?: string;
  /** Name of the feed, where whoever sends it says so. */
  readonly feed?: string;
  readonly receivedAt?: PartialDateTime;
  /** Its place among all files that arrived. */
  readonly arrived?: number;
}

/** A file from this size on is read as it comes (bytes); a smaller one may go through the inbox whole. */
export const streamedFrom = 8_000_000;

type Options = SnapshotOptions & { readonly streamedFrom?: number };

/**
 * Takes in a CSV file that is not to be held in memory: a snapshot of its feed, or a long one. Undefined of any other, which then
 * goes through the inbox.
 * @throws RecordError STORE_UNAVAILABLE
 */
export async function takeInFile(options: Options, source: FileSource, about: FileAbout): Promise<IngestReport | undefined> {
  const isLong = source.size >= (options.streamedFrom ?? streamedFrom);
  if (!isLong && !options.profile.feeds.some(({ snapshot }) => snapshot !== undefined)) return undefined;
  if ((await recogniseStart(source)) !== 'csv') return undefined;
  try {
    const survey = await surveyCsv(source, (bytes) => options.progress?.('Reading', bytes, source.size));
    if (survey.kind === undefined) throw new RecordError('FORMAT_UNKNOWN', { location: 'header' });
    const feed = feedFor(options.profile, 'csv', survey.sender, about.feed);
    if (options.profile.partners.some(({ ods, mode }) => ods === feed.partner && mode === 'view-only')) {
      throw new RecordError('VIEW_ONLY_PARTNER', { feed: feed.name, location: 'partner' });
    }
    const file = { source, survey, ...about, feed };
    if (isSnapshot(file)) return await takeInSnapshot(options, file);
    return isLong ? await takeInLong(options, file) : undefined;
  } catch (error) {
    if (!(error instanceof RecordError) || isOutage(error)) throw error;
    // Small enough to be kept as it came: the inbox quarantines it with the same reason.
    if (!isLong) return undefined;
    return unread(error.code, error.location, about.fileName);
  }
}

/** The report of a file that was refused before anything of it was read. */
export function unread(code: ErrorCode, location = 'file', fileName?: string): IngestReport {
  const named = fileName === undefined ? {} : { fileName };
  const quarantined = [{ code, location, whole: true, ...named }];
  return { read: 1, stored: 0, duplicates: 0, entries: 0, quarantined, unread: true };
}

type File = Omit<SnapshotFile, 'feed'> & { readonly feed: ReturnType<typeof feedFor> };

function isSnapshot(file: File): file is SnapshotFile {
  return file.survey.kind === 'cld' && file.feed.snapshot?.of === 'cld';
}

/** Applies a file row by row as it is read. What was applied before it was interrupted is known again. */
async function takeInLong(options: Options, file: File): Promise<IngestReport> {
  const { store, profile, progress, signal } = options;
  const { source, survey, feed, fileName, receivedAt = utcNow() } = file;
  const applying = new Applying(store, fileName, options.advanced);
  const named = fileName === undefined ? {} : { fileName };
  const reading = { profile, feed, encoding: survey.encoding(feed.charset), monthFirst: survey.monthFirst, receivedAt, ...named };
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    for await (const chunk of source.open()) {
      yield chunk;
      progress?.('Applying', (bytes += chunk.length), source.size);
    }
  };
  const shares = Math.ceil(source.size / (options.streamedFrom ?? streamedFrom));
  const pieces =
    survey.kind === 'ssda903-episodes'
      ? // What an episode means hangs on the others of the child: the same row of a changed file is another unit.
        sharesOf(source, { ...reading, mark: `@${survey.hash.toString('hex').slice(0, 12)}` }, shares)
      : piecesOf(counted(), { ...reading, mark: '' });
  for await (const piece of pieces) {
    const units = piece.translate(piece.rows);
    for (let at = 0; at < units.length; at += batchRows) {
      signal?.throwIfAborted();
      await applying.add(units.slice(at, at + batchRows));
    }
  }
  return applying.report();
}

/** What a file seems to be, by its beginning. */
export async function recogniseStart(source: FileSource): Promise<ReturnType<typeof recognise>> {
  for await (const chunk of startingWith(source.open(), 65_536)) return recognise(chunk.subarray(0, 65_536));
  return undefined;
}

/** A file on disk. */
export async function fileAt(path: string): Promise<FileSource> {
  const { size } = await stat(path);
  return { size, open: () => createReadStream(path, { highWaterMark: 1_000_000 }) };
}

/** Bytes in memory. */
export function fileOf(bytes: Uint8Array): FileSource {
  return {
    size: bytes.length,
    async *open() {
      yield await Promise.resolve(bytes);
    },
  };
}

/** All of a file, for what must have it whole. */
export async function wholeOf(source: FileSource): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source.open()) chunks.push(chunk);
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}
