import type { PartialDateTime } from '../../schema/partial-date.js';
import type { Queryable } from '../database.js';
import type { Channel } from '../inbox/inbox-store.js';
import type { FileOutcome, FileState, FileStatus, KeptFile } from './file-store.js';

/** A file whose whole is kept, as it stands in the database. */
export interface FileRow {
  readonly id: string;
  readonly name: string;
  readonly arrived: string;
  readonly lane: string;
  readonly feed: string | null;
  readonly channel: Channel;
  readonly file_name: string | null;
  readonly hash: Buffer;
  readonly size: string;
  readonly received_at: PartialDateTime;
  readonly received_ms: string;
  readonly state: FileState;
  readonly attempts: number;
  readonly report: string | null;
  readonly decided?: NonNullable<FileStatus['decided']> | null;
  /** What became of it when it was held, and then applied. */
  readonly confirmed?: string | null;
}

export function keptFileOf(row: FileRow): Omit<KeptFile, 'open' | 'attempts' | 'begunMs'> {
  return {
    name: row.name,
    arrived: Number(row.arrived),
    lane: row.lane,
    channel: row.channel,
    hash: row.hash,
    size: Number(row.size),
    receivedAt: row.received_at,
    ...(row.feed === null ? {} : { feed: row.feed }),
    ...(row.file_name === null ? {} : { fileName: row.file_name }),
  };
}

/** Files that fit, newest first. `where` is written by this house alone. */
export async function filesWhere(database: Queryable, where: string, values: readonly unknown[]): Promise<FileStatus[]> {
  const found = await database.query<FileRow>(
    `select f.*, s.state as decided, s.report as confirmed from feed_file f
     left join feed_submission s on s.id = (f.report::json -> 'held' ->> 'submission')::bigint
     where f.name is not null and ${where}`,
    [...values],
  );
  return found.rows.map((row) => {
    const { hash, ...about } = keptFileOf(row);
    const report = row.confirmed ?? row.report;
    const outcome = report === null ? undefined : (JSON.parse(report) as FileOutcome);
    return {
      ...about,
      state: outcome?.state ?? row.state,
      sha256: hash.toString('hex'),
      ...(outcome === undefined ? {} : { outcome }),
      ...(row.decided == null ? {} : { decided: row.decided }),
    };
  });
}
