/** Where one record of a CSV text stands. */
export interface RecordSpan {
  readonly start: number;
  /** Behind the last character, the line break left out. */
  readonly end: number;
  /** 1-based line on which it starts. */
  readonly line: number;
  /** A closing quote with more behind it, a quote that is never closed, or a record that is too long: the span is then one line. */
  readonly broken: boolean;
}

/** A record as long as this, or longer, counts as a broken quote (characters): a file need not be read to its end to know. */
export const longestRecord = 250_000;

/**
 * The records of a CSV text (RFC 4180): a quote opens only at the start of a cell, is text anywhere else
 * (`37.8"N`), and must be followed by a delimiter or a line break when it closes. A broken record is given up after its first line, so that
 * a stray quote never swallows the rows behind it. Blank lines are passed over.
 */
export function* recordSpans(text: string, delimiter: string, longest = longestRecord): Generator<RecordSpan> {
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const found = recordEnd(text, at, delimiter);
    const whole = found === undefined || found - at >= longest ? undefined : found;
    const end = whole ?? lineEnd(text, at);
    if (end > at) yield { start: at, end, line, broken: whole === undefined };
    line += breaksIn(text, at, end) + 1;
    at = end + (text.startsWith('\r\n', end) ? 2 : 1);
  }
}

function recordEnd(text: string, start: number, delimiter: string): number | undefined {
  let at = start;
  for (;;) {
    if (text[at] === '"') {
      const close = closingQuote(text, at);
      if (close === undefined) return undefined;
      at = close + 1;
      if (at < text.length && text[at] !== delimiter && !isBreak(text[at]!)) return undefined;
    }
    while (at < text.length && text[at] !== delimiter && !isBreak(text[at]!)) at++;
    if (text[at] !== delimiter || at >= text.length) return at;
    at++;
  }
}

function closingQuote(text: string, open: number): number | undefined {
  let at = text.indexOf('"', open + 1);
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at === -1 ? undefined : at;
}

function lineEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && !isBreak(text[at]!)) at++;
  return at;
}

/** How many line breaks stand from `start` to `end`; a CR and LF are one. */
export function breaksIn(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) {
    if (text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n')) count++;
  }
  return count;
}

/** Whether a character ends a line. */
export function isBreak(character: string): boolean {
  return character === '\n' || character === '\r';
}
