import { Buffer } from 'node:buffer';
import type { FeedFile } from '../feed-file.js';
import { hl7Time, type Moment } from '../calendar.js';

/** HL7 text that is already delimited and escaped. */
export interface Encoded {
  readonly hl7: string;
}

/** What a field or component is made from; plain text is escaped, undefined is an absent value. */
export type Part = string | Encoded | undefined;

/** HL7 null: the sender supports the field and holds no value. */
export const noValue: Encoded = { hl7: '""' };

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\E\\',
  '|': '\\F\\',
  '^': '\\S\\',
  '&': '\\T\\',
  '~': '\\R\\',
  '\n': '\\.br\\',
};

/** `text` with delimiters escaped and line breaks as `\.br\`. */
export function escapeHl7(text: string): string {
  return text.replaceAll(/[\\|^&~\n]/g, (character) => escapes[character]!);
}

const encode = (part: Part): string => (part === undefined ? '' : typeof part === 'string' ? escapeHl7(part) : part.hl7);
const joined = (parts: readonly Part[], delimiter: string): string =>
  parts
    .map(encode)
    .join(delimiter)
    .replace(new RegExp(`\\${delimiter}+$`), '');

/** Components of a field. */
export function components(...parts: readonly Part[]): Encoded {
  return { hl7: joined(parts, '^') };
}

/** Sub-components of a component. */
export function subcomponents(...parts: readonly Part[]): Encoded {
  return { hl7: joined(parts, '&') };
}

/** Repetitions of a field. */
export function repetitions(parts: readonly Part[]): Encoded {
  return { hl7: joined(parts, '~') };
}

/** A segment from its fields by HL7 field number; the gaps are absent fields. */
export function segment(name: string, fields: Readonly<Record<number, Part>>): string {
  const last = Math.max(...Object.keys(fields).map(Number));
  const all = Array.from({ length: last }, (_, index) => fields[index + 1]);
  return `${name}|${joined(all, '|')}`;
}

/** A system that sends HL7 v2 on one feed. */
export interface Hl7Sender {
  readonly feed: string;
  readonly application: string;
  readonly facility: string;
  readonly version: '2.3' | '2.4' | '2.5.1';
  /** MSH-18 and how the bytes are written; `undeclared` is Windows-1252 that does not say so. */
  readonly charset: 'UNICODE UTF-8' | '8859/1' | 'undeclared';
}

/** One message as the bytes that the sender would send. `control` is unique for the sender. */
export function hl7File(
  sender: Hl7Sender,
  trigger: string,
  structure: string,
  at: Moment,
  control: string,
  segments: readonly string[],
): FeedFile {
  const [type, event] = trigger.split('^');
  // MSH-1 is the field separator itself, so every MSH field stands one place to the left here.
  const header = segment('MSH', {
    1: { hl7: '^~\\&' },
    2: sender.application,
    3: sender.facility,
    4: 'SCR',
    5: 'SCR',
    6: hl7Time(at),
    8: components(type, event, structure),
    9: control,
    10: 'P',
    11: sender.version,
    16: 'GBR',
    17: sender.charset === 'undeclared' ? undefined : sender.charset,
    18: 'EN',
  });
  const text = [header, ...segments].join('\r') + '\r';
  return { feed: sender.feed, fileName: `${sender.feed}-${control}.hl7`, at, bytes: inCharset(text, sender.charset) };
}

const windows1252: Readonly<Record<string, number>> = {
  '€': 0x80,
  '‘': 0x91,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '–': 0x96,
  '—': 0x97,
};

function inCharset(text: string, charset: Hl7Sender['charset']): Uint8Array {
  if (charset === 'UNICODE UTF-8') return Buffer.from(text, 'utf8');
  return Uint8Array.from(text, (character) => {
    const code = charset === 'undeclared' ? (windows1252[character] ?? character.charCodeAt(0)) : character.charCodeAt(0);
    if (code > 0xff) throw new RangeError(`a message in ${charset} cannot hold U+${code.toString(16)}`);
    return code;
  });
}
