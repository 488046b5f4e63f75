import type { MediaType } from '../../schema/media-type.js';

/** What an entry keeps of its file: element `content`, of which `sha256` is not shown. */
export interface FileDescription {
  readonly available: boolean;
  readonly reason?: 'DOCUMENT_TOO_LARGE' | 'DOCUMENT_TYPE_REFUSED';
  readonly mediaType?: MediaType;
  readonly declaredType?: string;
  readonly sizeInBytes: number;
  readonly sha256?: string;
}

/** The file of a document. */
export interface DocumentContent {
  /** As found by looking into it. */
  readonly mediaType: MediaType;
  readonly bytes: Uint8Array;
}
