import { byteOrderMark, decodeStrictly, unmarkedUtf16 } from './decode.js';

/** The kinds of content that are told apart; `hl7v2-xml` is the XML form of HL7 v2. */
export type Recognised = 'hl7v2' | 'hl7v2-xml' | 'cda' | 'csv';

const examinedBytes = 8192;
const columnName = /^[A-Za-z_][\w \-()/.?'#&%:]{0,79}$/;

/**
 * What `bytes` seem to be, by content alone; undefined for anything else. A byte order mark, MLLP framing,
 * white space and HL7 batch headers are tolerated; ITK and SOAP envelopes count as `cda`.
 */
export function recognise(bytes: Uint8Array): Recognised | undefined {
  const start = startOf(bytes).replace(/^[\s\x0b\uFEFF]+/, '');
  if (/^(?:MSH|FHS|BHS)[^A-Za-z0-9\s]/.test(start)) return 'hl7v2';
  if (start.startsWith('<')) return ofXml(start);
  return isHeaderLine(start) ? 'csv' : undefined;
}

function startOf(bytes: Uint8Array): string {
  const start = bytes.subarray(0, examinedBytes);
  const wide = byteOrderMark(bytes) ?? unmarkedUtf16(bytes);
  if (wide === 'utf-16le' || wide === 'utf-16be') return decodeStrictly(start, wide)?.text ?? '';
  return Buffer.from(wide === 'utf-8' ? start.subarray(3) : start).toString('latin1');
}

function ofXml(start: string): Recognised | undefined {
  const root = /<(?![?!])(?:[\w.-]+:)?([\w.-]+)([^>]*)/.exec(start.replace(/<!--[\s\S]*?(?:-->|$)|<\?[\s\S]*?\?>/g, ''));
  if (!root) return undefined;
  const [, name, attributes] = root;
  if (attributes!.includes('urn:hl7-org:v2xml')) return 'hl7v2-xml';
  if (name === 'ClinicalDocument' || name === 'DistributionEnvelope' || name === 'Envelope') return 'cda';
  return undefined;
}

/** A first line of two columns or more that are named as columns are, and a row under it of as many. */
function isHeaderLine(start: string): boolean {
  const [header = '', row] = start.split(/\r\n|\r|\n/);
  const delimiter = [',', '\t', ';'].find((candidate) => header.includes(candidate));
  if (delimiter === undefined) return false;
  const columns = header.split(delimiter).map((column) => column.trim().replace(/^"(.*)"$/, '$1'));
  if (!columns.every((column, index) => columnName.test(column) || (column === '' && index > 0))) return false;
  // Prose has commas too: a line of it has no row under it, or one that is no row.
  return row?.includes(delimiter) || columns.every((column) => /^\w*$/.test(column));
}
