import type { CodeList } from './code-list.js';
import { hl7Lists } from './code-lists-hl7.js';
import { nhsLists } from './code-lists-nhs.js';

/**
 * Small code lists, for a display beside a code that the source sends bare. Values of the NHS Data
 * Dictionary as published in the CareConnect code systems and of the HL7 v2 tables. A code that a
 * list does not hold passes through as sent: lists grow, and a newer code is no error.
 */
export const codeLists = { ...nhsLists, ...hl7Lists } as const satisfies Readonly<Record<string, CodeList>>;

export type CodeListName = keyof typeof codeLists;

/** Display of `code` in a list, or undefined when the list does not hold it. */
export function displayOf(list: CodeListName, code: string): string | undefined {
  const { values }: CodeList = codeLists[list];
  return Object.hasOwn(values, code) ? values[code] : undefined;
}
