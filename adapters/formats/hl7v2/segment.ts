import type { Unescape } from './escape.js';
import type { Delimiters, Repetition, Segment } from './message.js';
import { repetitionFrom, repetitionOf, split } from './repetition.js';

const nothing: readonly Repetition[] = [];

/** A segment over its written line; fields are split when they are asked for. */
export function segmentOf(written: string, line: number, delimiters: Delimiters, unescape: Unescape): Segment {
  const name = written.slice(0, 3);
  const parts = written.split(delimiters.field);
  const isHeader = name === 'MSH';
  // MSH-1 is the separator itself, so the parts of MSH stand one field further on.
  const fields = isHeader ? [name, delimiters.field, ...parts.slice(1)] : parts;
  return segmentFrom(name, line, fields.length - 1, (number) => {
    const field = fields[number];
    if (field === undefined || field === '') return nothing;
    if (isHeader && number <= 2) return [repetitionFrom([[field]], (text) => text)];
    return split(field, delimiters.repetition).map((repetition) => repetitionOf(repetition, delimiters, unescape));
  });
}

/** A segment whose fields are made by `read`, each once. */
export function segmentFrom(
  name: string,
  line: number,
  length: number,
  read: (number: number) => readonly Repetition[],
): Segment {
  const made = new Map<number, readonly Repetition[]>();
  return {
    name,
    line,
    length,
    field(number) {
      if (number < 1 || number > length) return nothing;
      const known = made.get(number);
      if (known) return known;
      const field = read(number);
      made.set(number, field);
      return field;
    },
  };
}
