import { RecordError } from '../../../schema/errors.js';
import { decodeMessage } from './charset.js';
import { unescaper } from './escape.js';
import type { Delimiters, Hl7Message, Leaf, Segment } from './message.js';
import { segmentOf } from './segment.js';

const segmentName = /^[A-Z][A-Z0-9]{2}/;

/**
 * One HL7 v2 message (pipe form), losslessly: HL7 v2.4 chapter 2. Delimiters are those of MSH-1 and
 * MSH-2; segments end with CR, and LF or CRLF is accepted. Several messages: see split.ts.
 * @throws RecordError MESSAGE_UNREADABLE with the place; CONFIG_INVALID for an unknown feed character set
 */
export function readHl7(bytes: Uint8Array, options: { readonly charset: string }): Hl7Message {
  const { text, charset } = decodeMessage(bytes, options.charset);
  if (text.includes('\0')) throw unreadable('NUL in the text', 'message');
  const body = text.replace(/^[\s\x0b]+/, '').replace(/\x1c\s*$/, '');
  const { delimiters, truncation } = delimitersOf(/^[^\r\n]*/.exec(body)![0]);
  const unescape = unescaper(delimiters, truncation, charset.decoder === 'ascii' ? 'utf-8' : charset.decoder);
  const segments = linesOf(body, delimiters.field).map(({ text: written, line }, index) => {
    if (!isSegment(written, delimiters.field)) throw unreadable('not a segment', `line ${line}`);
    if (index > 0 && written.startsWith('MSH')) throw unreadable('a second MSH', `line ${line}`);
    return segmentOf(written, line, delimiters, unescape);
  });
  return { delimiters, segments, charset };
}

/** Every non-empty leaf in order, MSH-1 and MSH-2 included; HL7 null is the leaf `""`. */
export function leavesOf(message: Hl7Message): Leaf[] {
  const leaves: Leaf[] = [];
  const seen = new Map<string, number>();
  for (const segment of message.segments) {
    const place = (seen.get(segment.name) ?? 0) + 1;
    seen.set(segment.name, place);
    collect(segment, place === 1 ? segment.name : `${segment.name}[${place}]`, leaves);
  }
  return leaves;
}

function collect(segment: Segment, name: string, leaves: Leaf[]): void {
  for (let field = 1; field <= segment.length; field++) {
    segment.field(field).forEach((repetition, r) => {
      for (let component = 1; component <= repetition.length; component++) {
        const parts = repetition.subcomponents(component);
        for (let sub = 1; sub <= parts; sub++) {
          const text = repetition.leaf(component, sub);
          if (text !== undefined) leaves.push({ path: `${name}-${field}(${r + 1}).${component}.${sub}`, text });
        }
      }
    });
  }
}

/**
 * Lines with their number. Where segments end with CR, a line break with LF before something that is no
 * segment belongs to the text of the last field (seen in reports pasted into OBX-5) and is kept there.
 */
function linesOf(text: string, field: string): { text: string; line: number }[] {
  const endsWithCr = /\r(?!\n)/.test(text);
  const lines: { text: string; line: number }[] = [];
  const pattern = /([^\r\n]*)(\r\n|\r|\n|$)/y;
  let blank = 0;
  let continued = false;
  for (let number = 1; pattern.lastIndex < text.length; number++) {
    const [, line = '', end] = pattern.exec(text)!;
    const last = lines.at(-1);
    const trimmed = line.trimStart();
    if (trimmed === '') {
      blank++;
    } else if (endsWithCr && last && continued && !isSegment(trimmed, field)) {
      last.text += '\n'.repeat(blank + 1) + line;
      blank = 0;
    } else {
      lines.push({ text: isSegment(trimmed, field) ? trimmed : line, line: number });
      blank = 0;
    }
    continued = end !== '\r';
  }
  return lines;
}

function isSegment(line: string, field: string): boolean {
  return segmentName.test(line) && (line.length === 3 || line[3] === field);
}

function delimitersOf(header: string): { delimiters: Delimiters; truncation: string } {
  if (!header.startsWith('MSH')) throw unreadable('the message does not begin with MSH', 'line 1');
  const field = header[3] ?? '';
  if (field === '' || /[A-Za-z0-9\s"]/.test(field)) throw unreadable('no field separator', 'MSH-1');
  const encoding = header.split(field)[1] ?? '';
  const all = [field, ...encoding];
  if (encoding.length < 1 || encoding.length > 5 || /[A-Za-z0-9\s"]/.test(encoding) || new Set(all).size !== all.length) {
    throw unreadable('the encoding characters are not usable', 'MSH-2');
  }
  const [component = '', repetition = '', escape = '', subcomponent = '', truncation = ''] = encoding;
  return { delimiters: { field, component, repetition, escape, subcomponent }, truncation };
}

function unreadable(detail: string, location: string): RecordError {
  return new RecordError('MESSAGE_UNREADABLE', { detail, location });
}
