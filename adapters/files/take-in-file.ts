import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { RecordError } from '../../schema/errors.js';
import { utcNow, type PartialDateTime } from '../../schema/partial-date.js';
import { feedFor } from '../feeds.js';
import { recognise } from '../formats/recognise.js';
import type { IngestReport } from '../ingest.js';
import { Applying } from './applying.js';
import { piecesOf } from './pieces.js';
import { takeInSnapshot, type SnapshotFile, type SnapshotOptions } from './snapshot.js';
import { surveyCsv, type FileSource } from './survey.js';

/** What is known about a file that is taken in. */
export interface FileAbout {
  readonly fileName?: string;
  /** Name of the feed, where whoever sends it says so. */
  readonly feed?: string;
  readonly receivedAt?: PartialDateTime;
}

/** A CSV file from this size on is read as it comes (bytes); a smaller one goes through the inbox whole. */
const streamedFrom = 8_000_000;

/**
 * Takes in a file that is not to be held in memory: a snapshot of its feed, or a long CSV file. Undefined of any other, which then
 * goes through the inbox.
 * @throws RecordError STORE_UNAVAILABLE
 */
export async function takeInFile(
  options: SnapshotOptions & { readonly streamedFrom?: number },
  source: FileSource,
  about: FileAbout,
): Promise<IngestReport | undefined> {
  const isLong = source.size >= (options.streamedFrom ?? streamedFrom);
  if (!isLong && !options.profile.feeds.some(({ snapshot }) => snapshot !== undefined)) return undefined;
  if ((await startOf(source)) !== 'csv') return undefined;
  try {
    const survey = await surveyCsv(source, (bytes) => options.progress?.('Reading', bytes, source.size));
    // What an episode means hangs on the rows around it.
    if (survey.kind === undefined || survey.kind === 'ssda903-episodes') return undefined;
    const feed = feedFor(options.profile, 'csv', survey.sender, about.feed);
    if (options.profile.partners.some(({ ods, mode }) => ods === feed.partner && mode === 'view-only')) return undefined;
    const file = { source, survey, ...about, feed };
    if (isSnapshot(file)) return await takeInSnapshot(options, file);
    return isLong ? await takeInLong(options, file) : undefined;
  } catch (error) {
    if (!(error instanceof RecordError) || error.code === 'STORE_UNAVAILABLE') throw error;
    // Small enough to be kept as it came: the inbox quarantines it with the same reason.
    if (!isLong) return undefined;
    const { code, location = 'file' } = error;
    const named = about.fileName === undefined ? {} : { fileName: about.fileName };
    return { read: 1, stored: 0, duplicates: 0, entries: 0, quarantined: [{ code, location, whole: true, ...named }] };
  }
}

type File = Omit<SnapshotFile, 'feed'> & { readonly feed: ReturnType<typeof feedFor> };

function isSnapshot(file: File): file is SnapshotFile {
  return file.survey.kind === 'cld' && file.feed.snapshot?.of === 'cld';
}

/** Applies a file row by row as it is read. What was applied before it was interrupted is known again. */
async function takeInLong({ store, profile, progress }: SnapshotOptions, file: File): Promise<IngestReport> {
  const { source, survey, feed, fileName, receivedAt = utcNow() } = file;
  const applying = new Applying(store, fileName);
  const named = fileName === undefined ? {} : { fileName };
  const reading = { profile, feed, encoding: survey.encoding(feed.charset), monthFirst: survey.monthFirst, receivedAt, ...named };
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    for await (const chunk of source.open()) {
      yield chunk;
      progress?.('Applying', (bytes += chunk.length), source.size);
    }
  };
  for await (const piece of piecesOf(counted(), { ...reading, mark: '' })) await applying.add(piece.translate(piece.rows));
  return applying.report();
}

async function startOf(source: FileSource): Promise<ReturnType<typeof recognise>> {
  for await (const chunk of source.open()) return recognise(chunk.subarray(0, 65_536));
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
