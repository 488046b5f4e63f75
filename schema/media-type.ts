/** What a file is, found by looking into it: what a sender calls it is a claim, and a reader's computer acts on what it is. */

export type MediaType =
  | 'application/pdf'
  | 'application/rtf'
  | 'application/msword'
  | 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  | 'application/dicom'
  | 'image/png'
  | 'image/jpeg'
  | 'image/tiff'
  | 'image/gif'
  | 'text/plain'
  | 'text/html'
  | 'text/xml';

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const pdf = latin1('%PDF-');
const signatures: readonly { readonly type: MediaType; readonly starts: readonly Buffer[] }[] = [
  { type: 'application/pdf', starts: [pdf] },
  { type: 'application/rtf', starts: [latin1('{\\rtf')] },
  { type: 'image/png', starts: [latin1('\x89PNG\r\n\x1a\n')] },
  { type: 'image/jpeg', starts: [latin1('\xff\xd8\xff')] },
  { type: 'image/tiff', starts: [latin1('II*\0'), latin1('MM\0*')] },
  { type: 'image/gif', starts: [latin1('GIF87a'), latin1('GIF89a')] },
];

/** Programs and scripts, by how they begin: Windows, Linux, macOS and Java programs, and scripts that name their interpreter. */
const programs = ['MZ', '\x7fELF', '\xfe\xed\xfa', '\xce\xfa\xed\xfe', '\xcf\xfa\xed\xfe', '\xca\xfe\xba\xbe', '#!'].map(latin1);

/**
 * What `bytes` are, or undefined for anything that is not known to be a document: programs, archives, documents with
 * macros, and whatever cannot be recognised. Text is anything that reads as such, in UTF-8, UTF-16 with its mark, or a
 * Windows or ISO character set.
 */
export function mediaTypeOf(bytes: Uint8Array): MediaType | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length === 0 || programs.some((start) => begins(file, start))) return undefined;
  const signed = signatures.find(({ starts }) => starts.some((start) => begins(file, start)));
  if (signed) return signed.type === 'application/rtf' && holdsObjects(file) ? undefined : signed.type;
  if (begins(file, latin1('PK\x03\x04'))) return isPlainWord(file) ? word : undefined;
  if (begins(file, latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'))) return isPlainFormerWord(file) ? 'application/msword' : undefined;
  if (file.length > 132 && file.toString('latin1', 128, 132) === 'DICM') return 'application/dicom';
  const text = textIn(file);
  if (text === undefined) return undefined;
  // Some senders put blank lines in front.
  if (text.startsWith('%PDF-')) return 'application/pdf';
  return markupIn(text) ?? 'text/plain';
}

/** Whether the kind holds words that can be read here: those are looked through for what must not be shown. */
export function isReadable(type: MediaType): boolean {
  return type.startsWith('text/') || type === 'application/rtf';
}

/** The words of a file of a readable kind, near enough to be searched: markup of RTF taken out, accents as letters. */
export function wordsIn(bytes: Uint8Array, type: MediaType): string {
  const text = decoded(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)) ?? '';
  if (type !== 'application/rtf') return text;
  return text
    .replaceAll(/\\'([0-9a-f]{2})/gi, (_, hex: string) =>
      new TextDecoder('windows-1252').decode(Uint8Array.of(Number.parseInt(hex, 16))),
    )
    .replaceAll(/\\u(-?\d{1,5}) ?\??/g, (_, code: string) => String.fromCharCode(Number(code) & 0xffff))
    .replaceAll(/\\(?:par|line|tab|cell|row)\b ?/g, '\n')
    .replaceAll(/\\[a-z]+-?\d* ?|[{}]/gi, '');
}

/** As what a file is handed out: markup as plain text, so that nothing of it is ever run or drawn. */
export function servedAs(type: MediaType, bytes: Uint8Array): string {
  if (!type.startsWith('text/')) return type;
  return `text/plain; charset=${charsetOf(bytes)}`;
}

const endings: { readonly [type in MediaType]: string } = {
  'application/pdf': 'pdf',
  'application/rtf': 'rtf',
  'application/msword': 'doc',
  [word]: 'docx',
  'application/dicom': 'dcm',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/tiff': 'tif',
  'image/gif': 'gif',
  'text/plain': 'txt',
  'text/html': 'txt',
  'text/xml': 'txt',
};

/** Ending of a file name that makes a computer open the file as what it is handed out as. */
export function fileEndingOf(type: MediaType): string {
  return endings[type];
}

/** Other names of the same kinds, as senders write them. */
const otherNames: { readonly [name: string]: MediaType } = {
  'application/x-pdf': 'application/pdf',
  'text/rtf': 'application/rtf',
  'application/x-rtf': 'application/rtf',
  'text/richtext': 'application/rtf',
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/tif': 'image/tiff',
  'application/xml': 'text/xml',
  'application/hl7-v3+xml': 'text/xml',
  'application/xhtml+xml': 'text/html',
};

/** Whether what a sender calls a file is what it is. A claim that says nothing (`application/octet-stream`) agrees with everything. */
export function agrees(declared: string, type: MediaType): boolean {
  const name = declared.split(';')[0]!.trim().toLowerCase();
  return name === '' || name === 'application/octet-stream' || (otherNames[name] ?? name) === type;
}

/** Objects inside RTF are programs to Word, and a common way to attack it; pictures are not objects. */
function holdsObjects(file: Buffer): boolean {
  return /\\obj(?:data|update|autlink|ocx)/i.test(file.toString('latin1'));
}

/** A Word document: a package with its text and without macros or embedded programs. */
function isPlainWord(file: Buffer): boolean {
  return file.includes('word/document.xml') && !/vbaProject|\/activeX|oleObject/i.test(file.toString('latin1'));
}

/** A Word document of before 2007: streams are named in UTF-16; macros have their own. */
function isPlainFormerWord(file: Buffer): boolean {
  const utf16 = (name: string): Buffer => Buffer.from(name, 'utf16le');
  return (
    file.includes(utf16('WordDocument')) && !['_VBA_PROJECT', 'Macros', 'Ole10Native'].some((name) => file.includes(utf16(name)))
  );
}

/** The beginning of a text, without byte-order mark and leading blanks; undefined when the file is no text. */
function textIn(file: Buffer): string | undefined {
  return decoded(file)?.slice(0, 4096).trimStart();
}

function decoded(file: Buffer): string | undefined {
  return withoutControls(new TextDecoder(charsetOf(file)).decode(file));
}

function charsetOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}

/** Tab, line ends and form feeds belong to text; any other control character tells that it is none. */
function withoutControls(text: string): string | undefined {
  // eslint-disable-next-line no-control-regex
  return /[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f\u007f]/.test(text) ? undefined : text;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Markup that a browser would act on, wherever in the beginning it stands: it looks for it there, too. */
function markupIn(start: string): MediaType | undefined {
  if (/<(?:!doctype html|html|head|body|script|iframe|svg|object|embed|img|a |table|div|style|meta|link)[\s/>]?/i.test(start))
    return 'text/html';
  return start.startsWith('<?xml') || /^<[\p{L}_][\w.:-]*[\s/>]/u.test(start) ? 'text/xml' : undefined;
}

function begins(file: Buffer, start: Buffer): boolean {
  return file.subarray(0, start.length).equals(start);
}

function latin1(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}
