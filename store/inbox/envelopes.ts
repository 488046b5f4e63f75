import { createHash } from 'node:crypto';
import type { Queryable } from '../database.js';
import type { Cipher } from './cipher.js';

/** Keeps what the answer to an arrival refers to; what was kept first stays. */
export async function keepEnvelope(database: Queryable, cipher: Cipher, id: number, envelope: Uint8Array): Promise<void> {
  const hash = createHash('sha256').update(envelope).digest();
  const sealed = cipher.seal(envelope, hash);
  await database.query(
    'insert into arrival_envelope (arrival_id, hash, key_id, bytes) values ($1, $2, $3, $4) on conflict do nothing',
    [id, hash, sealed.keyId, sealed.bytes],
  );
}

export async function envelopeOf(database: Queryable, cipher: Cipher, id: number): Promise<Buffer | undefined> {
  const found = await database.query<{ hash: Buffer; key_id: string | null; bytes: Buffer }>(
    'select hash, key_id, bytes from arrival_envelope where arrival_id = $1',
    [id],
  );
  const row = found.rows[0];
  return row === undefined ? undefined : cipher.open({ keyId: row.key_id, bytes: row.bytes }, row.hash);
}
