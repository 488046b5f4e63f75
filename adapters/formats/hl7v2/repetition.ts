import type { Unescape } from './escape.js';
import type { Delimiters, Repetition } from './message.js';

const hl7Null = '""';

/** A repetition from its leaves as written: components, each of them its sub-components. */
export function repetitionFrom(components: readonly (readonly string[])[], unescape: Unescape): Repetition {
  return new Leaves(components, unescape);
}

/** A repetition from its text, cut at the delimiters. */
export function repetitionOf(written: string, delimiters: Delimiters, unescape: Unescape): Repetition {
  if (written === '') return empty;
  const components = split(written, delimiters.component).map((component) => split(component, delimiters.subcomponent));
  return new Leaves(components, unescape);
}

/** `''` as a delimiter means that the message has none of that kind. */
export function split(text: string, delimiter: string): string[] {
  return delimiter === '' ? [text] : text.split(delimiter);
}

// A class, as a hostile field may have millions of repetitions and closures for each are heavy.
class Leaves implements Repetition {
  readonly #components: readonly (readonly string[])[];
  readonly #unescape: Unescape;

  constructor(components: readonly (readonly string[])[], unescape: Unescape) {
    this.#components = components;
    this.#unescape = unescape;
  }

  get isNull(): boolean {
    return this.isNullAt(1) && this.#components.slice(1).every((component) => component.every((leaf) => leaf === ''));
  }

  get length(): number {
    return this.#components.length;
  }

  isNullAt(component: number): boolean {
    const [leaf, ...others] = this.#components[component - 1] ?? [];
    return leaf === hl7Null && others.every((other) => other === '');
  }

  subcomponents(component: number): number {
    return this.#components[component - 1]?.length ?? 0;
  }

  text(component = 1, subcomponent = 1): string | undefined {
    const leaf = this.#written(component, subcomponent);
    return leaf === undefined || leaf === hl7Null ? undefined : this.#unescape(leaf) || undefined;
  }

  leaf(component: number, subcomponent: number): string | undefined {
    const leaf = this.#written(component, subcomponent);
    return leaf === undefined || leaf === '' ? undefined : this.#unescape(leaf);
  }

  #written(component: number, subcomponent: number): string | undefined {
    return this.#components[component - 1]?.[subcomponent - 1];
  }
}

const empty: Repetition = new Leaves([['']], (text) => text);
