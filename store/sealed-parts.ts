/** Bytes of any length, kept sealed in parts that fit into memory. */
import { createHash } from 'node:crypto';
import type { Queryable } from './database.js';
import type { Cipher } from './inbox/cipher.js';

/** Where parts lie; both names are written by this house alone. */
export interface PartsTable {
  readonly table: string;
  /** The column that says whose they are. */
  readonly owner: string;
}

/** Seals a part and keeps it. Parts are numbered from 0. */
export async function keepPart(
  database: Queryable,
  cipher: Cipher,
  { table, owner }: PartsTable,
  id: number,
  part: number,
  bytes: Uint8Array,
): Promise<void> {
  const hash = createHash('sha256').update(bytes).digest();
  const sealed = cipher.seal(bytes, hash);
  await database.query(`insert into ${table} (${owner}, part, hash, key_id, bytes) values ($1, $2, $3, $4, $5)`, [
    id,
    part,
    hash,
    sealed.keyId,
    sealed.bytes,
  ]);
}

/** The parts in their order, opened, one in memory at a time. */
export async function* bytesOf(
  database: Queryable,
  cipher: Cipher,
  { table, owner }: PartsTable,
  id: number,
): AsyncGenerator<Uint8Array> {
  for (let part = 0; ; part++) {
    const found = await database.query<{ hash: Buffer; key_id: string | null; bytes: Buffer }>(
      `select hash, key_id, bytes from ${table} where ${owner} = $1 and part = $2`,
      [id, part],
    );
    const [row] = found.rows;
    if (row === undefined) return;
    yield cipher.open({ keyId: row.key_id, bytes: row.bytes }, row.hash);
  }
}
