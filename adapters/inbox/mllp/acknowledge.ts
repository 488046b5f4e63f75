import { randomBytes } from 'node:crypto';
import { errorCodes, type ErrorCode } from '../../../schema/errors.js';
import { versionOf, type Header } from '../../formats/hl7v2/header.js';
import { conditionOf, isRejected } from './condition.js';

/** HL7 table 0008. */
export type Acknowledgement = 'AA' | 'AE' | 'AR' | 'CA' | 'CE' | 'CR';

/** What is said of a fault: a code of ours, and where; never a value. */
export interface Fault {
  readonly code: ErrorCode;
  readonly location?: string;
}

/** HL7 table 0155, by which a sender asks for answers (MSH-15, MSH-16). */
type Condition = 'AL' | 'NE' | 'ER' | 'SU';

/** Which answers the sender of a message wants. */
export interface Wanted {
  /** Enhanced mode: MSH-15 or MSH-16 is valued. */
  readonly isEnhanced: boolean;
  commit(isGood: boolean): boolean;
  application(isGood: boolean): boolean;
}

/** HL7 v2.4 section 2.9.3: with both fields empty, one application answer, always. */
export function wantedBy(header: Header): Wanted {
  const accept = header.first(15);
  const application = header.first(16);
  if (accept === '' && application === '') {
    return { isEnhanced: false, commit: () => false, application: () => true };
  }
  return {
    isEnhanced: true,
    commit: (isGood) => meets(accept, isGood),
    application: (isGood) => meets(application, isGood),
  };
}

function meets(condition: string, isGood: boolean): boolean {
  const written = condition.toUpperCase() as Condition | '';
  if (written === 'ER') return !isGood;
  if (written === 'SU') return isGood;
  // A value that is not of the table is no reason to leave a sender waiting.
  return written !== 'NE' && written !== '';
}

/** Application answer for `fault`: AR where sending it again cannot help, else AE. */
export function refusedAs(fault: Fault): 'AE' | 'AR' {
  return isRejected(fault.code) ? 'AR' : 'AE';
}

/** Commit answer for `fault`. */
export function notKeptAs(fault: Fault): 'CE' | 'CR' {
  return isRejected(fault.code) ? 'CR' : 'CE';
}

/**
 * The acknowledgement of the message with `header` (HL7 v2.4 section 2.13; A.3): sender and receiver change places, MSH-11, 12,
 * 17 and 18 and the delimiters stay, MSA-2 is its MSH-10. A fault stands in ERR: ERR-2 to 8 from version 2.5 on, else
 * ERR-1. Without a header it is an answer to nobody in particular.
 */
export function acknowledgement(header: Header | undefined, code: Acknowledgement, fault?: Fault): Uint8Array {
  const about = header ?? unreadable;
  const segments = [headerSegment(about, code), answerSegment(about, code, fault)];
  if (fault !== undefined) segments.push(errorSegment(about, fault));
  return Buffer.from(`${segments.join('\r')}\r`, 'latin1');
}

/** Answers to what has no header: standard delimiters, no names. */
const unreadable: Header = { separator: '|', encoding: '^~\\&', isBatch: false, field: () => '', first: () => '' };

function headerSegment(header: Header, code: Acknowledgement): string {
  const { separator, encoding } = header;
  const component = encoding[0] ?? '';
  const version = versionOf(header);
  const event = component === '' ? '' : (header.field(9).split(component)[1] ?? '');
  const type = component === '' || version < 2.03 ? ['ACK'] : version < 2.0301 ? ['ACK', event] : ['ACK', event, 'ACK'];
  const fields = [
    encoding,
    header.field(5),
    header.field(6),
    header.field(3),
    header.field(4),
    `${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}+0000`,
    '',
    // Without an event there is nothing to say in the middle.
    event === '' ? 'ACK' : type.join(component),
    ownControlId(),
    header.field(11) || 'P',
    header.field(12) || '2.4',
    '',
    '',
    // An answer in enhanced mode is itself a message: it asks for no further answer.
    code[0] === 'A' && (header.field(15) !== '' || header.field(16) !== '') ? 'NE' : '',
    code[0] === 'A' && (header.field(15) !== '' || header.field(16) !== '') ? 'NE' : '',
    header.field(17),
    header.field(18),
  ];
  return `MSH${separator}${trimmed(fields).join(separator)}`;
}

function answerSegment({ separator, encoding, field }: Header, code: Acknowledgement, fault: Fault | undefined): string {
  const words = fault === undefined ? '' : escaped(`${fault.code}: ${errorCodes[fault.code]}`, separator, encoding);
  return `MSA${separator}${trimmed([code, field(10), words]).join(separator)}`;
}

function errorSegment(header: Header, fault: Fault): string {
  const { separator, encoding } = header;
  const component = encoding[0] ?? '';
  const { number, text } = conditionOf(fault.code);
  const place = placeOf(fault.location);
  const words = escaped(errorCodes[fault.code], separator, encoding);
  const where = escaped(fault.location ?? '', separator, encoding);
  if (versionOf(header) < 2.05) {
    const coded = [number, text, 'HL70357', fault.code, words].join(encoding[3] ?? ' ');
    return `ERR${separator}${[place[0] ?? '', place[1] ?? '', place[2] ?? '', coded].join(component)}`;
  }
  const fields = [
    '',
    place.join(component),
    [number, text, 'HL70357'].join(component),
    'E',
    [fault.code, words, 'L'].join(component),
    '',
    where,
    words,
  ];
  return `ERR${separator}${fields.join(separator)}`;
}

/** `PID[2]-3(1).4.1` as segment, its place, field, repetition, component and sub-component; nothing of other places. */
function placeOf(location: string | undefined): readonly string[] {
  const found = /^([A-Z][A-Z0-9]{2})(?:\[(\d+)\])?(?:-(\d+)(?:\((\d+)\))?(?:\.(\d+)(?:\.(\d+))?)?)?(?![\w-])/.exec(
    location ?? '',
  );
  if (found === null) return [];
  const [, segment, place = '1', ...rest] = found;
  return trimmed([segment!, place, ...rest.map((part) => part ?? '')]);
}

function escaped(text: string, separator: string, encoding: string): string {
  const [component, repetition, escape, subcomponent] = encoding;
  const names = new Map([
    [escape, 'E'],
    [separator, 'F'],
    [component, 'S'],
    [repetition, 'R'],
    [subcomponent, 'T'],
  ]);
  return [...text].map((one) => escapedCharacter(one, escape, names)).join('');
}

function escapedCharacter(one: string, escape: string | undefined, names: ReadonlyMap<string | undefined, string>): string {
  const name = names.get(one);
  if (name !== undefined) return escape === undefined ? ' ' : `${escape}${name}${escape}`;
  // The answer is in the character set of the message, and every set holds ASCII.
  return one >= ' ' && one <= '~' ? one : '?';
}

function trimmed(fields: readonly string[]): string[] {
  return fields.slice(0, fields.findLastIndex((field) => field !== '') + 1);
}

const started = randomBytes(5).toString('hex').toUpperCase();
let answers = 0;

/** MSH-10 of ours, at most 20 characters: different for each answer of each process. */
function ownControlId(): string {
  answers++;
  return `${started}${answers.toString(36).toUpperCase().padStart(7, '0')}`;
}
