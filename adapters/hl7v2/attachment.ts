import type { Body, DocumentFile } from '../../schema/entry.js';
import { mediaTypeOf } from '../../schema/media-type.js';
import { bytesWritten, type TransferEncoding } from '../formats/encapsulated.js';
import { OBX } from '../formats/hl7v2/names.js';
import type { Segment } from '../formats/hl7v2/message.js';
import { first } from '../formats/hl7v2/typed.js';
import { valueType } from './observation-value.js';
import type { Reading } from './reading.js';

/** What an ED or RP value says of its document: mime type, size, or where it is. The file itself is {@link fileOf}'s. */
export function attachment(obx: Segment): Pick<Body<'documents'>, 'documentMimeType' | 'sizeInBytes' | 'documentationLocation'> {
  const value = first(obx, OBX.ObservationValue);
  if (value === undefined) return {};
  if (valueType(obx) === 'RP') {
    const type = mimeType(value.text(3), value.text(4));
    const pointer = value.text(1);
    return { ...(pointer ? { documentationLocation: pointer } : {}), ...(type ? { documentMimeType: type } : {}) };
  }
  const type = mimeType(value.text(2), value.text(3));
  const size = sizeOf(value.text(5), value.text(4));
  return { ...(type ? { documentMimeType: type } : {}), ...(size === undefined ? {} : { sizeInBytes: size }) };
}

/** HL7 table 0299: `A` is text as it stands. */
const encodings: Readonly<Record<string, TransferEncoding>> = { A: 'text', HEX: 'hex', BASE64: 'base64' };

/**
 * The file of an ED value, to be put with its document. A pointer (RP) is none: what it points to stays where it is.
 * One that is not encoded as it says is refused, and the document is listed without it.
 */
export function fileOf(reading: Reading, obx: Segment): { readonly content?: DocumentFile } {
  const value = first(obx, OBX.ObservationValue);
  const data = value?.text(5);
  if (value === undefined || data === undefined || valueType(obx) !== 'ED') return {};
  const encoding = encodings[value.text(4)?.trim().toUpperCase() ?? ''];
  // Senders that leave out the encoding send base64 of a PDF, or text: only a file that is one tells them apart.
  const bytes = encoding === undefined ? unlabelled(data) : bytesWritten(data, encoding);
  if (bytes === undefined || (encoding === undefined && value.text(4) !== undefined)) {
    reading.refuse('DOCUMENT_UNREADABLE', `OBX-5 in line ${obx.line}`);
    return {};
  }
  const declaredType = mimeType(value.text(2), value.text(3));
  return { content: { bytes, ...(declaredType === undefined ? {} : { declaredType }) } };
}

function unlabelled(data: string): Uint8Array {
  const decoded = bytesWritten(data, 'base64');
  const type = decoded && mediaTypeOf(decoded);
  return decoded !== undefined && type !== undefined && type !== 'text/plain' ? decoded : Buffer.from(data, 'utf8');
}

const families: Readonly<Record<string, string>> = {
  TEXT: 'text',
  TX: 'text',
  IM: 'image',
  AU: 'audio',
  APPLICATION: 'application',
  AP: 'application',
  IMAGE: 'image',
  AUDIO: 'audio',
};
// Senders write `IM^PDF`: a PDF is an application type whatever family is claimed for it.
const applications = new Set(['PDF', 'RTF', 'MSWORD', 'DICOM', 'ZIP', 'XML', 'OCTET-STREAM']);

function mimeType(family: string | undefined, subtype: string | undefined): string | undefined {
  const kind = subtype?.trim();
  if (kind === undefined || kind === '') return family?.includes('/') ? family.toLowerCase() : undefined;
  if (kind.includes('/')) return kind.toLowerCase();
  if (applications.has(kind.toUpperCase())) return `application/${kind.toLowerCase()}`;
  const of = families[family?.trim().toUpperCase() ?? ''];
  return of === undefined ? undefined : `${of}/${kind.toLowerCase()}`;
}

function sizeOf(data: string | undefined, encoding: string | undefined): number | undefined {
  if (data === undefined) return undefined;
  const compact = data.replace(/\s/g, '');
  if (encoding?.toUpperCase() === 'BASE64') return Math.floor((compact.replace(/=+$/, '').length * 3) / 4);
  if (encoding?.toUpperCase() === 'HEX') return Math.floor(compact.length / 2);
  return Buffer.byteLength(data);
}
