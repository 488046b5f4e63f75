import type { MediaType } from '../../schema/media-type.js';
import type { Queryable } from '../database.js';
import { bounded } from '../apply/units.js';
import type { DocumentContent } from './description.js';
import type { TakenFile } from './take.js';
import { readableFileOf, withWords } from './words.js';

/** Keeps the files of a partner's statements; the same file under the same key is kept once. */
export async function storeFiles(client: Queryable, partner: string, files: readonly TakenFile[]): Promise<void> {
  // One by one: a batch of scans in one statement would have to fit into memory twice.
  for (const { subject, key, sha256, mediaType, bytes } of files) {
    await client.query({
      name: 'store-file',
      text: `insert into document_content (subject, partner, key, sha256, size, media_type, bytes)
             values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
      values: [subject, partner, bounded(key), sha256, bytes.length, mediaType, Buffer.from(bytes)],
    });
  }
}

interface FileRow {
  readonly media_type: MediaType;
  readonly bytes: Buffer;
}

/** A file of a person's document, by the hash that its entry says; undefined when it is not held. */
export async function readFile(
  client: Queryable,
  subject: string,
  partner: string,
  sha256: string,
): Promise<DocumentContent | undefined> {
  const found = await client.query<FileRow>({
    name: 'read-file',
    text: `select media_type, bytes from document_content
           where subject = any (coalesce((select subjects from person_subject where subject = $1), array[$1::text]))
             and partner = $2 and sha256 = $3 limit 1`,
    values: [subject, partner, Buffer.from(sha256, 'hex')],
  });
  const row = found.rows[0];
  return row === undefined ? undefined : { mediaType: row.media_type, bytes: row.bytes };
}

/** An entry's elements with the words of its file beside them, where that is held. */
export async function withWordsOfFile(
  client: Queryable,
  entry: { readonly subject: string; readonly section: string; readonly partner: string },
  elements: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const sha256 = readableFileOf(entry.section, elements);
  return sha256 === undefined ? elements : withWords(elements, await readFile(client, entry.subject, entry.partner, sha256));
}
