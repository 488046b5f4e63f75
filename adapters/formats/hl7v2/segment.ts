import type { Unescape } from './escape.js';
import type { Delimiters, Repetition, Segment } from './message.js';

const nothing: readonly Repetition[] = [];

/** A segment over its written line; fields are split when they are asked for. */
export function segmentOf(written: string, line: number, delimiters: Delimiters, unescape: Unescape): Segment {
  const name = written.slice(0, 3);
  const parts = written.split(delimiters.field);
  const isHeader = name === 'MSH';
  const cache = new Map<number, readonly Repetition[]>();
  const read = (number: number): readonly Repetition[] => {
    if (isHeader && number === 1) return [literal(delimiters.field)];
    const field = parts[isHeader ? number - 1 : number];
    if (field === undefined || field === '') return nothing;
    // MSH-2 is the delimiters themselves.
    if (isHeader && number === 2) return [literal(field)];
    return split(field, delimiters.repetition).map((text) => repetitionOf(text, delimiters, unescape));
  };
  return {
    name,
    line,
    length: isHeader ? parts.length : parts.length - 1,
    field(number) {
      if (number < 1) return nothing;
      const cached = cache.get(number);
      if (cached) return cached;
      const field = read(number);
      cache.set(number, field);
      return field;
    },
  };
}

function repetitionOf(written: string, delimiters: Delimiters, unescape: Unescape): Repetition {
  const components = split(written, delimiters.component);
  const at = (component: number): readonly string[] => {
    const text = components[component - 1];
    return text === undefined ? [] : split(text, delimiters.subcomponent);
  };
  return {
    isNull: components[0] === '""' && components.every((component, index) => index === 0 || component === ''),
    length: components.length,
    text(component = 1, subcomponent = 1) {
      const text = at(component)[subcomponent - 1];
      return text === undefined || text === '' || text === '""' ? undefined : unescape(text);
    },
    leaf(component, subcomponent) {
      const text = at(component)[subcomponent - 1];
      return text === undefined || text === '' ? undefined : unescape(text);
    },
    isNullAt: (component) => components[component - 1] === '""',
    subcomponents: (component) => at(component).length,
  };
}

function literal(text: string): Repetition {
  const leaf = (component = 1, subcomponent = 1) => (component === 1 && subcomponent === 1 ? text : undefined);
  return {
    isNull: false,
    length: 1,
    text: leaf,
    leaf,
    isNullAt: () => false,
    subcomponents: (component) => (component === 1 ? 1 : 0),
  };
}

/** `''` as a delimiter means that the message has none of that kind. */
function split(text: string, delimiter: string): string[] {
  return delimiter === '' ? [text] : text.split(delimiter);
}
