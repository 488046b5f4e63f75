/** The words of a letter beside what its entry says: an entry is as sensitive as the letter that it stands for (R22). */
import { isReadable, wordsIn, type MediaType } from '../../schema/media-type.js';
import type { FileDescription } from './description.js';

type Elements = Readonly<Record<string, unknown>>;

/** A file that is held, wherever. */
interface HeldFile {
  readonly mediaType: MediaType;
  readonly bytes: Uint8Array;
}

/** SHA-256 (hexadecimal) of the file of an entry, where it has one whose words can be read. */
export function readableFileOf(section: string, elements: Elements): string | undefined {
  if (section !== 'documents') return undefined;
  const { mediaType, sha256 } = (elements['content'] ?? {}) as Partial<FileDescription>;
  return mediaType !== undefined && isReadable(mediaType) ? sha256 : undefined;
}

/** The elements with the words of `file` in place of its description; as they are where it is not held. */
export function withWords(elements: Elements, file: HeldFile | undefined): Elements {
  return file === undefined ? elements : { ...elements, content: wordsIn(file.bytes, file.mediaType) };
}
