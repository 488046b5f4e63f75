import { createHash } from 'node:crypto';
import type pg from 'pg';

const lockClass = 7301;
const buckets = 256;

/** Lets no other batch change what is said of `subjects` until the transaction ends. */
export async function lockSubjects(client: pg.PoolClient, subjects: Iterable<string>, held: Set<number>): Promise<void> {
  const wanted = new Set<number>();
  for (const subject of subjects) {
    const bucket = bucketOf(subject);
    if (!held.has(bucket)) wanted.add(bucket);
  }
  if (wanted.size === 0) return;
  // In a fixed order: two batches then wait for each other, and do not block each other.
  await client.query({
    name: 'lock-subjects',
    text: 'select pg_advisory_xact_lock($1, bucket) from unnest($2::int[]) as bucket',
    values: [lockClass, [...wanted].toSorted((a, b) => a - b)],
  });
  for (const bucket of wanted) held.add(bucket);
}

function bucketOf(subject: string): number {
  return createHash('md5').update(subject).digest().readUInt32BE(0) % buckets;
}
