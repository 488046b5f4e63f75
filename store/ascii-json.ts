/**
 * JSON in ASCII alone, everything else as `\u` escapes: what is read as one text of a whole record is
 * then decoded and parsed a byte a character, where a single `é` would make all of it twice as wide and slow.
 */
export function asciiJson(value: object): string {
  return JSON.stringify(value).replaceAll(/[\u0080-\uffff]/g, escaped);
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
