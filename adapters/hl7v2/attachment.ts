import type { Body } from '../../schema/entry.js';
import { OBX } from '../formats/hl7v2/names.js';
import type { Segment } from '../formats/hl7v2/message.js';
import { first } from '../formats/hl7v2/typed.js';
import { valueType } from './observation-value.js';

/**
 * What an ED or RP value says of its document: mime type, size, or where it is. The content stays
 * with the stored message; an entry holds none of it.
 */
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
