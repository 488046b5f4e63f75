import { RecordError } from '../../schema/errors.js';
import { utcNow, type PartialDateTime } from '../../schema/partial-date.js';
import type { Feed, Profile } from '../../schema/profile.js';
import type { Store } from '../../store/store.js';
import type { Submission, SubmissionRow } from '../../store/snapshots/snapshot-store.js';
import type { IngestReport } from '../ingest.js';
import { Applying } from './applying.js';
import { outcomeOf } from './outcome.js';
import { piecesOf, type Piece, type Reading } from './pieces.js';
import { rowFactsUnder } from './row-facts.js';
import { surveyCsv, type FileSource, type Survey } from './survey.js';
import { takingBack } from './taking-back.js';

/** Told how far the work is, and with what. */
export type Progress = (label: string, done: number, total: number) => void;

export interface SnapshotOptions {
  readonly store: Store;
  readonly profile: Profile;
  readonly progress?: Progress;
  /** Ends the work between two pieces: what is not applied then goes on waiting. */
  readonly signal?: AbortSignal;
  /** Told whenever something of the file is stored that was not before. */
  readonly advanced?: () => Promise<void>;
}

/** A file of a feed whose files are snapshots. */
export interface SnapshotFile {
  readonly source: FileSource;
  readonly survey: Survey;
  readonly feed: Feed & { readonly snapshot: NonNullable<Feed['snapshot']> };
  readonly fileName?: string;
  readonly receivedAt?: PartialDateTime;
  /** Its place among all files that arrived, by whichever door. */
  readonly arrived?: number;
}

const partBytes = 1_000_000;
const withdrawnAtOnce = 200;

/**
 * Takes in a file that is all an authority holds of its reporting period. It is kept, compared with the one before, and either held
 * (SNAPSHOT_HELD in the report) or applied: rows that changed or are new, and what was taken out. The same file again changes nothing; one of
 * which the application was interrupted goes on; one that arrived before the newest of the feed is superseded by it.
 * @throws RecordError STORE_UNAVAILABLE, FORMAT_UNKNOWN, STRUCTURE_INVALID, MESSAGE_UNREADABLE
 */
export function takeInSnapshot(options: SnapshotOptions, file: SnapshotFile): Promise<IngestReport> {
  const { snapshots } = options.store;
  const { feed, survey } = file;
  return snapshots.exclusively(feed.name, async () => {
    const before = await snapshots.newest(feed.name);
    if (before?.state === 'applying') {
      const report = await apply(options, before);
      if (before.hash.equals(survey.hash)) return report;
    } else if (before?.hash.equals(survey.hash) === true && before.state !== 'receiving') {
      if (before.state === 'held') return heldReport(before);
      return { read: before.rows, stored: 0, duplicates: before.rows, entries: 0, quarantined: [] };
    }
    if (before?.arrived !== undefined && file.arrived !== undefined && before.arrived > file.arrived) {
      return { read: 0, stored: 0, duplicates: 0, entries: 0, quarantined: [], superseded: true };
    }
    const received = await receive(options, file);
    await options.advanced?.();
    return received.state === 'held' ? heldReport(received) : apply(options, received);
  });
}

/**
 * Applies a submission that was held.
 * @param by who decided
 * @throws RecordError NOT_FOUND when it does not wait, VERSION_CONFLICT when a later one was taken in since
 */
export async function confirmSnapshot(options: SnapshotOptions, id: number, by: string): Promise<IngestReport> {
  const { snapshots } = options.store;
  const found = await snapshots.submission(id);
  if (found === undefined) throw new RecordError('NOT_FOUND', { detail: `no submission ${id}` });
  return snapshots.exclusively(found.feed, async () => {
    const now = await snapshots.submission(id);
    if (now?.state !== 'held' && now?.state !== 'applying') {
      throw new RecordError('NOT_FOUND', { detail: `submission ${id} does not wait: it is ${now?.state ?? 'gone'}` });
    }
    if (now.state === 'held' && !(await snapshots.confirm(id, by))) {
      throw new RecordError('VERSION_CONFLICT', { detail: 'a later submission of the feed was taken in since' });
    }
    return apply(options, now);
  });
}

async function receive({ store, profile, progress, signal }: SnapshotOptions, file: SnapshotFile): Promise<Submission> {
  const { snapshots } = store;
  const { source, survey, feed, fileName } = file;
  const submission = await snapshots.begin({
    feed: feed.name,
    hash: survey.hash,
    encoding: survey.encoding(feed.charset),
    receivedAt: file.receivedAt ?? utcNow(),
    ...(fileName === undefined ? {} : { fileName }),
    ...(file.arrived === undefined ? {} : { arrived: file.arrived }),
    ...(survey.period === undefined ? {} : { period: survey.period }),
  });
  let part = 0;
  for await (const chunk of inParts(source.open())) await snapshots.keepPart(submission.id, part++, chunk);
  const seen = counting(snapshots.bytesOf(submission.id), (bytes) => progress?.('Comparing', bytes, source.size));
  let facts: ReturnType<typeof rowFactsUnder> | undefined;
  for await (const piece of piecesOf(seen, readingOf(submission, feed, profile, survey.monthFirst))) {
    signal?.throwIfAborted();
    facts ??= rowFactsUnder(piece.header);
    await snapshots.keepRows(submission.id, factsOf(piece, facts));
  }
  return snapshots.received(submission.id, feed.snapshot.holdBelow);
}

