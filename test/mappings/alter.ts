import { parseNhsNumber } from '../../schema/nhs-number.js';

/**
 * Another text of the same kind: a date becomes another date written the same way, an NHS number
 * another one of the range that is never issued, and everything else keeps its shape, letter for
 * letter and digit for digit. Never equal to `text`; the same text always becomes the same other.
 */
export function sameKind(text: string): string {
  if (/^(?:true|false)$/.test(text)) return text === 'true' ? 'false' : 'true';
  return nhsNumber(text) ?? date(text) ?? year(text) ?? turned(text);
}

function nhsNumber(text: string): string | undefined {
  const number = parseNhsNumber(text);
  if (number === undefined) return undefined;
  for (let serial = 9_990_007_000; ; serial++) {
    const other = parseNhsNumber(String(serial));
    if (other !== undefined && other !== number) return other;
  }
}

const writtenDates = [
  // HL7: 20260302, 202603021015, 20260302101500+0000
  /^(?<before>(?:19|20)\d\d(?:0[1-9]|1[0-2]))(?<day>0[1-9]|[12]\d|3[01])(?<after>(?:\d{4}(?:\d\d(?:\.\d+)?)?)?(?:[+-]\d{2,4})?)$/,
  /^(?<before>(?:19|20)\d\d-\d\d-)(?<day>\d\d)(?<after>(?:[T ].*)?)$/,
  /^(?<before>)(?<day>\d\d)(?<after>\/\d\d\/\d{4}.*)$/,
];

/** Another day of the same month, so that nothing ends before it begins. */
function date(text: string): string | undefined {
  for (const written of writtenDates) {
    const found = written.exec(text)?.groups;
    if (found === undefined) continue;
    const day = Number(found['day']);
    const other = day >= 28 ? day - 1 : day + 1;
    return `${found['before']}${String(other).padStart(2, '0')}${found['after']}`;
  }
  return undefined;
}

function year(text: string): string | undefined {
  const found = /^((?:19|20)\d)(\d)((?:0[1-9]|1[0-2])?)$/.exec(text);
  return found === null ? undefined : `${found[1]}${found[2] === '9' ? '8' : Number(found[2]) + 1}${found[3]}`;
}

/** Of files in base64 the beginning tells the media type, so only what comes later changes. */
const encoded = /^[A-Za-z0-9+/=\s]{200,}$/;

function turned(text: string): string {
  if (encoded.test(text)) return text.slice(0, 100) + turned(text.slice(100, 150)) + text.slice(150);
  // An identifier in hexadecimal stays one.
  const letters = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(text) ? 6 : 26;
  return [...text].map((character) => turnedCharacter(character, letters)).join('');
}

function turnedCharacter(character: string, letters: number): string {
  if (/\d/.test(character)) return character === '0' ? '0' : String((Number(character) % 9) + 1);
  if (!/[a-z]/i.test(character)) return character;
  const first = character < 'a' ? 65 : 97;
  return String.fromCharCode(first + ((character.charCodeAt(0) - first + 1) % letters));
}
