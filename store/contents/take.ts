import { createHash } from 'node:crypto';
import type { Body, DocumentFile, PutEntry, Refused, Statement, Translation } from '../../schema/entry.js';
import { agrees, mediaTypeOf, type MediaType } from '../../schema/media-type.js';
import type { FileDescription } from './description.js';
import { readableFileOf, withWords } from './words.js';

/** Largest file that is kept: letters are some 100 kB, scans some MB. */
export const largestFileBytes = 20 * 1024 * 1024;

/** A file to be kept. */
export interface TakenFile {
  readonly subject: string;
  readonly key: string;
  readonly sha256: Buffer;
  readonly mediaType: MediaType;
  readonly bytes: Uint8Array;
}

/** A translation whose documents describe their files, the files themselves, and those that are not kept. */
export interface Taken {
  readonly translation: Translation;
  readonly files: readonly TakenFile[];
  readonly refused: readonly Refused[];
}

/**
 * Takes the files out of what a message says. The entry keeps a description, which is folded like any of its
 * elements: a later statement without a file leaves it, a replacement has its own, a retraction hides both.
 */
export function takeFiles(translation: Translation): Taken {
  const files: TakenFile[] = [];
  const refused: Refused[] = [];
  const statements = translation.statements.map((statement): Statement => {
    if (statement.kind !== 'put' || statement.section !== 'documents' || statement.content === undefined) return statement;
    const { content, ...rest } = statement as PutEntry<'documents'>;
    const description = describe(content!);
    if (description.available) {
      const { mediaType, sha256 } = description as Required<FileDescription>;
      files.push({ subject: rest.subject, key: rest.key, sha256: Buffer.from(sha256, 'hex'), mediaType, bytes: content!.bytes });
    } else {
      refused.push({ code: description.reason!, location: `documents, file ${files.length + refused.length + 1}` });
    }
    return { ...rest, body: { ...rest.body, content: description } as Body<'documents'> };
  });
  return files.length + refused.length === 0
    ? { translation, files, refused }
    : { translation: { ...translation, statements }, files, refused };
}

function describe({ bytes, declaredType }: DocumentFile): FileDescription {
  const sizeInBytes = bytes.length;
  const refusedAs = (reason: FileDescription['reason'] & string): FileDescription => ({
    available: false,
    reason,
    ...(declaredType === undefined ? {} : { declaredType }),
    sizeInBytes,
  });
  if (sizeInBytes > largestFileBytes) return refusedAs('DOCUMENT_TOO_LARGE');
  const mediaType = mediaTypeOf(bytes);
  if (mediaType === undefined) return refusedAs('DOCUMENT_TYPE_REFUSED');
  return {
    available: true,
    mediaType,
    ...(declaredType === undefined || agrees(declaredType, mediaType) ? {} : { declaredType }),
    sizeInBytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

/** An entry's elements with the words of its file beside them, where that is among `files`. */
export function withWordsOfTaken(
  section: string,
  elements: Readonly<Record<string, unknown>>,
  files: readonly TakenFile[],
): Readonly<Record<string, unknown>> {
  const sha256 = readableFileOf(section, elements);
  return sha256 === undefined
    ? elements
    : withWords(
        elements,
        files.find((file) => file.sha256.toString('hex') === sha256),
      );
}
