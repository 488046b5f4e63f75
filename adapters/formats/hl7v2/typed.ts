import { fromHl7Timestamp, type PartialDateTime } from '../../../schema/partial-date.js';
import { present } from '../../../schema/present.js';
import type { Quantity } from '../../../schema/prsb.generated.js';
import type { Hl7Message, Repetition, Segment } from './message.js';

export { coded, codedAs, codedWithin, systemOf } from './coded.js';

/** The first segment of that name. */
export function segment(message: Hl7Message, name: string): Segment | undefined {
  return message.segments.find((candidate) => candidate.name === name);
}

/** Every segment of that name, in order. */
export function segments(message: Hl7Message, name: string): readonly Segment[] {
  return message.segments.filter((candidate) => candidate.name === name);
}

/** The first repetition of a field, or undefined when the field is absent. */
export function first(from: Segment | undefined, field: number): Repetition | undefined {
  return from?.field(field)[0];
}

/** Text of a field's first repetition; undefined when absent, empty or HL7 null. */
export function text(from: Segment | undefined, field: number, component = 1, subcomponent = 1): string | undefined {
  return first(from, field)?.text(component, subcomponent);
}

/** Whether the sender says that it holds no value (HL7 null), which is not the same as saying nothing. */
export function isNull(from: Segment | undefined, field: number): boolean {
  return first(from, field)?.isNull ?? false;
}

/** A TS, DTM or DT field (TS-1), as precise as sent; undefined when absent or unreadable. */
export function timestamp(from: Segment | undefined, field: number): PartialDateTime | undefined {
  const written = text(from, field);
  return written === undefined ? undefined : fromHl7Timestamp(written);
}

/** Parts of a person's name and, for a professional, their identifier. */
export interface PersonParts {
  /** XCN-1. */
  readonly identifier?: string;
  /** XCN-9.1, e.g. `GMC`. */
  readonly authority?: string;
  readonly family?: string;
  readonly given?: string;
  /** Second and further given names or initials. */
  readonly middle?: string;
  readonly prefix?: string;
  readonly suffix?: string;
  /** XPN-7 or XCN-10: `L`, `PREFERRED`, … */
  readonly nameType?: string;
  /** For display: prefix, given, middle, family, suffix. */
  readonly display?: string;
}

/** An XPN (person name): family, given, middle, suffix, prefix, degree, type. */
export function personName(repetition: Repetition | undefined): PersonParts | undefined {
  return repetition && parts(repetition, 0, { nameType: repetition.text(7) });
}

/** An XCN (identifier and name of a professional): XCN-1, XPN from XCN-2, authority XCN-9, type XCN-10. */
export function professional(repetition: Repetition | undefined): PersonParts | undefined {
  return (
    repetition &&
    parts(repetition, 1, { identifier: repetition.text(1), authority: repetition.text(9), nameType: repetition.text(10) })
  );
}

type Parts = { [K in keyof PersonParts]: string | undefined };

function parts(repetition: Repetition, offset: number, others: Parts): PersonParts | undefined {
  const at = (component: number) => repetition.text(component + offset);
  const name: Parts = { family: at(1), given: at(2), middle: at(3), suffix: at(4), prefix: at(5) };
  const display = [name.prefix, name.given, name.middle, name.family, name.suffix]
    .map((part) => part?.trim())
    .filter((part) => part)
    .join(' ');
  return present({ ...others, ...name, display }) as PersonParts | undefined;
}

const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;
const comparators = new Set(['<', '<=', '>=', '>', '~']);

/** A measured value digit for digit (`0.50` stays so); `<5` and `>= 10` give up their comparator. */
export function quantity(value: string | undefined, unit: string | undefined): Quantity | undefined {
  const whole = value?.trim();
  if (whole === undefined || whole === '') return undefined;
  const [, comparator, rest] = /^(<=|>=|<|>|~)?\s*(.*)$/s.exec(whole)!;
  return {
    text: whole,
    ...(comparator && decimal.test(rest!) ? { comparator } : {}),
    ...(decimal.test(rest!) ? { value: rest! } : {}),
    ...(unit?.trim() ? { unit: unit.trim() } : {}),
  };
}

/** An SN (structured numeric, `>^100`, `^1^:^128`): one number with its comparator, or text for a ratio or range. */
export function structuredNumeric(repetition: Repetition | undefined, unit: string | undefined): Quantity | undefined {
  if (!repetition) return undefined;
  const [comparator, num1, separator, num2] = [1, 2, 3, 4].map((component) => repetition.text(component)?.trim());
  const written = [comparator, num1, separator, num2].filter((part) => part).join('');
  if (written === '') return undefined;
  const single = separator === undefined && num2 === undefined && num1 !== undefined && decimal.test(num1);
  const known = comparator === undefined || comparator === '=' || comparators.has(comparator);
  return {
    text: written,
    ...(single && known ? { value: num1 } : {}),
    ...(single && comparator !== undefined && comparators.has(comparator) ? { comparator } : {}),
    ...(unit?.trim() ? { unit: unit.trim() } : {}),
  };
}
