import type { Unescape } from './escape.js';
import type { Repetition } from './message.js';

const hl7Null = '""';

/** A repetition from its leaves as written: components, each of them its sub-components. */
export function repetitionFrom(components: readonly (readonly string[])[], unescape: Unescape): Repetition {
  const written = (component: number, subcomponent: number) => components[component - 1]?.[subcomponent - 1];
  const isNullAt = (component: number) => isOnlyNull(components[component - 1] ?? []);
  return {
    isNull: isNullAt(1) && components.every((component, index) => index === 0 || component.every((leaf) => leaf === '')),
    length: components.length,
    isNullAt,
    subcomponents: (component) => components[component - 1]?.length ?? 0,
    text(component = 1, subcomponent = 1) {
      const leaf = written(component, subcomponent);
      return leaf === undefined || leaf === hl7Null ? undefined : unescape(leaf) || undefined;
    },
    leaf(component, subcomponent) {
      const leaf = written(component, subcomponent);
      return leaf === undefined || leaf === '' ? undefined : unescape(leaf);
    },
  };
}

function isOnlyNull(leaves: readonly string[]): boolean {
  return leaves[0] === hl7Null && leaves.every((leaf, index) => index === 0 || leaf === '');
}
