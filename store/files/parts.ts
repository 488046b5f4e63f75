import { createHash } from 'node:crypto';
import type { Queryable } from '../database.js';
import type { Cipher } from '../inbox/cipher.js';

const partBytes = 1_000_000;

/** Bytes in parts of one size, however they come; nothing comes of nothing. */
export async function* partsOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length;) {
      const piece = chunk.subarray(at, at + partBytes - length);
      waiting.push(piece);
      at += piece.length;
      length += piece.length;
      if (length < partBytes) continue;
      yield Buffer.concat(waiting);
      waiting = [];
      length = 0;
    }
  }
  if (length > 0) yield Buffer.concat(waiting);
}

export async function keepPart(pool: Queryable, cipher: Cipher, id: number, part: number, bytes: Uint8Array): Promise<void> {
  const hash = createHash('sha256').update(bytes).digest();
  const sealed = cipher.seal(bytes, hash);
  await pool.query('insert into feed_file_part (file_id, part, hash, key_id, bytes) values ($1, $2, $3, $4, $5)', [
    id,
    part,
    hash,
    sealed.keyId,
    sealed.bytes,
  ]);
}

export async function* bytesOf(pool: Queryable, cipher: Cipher, id: number): AsyncGenerator<Uint8Array> {
  for (let part = 0; ; part++) {
    const found = await pool.query<{ hash: Buffer; key_id: string | null; bytes: Buffer }>(
      'select hash, key_id, bytes from feed_file_part where file_id = $1 and part = $2',
      [id, part],
    );
    const [row] = found.rows;
    if (row === undefined) return;
    yield cipher.open({ keyId: row.key_id, bytes: row.bytes }, row.hash);
  }
}

export async function dropParts(database: Queryable, id: number): Promise<void> {
  await database.query('delete from feed_file_part where file_id = $1', [id]);
}