/** Of rows that are not shared nothing is compared. */
function factsOf(piece: Piece, facts: ReturnType<typeof rowFactsUnder>): SubmissionRow[] {
  const rows = new Map(piece.rows.map((row) => [row.line, row]));
  return piece
    .translate(piece.rows)
    .filter(({ unit }) => unit.refusal?.code !== 'ROW_EXCLUDED')
    .map((unit) => facts(rows.get(unit.line)!, unit));
}

/** Applies what is left of a submission that was compared. */
async function apply(
  { store, profile, progress, signal, advanced }: SnapshotOptions,
  submission: Submission,
): Promise<IngestReport> {
  const { snapshots } = store;
  const { id } = submission;
  const feed = profile.feeds.find(({ name }) => name === submission.feed);
  if (feed === undefined) throw new RecordError('FEED_UNKNOWN', { detail: `the profile has no feed ${submission.feed}` });
  // The dates of the file are read by all its rows.
  const source: FileSource = { size: 0, open: () => snapshots.bytesOf(id) };
  const { monthFirst } = await surveyCsv(source);
  const reading = readingOf(submission, feed, profile, monthFirst);
  const applying = new Applying(store, submission.fileName, advanced);
  const back = takingBack(submission, feed);
  let rows = 0;
  for await (const piece of piecesOf(snapshots.bytesOf(id), reading)) {
    signal?.throwIfAborted();
    const from = piece.rows[0]!.line;
    const to = piece.rows.at(-1)!.line;
    const { events, keyed } = await snapshots.changed(id, { from, to });
    const wanted = new Set(events.flatMap(({ lines }) => lines));
    const changed = piece.rows.filter(({ line }) => wanted.has(line) || !keyed.has(line));
    const notStored = await applying.add(piece.translate(changed));
    // An event whose rows go on behind this piece is as it should be only when they are applied too.
    const done = events.filter(({ lines }) => lines.every((line) => line <= to && !notStored.has(line)));
    await store.apply(done.filter(({ takenBack }) => takenBack.length > 0).map((one) => back(one.key, one.takenBack)));
    await snapshots.noteApplied(
      id,
      done.map(({ key }) => key),
    );
    applying.duplicates += piece.rows.length - changed.length;
    applying.read += piece.rows.length - changed.length;
    progress?.('Applying', (rows += piece.rows.length), Math.max(submission.rows, rows));
  }
  const withdrawn = await withdraw(store, submission, back, advanced);
  const report = { ...applying.report(), ...(withdrawn === 0 ? {} : { withdrawn }) };
  await snapshots.endApplying(id, outcomeOf(report));
  return report;
}

async function withdraw(
  store: Store,
  { id }: Submission,
  back: ReturnType<typeof takingBack>,
  advanced: SnapshotOptions['advanced'],
): Promise<number> {
  for (let count = 0; ;) {
    const gone = await store.snapshots.withdrawn(id, withdrawnAtOnce);
    if (gone.length === 0) return count;
    await store.apply(gone.map(({ key, says }) => back(key, says)));
    await store.snapshots.noteWithdrawn(
      id,
      gone.map(({ key }) => key),
    );
    count += gone.length;
    await advanced?.();
  }
}

function readingOf(submission: Submission, feed: Feed, profile: Profile, monthFirst: ReadonlySet<number>): Reading {
  const { id, encoding, receivedAt, fileName } = submission;
  // The same row in another submission is said anew: what came between may have changed it.
  return { profile, feed, encoding, monthFirst, receivedAt, mark: `@${id}`, ...(fileName === undefined ? {} : { fileName }) };
}

function heldReport({ id, rows, expected, named, fileName }: Submission): IngestReport {
  const part = { code: 'SNAPSHOT_HELD', location: 'file', whole: true, ...(fileName === undefined ? {} : { fileName }) } as const;
  const held = { submission: id, rows, expected: expected ?? 0, named: named ?? 0 };
  return { read: rows, stored: 0, duplicates: 0, entries: 0, quarantined: [part], held: [held] };
}

async function* inParts(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += partBytes) yield chunk.subarray(at, at + partBytes);
  }
}

async function* counting(chunks: AsyncIterable<Uint8Array>, tell: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    yield chunk;
    tell((bytes += chunk.length));
  }
}
