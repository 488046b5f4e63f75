import type { Queryable } from '../database.js';
import type { PartsTable } from '../sealed-parts.js';

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

/** Where the parts of files lie until they are applied. */
export const fileParts: PartsTable = { table: 'feed_file_part', owner: 'file_id' };

export async function dropParts(database: Queryable, id: number): Promise<void> {
  await database.query('delete from feed_file_part where file_id = $1', [id]);
}
